using System.Buffers.Binary;
using Daybook.Durability.Integrity;

namespace Daybook.Embedded.Tasks;

/// <summary>Where the line of a finished task stands in the history.</summary>
/// <param name="Key">Its id.</param>
/// <param name="Month">The month.</param>
/// <param name="Offset">Where the line starts among the month's lines, packed ones first.</param>
/// <param name="Length">Its bytes, without the newline.</param>
internal readonly record struct FinishedEntry(FinishedKey Key, HistoryMonth Month, long Offset, int Length)
{
    /// <summary>The bytes of one entry in the index.</summary>
    internal const int Bytes = FinishedKey.Bytes + 8 + 4 + 4 + 4;

    /// <summary>Where the next line starts.</summary>
    internal long End => Offset + Length + 1;

    /// <summary>Reads an entry; null where its sum is wrong.</summary>
    internal static FinishedEntry? Read(ReadOnlySpan<byte> bytes)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[(Bytes - 4)..]) != Crc32C.Compute(bytes[..(Bytes - 4)]))
        {
            return null;
        }

        return new FinishedEntry(
            new FinishedKey(BinaryPrimitives.ReadUInt128BigEndian(bytes)),
            new HistoryMonth(BinaryPrimitives.ReadInt32LittleEndian(bytes[28..])),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[24..]));
    }

    internal void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Key.Value);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], Offset);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[24..], Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[28..], Month.Number);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[32..], Crc32C.Compute(bytes[..(Bytes - 4)]));
    }
}
