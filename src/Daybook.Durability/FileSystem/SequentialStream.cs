namespace Daybook.Durability.FileSystem;

/// <summary>An open file as a stream from its start to its end, for compressors. Either read or written; the file stays the caller's.</summary>
/// <param name="file">The file.</param>
public sealed class SequentialStream(IFile file) : Stream
{
    private long position;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <summary>How many bytes have passed.</summary>
    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    /// <exception cref="Errors.FileSystemException">The read failed.</exception>
    public override int Read(Span<byte> buffer)
    {
        int read = file.Read(buffer, position);
        position += read;
        return read;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    /// <exception cref="Errors.FileSystemException">The write failed.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        file.WriteFully(buffer, position);
        position += buffer.Length;
    }

    /// <summary>Nothing is kept back, and nothing is made durable: that is <see cref="IFile.Flush"/>.</summary>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
