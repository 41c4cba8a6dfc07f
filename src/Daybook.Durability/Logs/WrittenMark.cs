using System.Buffers.Binary;
using Daybook.Durability.Integrity;

namespace Daybook.Durability.Logs;

/// <summary>How far a log is written: the end of the last write that was completed under its lock.</summary>
/// <param name="Identity">The file in this boot, 0 for none.</param>
/// <param name="Generation">Rises with each truncation and each replacement of the file; what was said of an older one holds no more.</param>
/// <param name="End">The offset after the last complete write.</param>
internal readonly record struct WrittenMark(ulong Identity, long Generation, long End)
{
    internal void Encode(Span<byte> slot)
    {
        slot.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(slot[8..], Identity);
        BinaryPrimitives.WriteInt64LittleEndian(slot[16..], Generation);
        BinaryPrimitives.WriteInt64LittleEndian(slot[24..], End);
        BinaryPrimitives.WriteUInt32LittleEndian(slot, Crc32C.Compute(slot[4..]));
    }

    internal static WrittenMark Decode(ReadOnlySpan<byte> slot) =>
        BinaryPrimitives.ReadUInt32LittleEndian(slot) != Crc32C.Compute(slot[4..])
            ? default
            : new WrittenMark(
                BinaryPrimitives.ReadUInt64LittleEndian(slot[8..]),
                BinaryPrimitives.ReadInt64LittleEndian(slot[16..]),
                BinaryPrimitives.ReadInt64LittleEndian(slot[24..]));
}
