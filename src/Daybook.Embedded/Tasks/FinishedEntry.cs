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

    /// <summary>Whether the sum of an entry is right.</summary>
    internal static bool IsSound(ReadOnlySpan<byte> bytes) =>
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[(Bytes - 4)..]) == Crc32C.Compute(bytes[..(Bytes - 4)]);

    internal static int MonthOf(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32LittleEndian(bytes[28..]);

    internal static long OffsetOf(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]);

    /// <summary>Where the line after an entry's starts.</summary>
    internal static long EndOf(ReadOnlySpan<byte> bytes) => OffsetOf(bytes) + BinaryPrimitives.ReadInt32LittleEndian(bytes[24..]) + 1;

    /// <summary>Reads a sound entry.</summary>
    internal static FinishedEntry Read(ReadOnlySpan<byte> bytes) => new(
        new FinishedKey(BinaryPrimitives.ReadUInt128BigEndian(bytes)),
        new HistoryMonth(MonthOf(bytes)),
        OffsetOf(bytes),
        BinaryPrimitives.ReadInt32LittleEndian(bytes[24..]));

    internal void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Key.Value);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], Offset);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[24..], Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[28..], Month.Number);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[32..], Crc32C.Compute(bytes[..(Bytes - 4)]));
    }
}
