namespace Daybook.Cli.Tests.Commands.Hooks;

/// <summary>A stdin whose writer neither writes nor goes away, and that no cancellation reaches.</summary>
internal sealed class EndlessStream : Stream
{
    private readonly ManualResetEventSlim end = new();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Waits until the test is over.</summary>
    public override int Read(byte[] buffer, int offset, int count)
    {
        end.Wait();
        return 0;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        end.Set();
        base.Dispose(disposing);
    }
}
