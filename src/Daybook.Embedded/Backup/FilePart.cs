using Daybook.Durability.FileSystem;

namespace Daybook.Embedded.Backup;

/// <summary>The first bytes of a file as a stream of known length, whatever is added behind them meanwhile.</summary>
internal sealed class FilePart(IFile file, long length) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int wanted = (int)Math.Clamp(length - Position, 0, buffer.Length);
        int read = wanted == 0 ? 0 : file.Read(buffer[..wanted], Position);
        Position += read;
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
