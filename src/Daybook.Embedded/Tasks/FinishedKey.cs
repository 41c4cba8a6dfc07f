using System.Buffers.Binary;
using System.Text;

namespace Daybook.Embedded.Tasks;

/// <summary>The first sixteen bytes by which a task's id is looked for: the number of a UUID, the beginning of any other text.</summary>
internal readonly record struct FinishedKey(UInt128 Value)
{
    internal const int Bytes = 16;

    /// <summary>The digits of a UUID's text, with its hyphens.</summary>
    private const int UuidLength = 36;

    internal static FinishedKey Of(string id) =>
        id.Length == UuidLength && Guid.TryParseExact(id, "D", out Guid uuid) ? new FinishedKey(NumberOf(uuid)) : TextKey(id);

    /// <summary>What the keys of all ids that begin so have in common, in either form; other ids may fit too.</summary>
    internal static FinishedPattern PrefixOf(string prefix)
    {
        const string Zero = "00000000-0000-0000-0000-000000000000";
        int textBytes = Math.Min(Encoding.UTF8.GetByteCount(prefix), Bytes);
        UInt128 textMask = MaskOf(textBytes * 8);
        UInt128 text = TextKey(prefix).Value & textMask;
        return prefix.Length <= UuidLength && Guid.TryParseExact(prefix + Zero[prefix.Length..], "D", out Guid first)
            ? new FinishedPattern(MaskOf(prefix.Count(char.IsAsciiHexDigit) * 4), NumberOf(first), textMask, text)
            : new FinishedPattern(textMask, text, textMask, text);
    }

    private static FinishedKey TextKey(string id)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        bytes.Clear();
        ReadOnlySpan<byte> utf8 = Encoding.UTF8.GetBytes(id);
        utf8[..Math.Min(utf8.Length, Bytes)].CopyTo(bytes);
        return new FinishedKey(BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    private static UInt128 NumberOf(Guid uuid)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        uuid.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private static UInt128 MaskOf(int bits) => bits == 0 ? 0 : UInt128.MaxValue << (128 - bits);
}
