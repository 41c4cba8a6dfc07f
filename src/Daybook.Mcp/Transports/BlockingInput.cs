using System.IO.Pipelines;

namespace Daybook.Mcp.Transports;

/// <summary>
/// A stream whose reads cannot be awaited, as stdin, made into one whose reads can. A thread of its own waits for it: a thread of the pool
/// that is held for ever would be missing for the calls, and a small machine has two of them.
/// </summary>
public static class BlockingInput
{
    private const int ReadBytes = 64 << 10;

    // Read ahead of the transport; what follows waits in the client's pipe.
    private const int AheadBytesMax = 1 << 20;

    /// <summary>Begins to read; the stream that is answered ends where the other one does, or fails.</summary>
    public static Stream Of(Stream input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: AheadBytesMax, resumeWriterThreshold: AheadBytesMax / 2, useSynchronizationContext: false));
        new Thread(() => Pump(input, pipe.Writer)) { IsBackground = true, Name = "input" }.Start();
        return pipe.Reader.AsStream();
    }

    private static void Pump(Stream input, PipeWriter writer)
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
            writer.Complete();
        }
    }
}
