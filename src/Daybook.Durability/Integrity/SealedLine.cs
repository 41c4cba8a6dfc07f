using System.Buffers;
using System.Buffers.Text;

namespace Daybook.Durability.Integrity;

/// <summary>
/// A line of ours: a JSON object whose last member is the checksum of everything before it, <c>,"crc32c":"&lt;8 lowercase hex&gt;"}</c>.
/// A line that ends in a newline may still be garbage (a block that was never written); the sum tells.
/// </summary>
public static class SealedLine
{
    /// <summary>The member's name, which input may not bring along.</summary>
    public const string MemberName = "crc32c";

    /// <summary>The bytes a seal adds to an object.</summary>
    public const int SealBytes = 20;

    private const int HexDigits = 8;

    private static ReadOnlySpan<byte> Opening => ",\"crc32c\":\""u8;

    private static ReadOnlySpan<byte> Closing => "\"}"u8;

    /// <summary>Writes a JSON object with its seal, without a newline.</summary>
    /// <param name="json">A JSON object with at least one member and no <c>crc32c</c>, ending in its brace.</param>
    /// <param name="output">Where the line goes.</param>
    public static void Write(ReadOnlySpan<byte> json, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        ReadOnlySpan<byte> body = json[..^1];
        Span<byte> line = output.GetSpan(body.Length + Opening.Length + HexDigits + Closing.Length);
        body.CopyTo(line);
        Opening.CopyTo(line[body.Length..]);
        Span<byte> hex = line.Slice(body.Length + Opening.Length, HexDigits);
        WriteSum(body, hex);
        Closing.CopyTo(line[(body.Length + Opening.Length + HexDigits)..]);
        output.Advance(body.Length + Opening.Length + HexDigits + Closing.Length);
    }

    /// <summary>
    /// What a seal sums: the object without its seal and without its closing brace. A line that does not end in a seal comes back
    /// as it is.
    /// </summary>
    public static ReadOnlySpan<byte> BodyOf(ReadOnlySpan<byte> line) => HasSeal(line) ? line[..^(Opening.Length + HexDigits + Closing.Length)] : line;

    /// <summary>Compares a line with its seal.</summary>
    public static SealState Check(ReadOnlySpan<byte> line)
    {
        if (!HasSeal(line))
        {
            return SealState.Unsealed;
        }

        int bodyLength = line.Length - Opening.Length - HexDigits - Closing.Length;
        ReadOnlySpan<byte> hex = line.Slice(bodyLength + Opening.Length, HexDigits);

        // Compared as text: capital letters are the same number, but not what was written.
        Span<byte> expected = stackalloc byte[HexDigits];
        WriteSum(line[..bodyLength], expected);
        return hex.SequenceEqual(expected) ? SealState.Intact : SealState.Altered;
    }

    private static void WriteSum(ReadOnlySpan<byte> body, Span<byte> hex) =>
        _ = Utf8Formatter.TryFormat(Crc32C.Compute(body), hex, out _, new StandardFormat('x', HexDigits));

    private static bool HasSeal(ReadOnlySpan<byte> line)
    {
        int bodyLength = line.Length - Opening.Length - HexDigits - Closing.Length;
        return bodyLength > 0 && line.EndsWith(Closing) && line[bodyLength..].StartsWith(Opening);
    }
}
