using System.IO.Pipelines;

namespace Daybook.Mcp.Transports;

/// <summary>
/// A stream whose reads cannot be awaited, as stdin, made into one whose reads can. A thread of its own waits for it: a thread of the pool
/// that is held for ever would be missing for the calls, and a small machine has two of them.
/// </summary>
public sealed class BlockingInput
{
    private const int ReadBytes = 64 << 10;

    // Read ahead of the transport; what follows waits in the client's pipe. Little, since the end stands behind it and is to be seen soon.
    private const int AheadBytesMax = 128 << 10;

    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private BlockingInput(Stream stream) => Stream = stream;

    /// <summary>What was read; it ends where the other stream does, or fails.</summary>
    public Stream Stream { get; }

    /// <summary>Completes when the other stream has ended, while what was read before may still wait to be taken.</summary>
    public Task Ended => ended.Task;

    /// <summary>Begins to read.</summary>
    public static BlockingInput Of(Stream input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: AheadBytesMax, resumeWriterThreshold: AheadBytesMax / 2, useSynchronizationContext: false));
        var blocking = new BlockingInput(pipe.Reader.AsStream());
        new Thread(() => blocking.Pump(input, pipe.Writer)) { IsBackground = true, Name = "input" }.Start();
        return blocking;
    }

    private void Pump(Stream input, PipeWriter writer)
    {
        try
        {
            while (input.Read(writer.GetSpan(ReadBytes)) is > 0 and var count)
            {
                writer.Advance(count);
                if (writer.FlushAsync().AsTask().GetAwaiter().GetResult().IsCompleted)
                {
                    return;
                }
            }
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            // Input that cannot be read any more has ended.
        }
        finally
        {
            ended.TrySetResult();
            writer.Complete();
        }
    }
}
