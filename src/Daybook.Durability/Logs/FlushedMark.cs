using System.Buffers.Binary;
using Daybook.Durability.Integrity;

namespace Daybook.Durability.Logs;

/// <summary>How far a log is flushed.</summary>
/// <param name="Identity">The file in this boot, 0 for none.</param>
/// <param name="Generation">The generation it was flushed in.</param>
/// <param name="End">The end that a successful flush covers, -1 for none yet in this boot.</param>
/// <param name="Base">The length when Daybook first saw the file in this boot: older bytes are not written again after a failed flush.</param>
/// <param name="InDoubt">Set before each flush and cleared after its success, so that a flush that failed or died stays marked.</param>
/// <param name="Repairs">How often a tail was written again after such a flush; a writer that sees it rise looks at its own bytes again.</param>
internal readonly record struct FlushedMark(ulong Identity, long Generation, long End, long Base, bool InDoubt, int Repairs)
{
    /// <summary>From where the bytes must be written again when a flush is in doubt.</summary>
    internal long TailStart => Math.Max(Base, End);

    internal void Encode(Span<byte> slot)
    {
        slot.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(slot[8..], Identity);
        BinaryPrimitives.WriteInt64LittleEndian(slot[16..], Generation);
        BinaryPrimitives.WriteInt64LittleEndian(slot[24..], End);
        BinaryPrimitives.WriteInt64LittleEndian(slot[32..], Base);
        BinaryPrimitives.WriteInt32LittleEndian(slot[40..], InDoubt ? 1 : 0);
        BinaryPrimitives.WriteInt32LittleEndian(slot[44..], Repairs);
        BinaryPrimitives.WriteUInt32LittleEndian(slot, Crc32C.Compute(slot[4..]));
    }

    internal static FlushedMark Decode(ReadOnlySpan<byte> slot) =>
        BinaryPrimitives.ReadUInt32LittleEndian(slot) != Crc32C.Compute(slot[4..])
            ? default
            : new FlushedMark(
                BinaryPrimitives.ReadUInt64LittleEndian(slot[8..]),
                BinaryPrimitives.ReadInt64LittleEndian(slot[16..]),
                BinaryPrimitives.ReadInt64LittleEndian(slot[24..]),
                BinaryPrimitives.ReadInt64LittleEndian(slot[32..]),
                BinaryPrimitives.ReadInt32LittleEndian(slot[40..]) != 0,
                BinaryPrimitives.ReadInt32LittleEndian(slot[44..]));
}
