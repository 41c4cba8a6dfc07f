using System.Buffers.Text;

namespace Daybook.Memory;

/// <summary>
/// Steps over JSON that is written plainly. Each takes a place in the text and answers the place behind what it passed over, or
/// <see cref="No"/> where only a full reader can tell what the text says. The text is valid UTF-8 without control characters, so quotes,
/// brackets and commas are all there is to look at.
/// </summary>
internal static class PlainJson
{
    /// <summary>The answer of a step that was not possible.</summary>
    public const int No = -1;

    /// <summary>Blanks, or nothing.</summary>
    public static int PassSpace(ReadOnlySpan<byte> json, int at)
    {
        while ((uint)at < (uint)json.Length && json[at] == ' ')
        {
            at++;
        }

        return at;
    }

    /// <summary>A text without escapes.</summary>
    public static int PassPlainText(ReadOnlySpan<byte> json, int at)
    {
        if ((uint)at >= (uint)json.Length || json[at] != '"')
        {
            return No;
        }

        int length = json[(at + 1)..].IndexOfAny((byte)'"', (byte)'\\');
        return length >= 0 && json[at + 1 + length] == '"' ? at + length + 2 : No;
    }

    /// <summary>A text with whatever escapes, but none of half a surrogate pair.</summary>
    public static int PassText(ReadOnlySpan<byte> json, int at)
    {
        if ((uint)at >= (uint)json.Length || json[at] != '"')
        {
            return No;
        }

        at++;
        while (true)
        {
            int length = json[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (length < 0)
            {
                return No;
            }

            at += length + 1;
            if (json[at - 1] == '"')
            {
                return at;
            }

            at = PassEscape(json, at);
            if (at == No)
            {
                return No;
            }
        }
    }

    /// <summary>An array of texts without escapes.</summary>
    public static int PassPlainTexts(ReadOnlySpan<byte> json, int at)
    {
        if (!Is(json, at, (byte)'['))
        {
            return No;
        }

        at = PassSpace(json, at + 1);
        if (Is(json, at, (byte)']'))
        {
            return at + 1;
        }

        while (true)
        {
            at = PassPlainText(json, at);
            if (at == No)
            {
                return No;
            }

            at = PassSpace(json, at);
            if (!Is(json, at, (byte)','))
            {
                return Is(json, at, (byte)']') ? at + 1 : No;
            }

            at = PassSpace(json, at + 1);
        }
    }

    /// <summary>A whole number. Signs, leading zeros, fractions and exponents are for a full reader.</summary>
    public static int PassNumber(ReadOnlySpan<byte> json, int at, out long number)
    {
        ReadOnlySpan<byte> rest = json[at..];
        return Utf8Parser.TryParse(rest, out number, out int length)
            && length < rest.Length && rest[length] is (byte)',' or (byte)'}' or (byte)' '
            && char.IsBetween((char)rest[0], '1', '9')
            ? at + length
            : No;
    }

    /// <summary>An array or an object, by its brackets. Whether what is between them is well-formed is not looked at.</summary>
    public static int PassNested(ReadOnlySpan<byte> json, int at, byte opening, int depthMax)
    {
        int depth = 0;
        while (Is(json, at, opening) || depth > 0)
        {
            int next = json[at..].IndexOfAny("\"[]{}"u8);
            if (next < 0)
            {
                return No;
            }

            at += next;
            if (json[at] == '"')
            {
                at = PassText(json, at);
                if (at == No)
                {
                    return No;
                }

                continue;
            }

            depth += json[at] is (byte)'[' or (byte)'{' ? 1 : -1;
            at++;
            if (depth == 0)
            {
                return at;
            }

            if (depth == depthMax)
            {
                return No;
            }
        }

        return No;
    }

    /// <summary>Whether a sign stands at a place.</summary>
    public static bool Is(ReadOnlySpan<byte> json, int at, byte sign) => (uint)at < (uint)json.Length && json[at] == sign;

    private static int PassEscape(ReadOnlySpan<byte> json, int at)
    {
        if (at >= json.Length)
        {
            return No;
        }

        byte letter = json[at++];
        if (letter != 'u')
        {
            return letter is (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t' ? at : No;
        }

        if (!IsCodeUnit(json, at))
        {
            return No;
        }

        return !IsSurrogate(json, at) ? at + 4 : PassPair(json, at);
    }

    /// <summary>The rest of an escaped surrogate pair. Half of one is for a full reader to refuse.</summary>
    private static int PassPair(ReadOnlySpan<byte> json, int at)
    {
        int second = at + 6;
        bool isPair = IsCodeUnit(json, second) && json[second - 2] == '\\' && json[second - 1] == 'u' && IsSurrogate(json, second)
            && !IsLow(json, at) && IsLow(json, second);
        return isPair ? second + 4 : No;
    }

    private static bool IsCodeUnit(ReadOnlySpan<byte> json, int at) => at + 4 <= json.Length
        && char.IsAsciiHexDigit((char)json[at]) && char.IsAsciiHexDigit((char)json[at + 1])
        && char.IsAsciiHexDigit((char)json[at + 2]) && char.IsAsciiHexDigit((char)json[at + 3]);

    // d800 to dfff.
    private static bool IsSurrogate(ReadOnlySpan<byte> json, int at) =>
        (json[at] | 0x20) == 'd' && json[at + 1] is not (>= (byte)'0' and <= (byte)'7');

    // dc00 to dfff.
    private static bool IsLow(ReadOnlySpan<byte> json, int at) => (json[at + 1] | 0x20) is >= 'c' and <= 'f';
}
