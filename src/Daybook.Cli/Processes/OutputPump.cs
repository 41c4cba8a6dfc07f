using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Processes;

namespace Daybook.Cli.Processes;

/// <summary>
/// Carries what a child writes to this process's own output and into a file, a buffer at a time: a child that writes faster than both waits.
/// </summary>
internal sealed class OutputPump(IPipeEnd source, Stream target, Func<bool> hasReader, IFile? capture, Action<string> warn)
{
    private const int BufferBytesFirst = 4 << 10;
    private const int BufferBytes = 256 << 10;

    /// <summary>How much is left to the flush at the end at most: what a disk writes in some ten milliseconds.</summary>
    private const long WriteOutBytes = 32 << 20;

    /// <summary>How often the end of the child is noticed where something else keeps the pipe open.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(200);

    /// <summary>How much longer than the child a process that inherited its output is listened to.</summary>
    private static readonly TimeSpan AfterEnd = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private long? endedAt;
    private long written;
    private long begun;
    private IFile? file = capture;
    private bool isHeard = true;

    /// <summary>Tells that the child has ended: whatever is left in the pipe is still carried.</summary>
    public void ChildEnded(TimeProvider time)
    {
        lock (gate)
        {
            endedAt = time.GetTimestamp();
        }
    }

    /// <summary>Carries until nobody can write any more, or nobody reads any more, or the child is gone and its heirs are silent.</summary>
    public void Run(TimeProvider time)
    {
        byte[] buffer = new byte[BufferBytesFirst];
        while (true)
        {
            int read = Read(buffer);
            if (read == 0 || (read < 0 && IsOver(time, TimeSpan.Zero)))
            {
                break;
            }

            if (read > 0)
            {
                Carry(buffer.AsSpan(0, read));
                if (!hasReader() || IsOver(time, AfterEnd))
                {
                    // Closing the pipe tells the child what a pipe without us in between would have told it.
                    break;
                }

                if (read == buffer.Length && read < BufferBytes)
                {
                    // Most programs say little, and a large buffer costs them more than all else here.
                    buffer = new byte[BufferBytes];
                }
            }
        }

        source.Dispose();
        Flush();
    }

    private int Read(byte[] buffer)
    {
        try
        {
            return source.Read(buffer, Slice);
        }
        catch (DurabilityException refused)
        {
            GiveUp(refused.Message);
            return 0;
        }
    }

    private void Carry(ReadOnlySpan<byte> bytes)
    {
        Tell(bytes);
        try
        {
            file?.WriteFully(bytes, written);
            written += bytes.Length;
            if (written - begun >= WriteOutBytes)
            {
                file?.StartWritingOut(begun, written - begun);
                begun = written;
            }
        }
        catch (DurabilityException refused)
        {
            GiveUp(refused.Message);
        }
    }

    /// <summary>Our own output may stand on a full disk; the end of the run must be recorded all the same.</summary>
    private void Tell(ReadOnlySpan<byte> bytes)
    {
        if (!isHeard)
        {
            return;
        }

        try
        {
            target.Write(bytes);
            target.Flush();
        }
        catch (IOException refused)
        {
            isHeard = false;
            warn($"the output cannot be passed on any more: {refused.Message}");
        }
    }

    private void Flush()
    {
        if (written == 0)
        {
            // There is nothing that could be lost; the name stands in the run's folder, which is synced with its end.
            return;
        }

        try
        {
            file?.Flush();
        }
        catch (DurabilityException refused)
        {
            GiveUp(refused.Message);
        }
    }

    private void GiveUp(string reason)
    {
        file = null;
        warn($"the output is not captured any more: {reason}");
    }

    private bool IsOver(TimeProvider time, TimeSpan longer)
    {
        lock (gate)
        {
            return endedAt is { } ended && time.GetElapsedTime(ended) >= longer;
        }
    }
}
