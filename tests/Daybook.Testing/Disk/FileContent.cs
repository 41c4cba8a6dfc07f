namespace Daybook.Testing.Disk;

/// <summary>
/// The bytes of a file, shared between the durable image, the page cache and every crash state made from them, and copied only
/// by the one that changes them. Appending in place is free: what others see ends before the new bytes.
/// </summary>
internal sealed class FileContent
{
    private byte[] bytes;
    private bool owned;
    private int sharedLength;
    private ulong hash;

    private FileContent(byte[] bytes, int length)
    {
        this.bytes = bytes;
        Length = length;
    }

    internal int Length { get; private set; }

    internal ReadOnlySpan<byte> Span => bytes.AsSpan(0, Length);

    /// <summary>A hash of the bytes, computed once as long as they stay.</summary>
    internal ulong Hash => hash != 0 ? hash : hash = DiskHash.Of(Span);

    internal static FileContent Empty() => new([], 0);

    /// <summary>The same bytes, free to go their own way.</summary>
    internal FileContent Fork()
    {
        sharedLength = Math.Max(sharedLength, Length);
        return new FileContent(bytes, Length) { hash = hash };
    }

    internal int Read(Span<byte> buffer, long offset)
    {
        if (offset >= Length)
        {
            return 0;
        }

        int count = (int)Math.Min(buffer.Length, Length - offset);
        bytes.AsSpan((int)offset, count).CopyTo(buffer);
        return count;
    }

    internal void Write(ReadOnlySpan<byte> written, long offset)
    {
        if (written.IsEmpty)
        {
            return;
        }

        int start = checked((int)offset);
        int end = checked(start + written.Length);
        MakeWritable(Math.Min(start, Length), end);
        ZeroTo(start);
        written.CopyTo(bytes.AsSpan(start));
        Length = Math.Max(Length, end);
    }

    internal void SetLength(long length)
    {
        int end = checked((int)length);
        if (end > Length)
        {
            MakeWritable(Length, end);
            ZeroTo(end);
        }

        hash = 0;
        Length = end;
    }

    /// <summary>Fills the hole between the end and a later offset; the array may still hold what was cut off before.</summary>
    private void ZeroTo(int offset)
    {
        if (offset > Length)
        {
            bytes.AsSpan(Length, offset - Length).Clear();
        }
    }

    private void MakeWritable(int start, int end)
    {
        hash = 0;
        if (owned && start >= sharedLength && end <= bytes.Length)
        {
            return;
        }

        // The first copy is exact, since most crash states write once; who writes again gets room to grow.
        int capacity = owned ? Math.Max(end, bytes.Length * 2) : Math.Max(end, Length);
        byte[] copy = new byte[capacity];
        Span.CopyTo(copy);
        bytes = copy;
        owned = true;
        sharedLength = 0;
    }
}
