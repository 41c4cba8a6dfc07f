using System.Buffers;

namespace Daybook.Durability.Logs;

/// <summary>The bytes of one batch, grown as needed, kept between batches, and cut back when an entry changes its mind.</summary>
internal sealed class LogBuffer : IBufferWriter<byte>
{
    private const int InitialBytes = 1 << 10;

    private byte[] bytes = new byte[InitialBytes];

    internal int Length { get; private set; }

    internal ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return bytes.AsSpan(Length);
    }

    internal void Append(byte value)
    {
        Reserve(1);
        bytes[Length++] = value;
    }

    internal void CutTo(int length) => Length = length;

    private void Reserve(int count)
    {
        int needed = Length + Math.Max(count, 1);
        if (needed > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, needed));
        }
    }
}
