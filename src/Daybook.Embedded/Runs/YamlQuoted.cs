using System.Buffers;
using System.Globalization;
using System.Text;

namespace Daybook.Embedded.Runs;

/// <summary>Quoted scalars on one line.</summary>
internal static class YamlQuoted
{
    /// <summary>Reads one that begins a text.</summary>
    /// <param name="text">What begins with the quote.</param>
    /// <param name="line">Its line, for faults.</param>
    /// <param name="length">How many characters it takes, both quotes included.</param>
    /// <exception cref="YamlFault">It does not end, or says nothing that is text.</exception>
    internal static string Read(ReadOnlySpan<char> text, long line, out int length) =>
        text[0] == '"' ? ReadDouble(text, line, out length) : ReadSingle(text, line, out length);

    private static string ReadSingle(ReadOnlySpan<char> text, long line, out int length)
    {
        var value = new StringBuilder();
        for (int index = 1; index < text.Length; index++)
        {
            if (text[index] != '\'')
            {
                value.Append(text[index]);
            }
            else if (index + 1 < text.Length && text[index + 1] == '\'')
            {
                value.Append('\'');
                index++;
            }
            else
            {
                length = index + 1;
                return value.ToString();
            }
        }

        throw new YamlFault(line, "a quoted text does not end on its line");
    }

    private static string ReadDouble(ReadOnlySpan<char> text, long line, out int length)
    {
        var value = new StringBuilder();
        for (int index = 1; index < text.Length; index++)
        {
            if (text[index] == '"')
            {
                length = index + 1;
                return HasLoneSurrogate(value.ToString())
                    ? throw new YamlFault(line, "half of a surrogate pair stands in it")
                    : value.ToString();
            }

            if (text[index] != '\\')
            {
                value.Append(text[index]);
            }
            else
            {
                index++;
                value.Append(index < text.Length ? Unescape(text, line, ref index) : throw new YamlFault(line, "a quoted text does not end on its line"));
            }
        }

        throw new YamlFault(line, "a quoted text does not end on its line");
    }

    private static bool HasLoneSurrogate(ReadOnlySpan<char> text)
    {
        while (Rune.DecodeFromUtf16(text, out _, out int taken) == OperationStatus.Done)
        {
            text = text[taken..];
        }

        return text.Length > 0;
    }

    private static string Unescape(ReadOnlySpan<char> text, long line, ref int index) => text[index] switch
    {
        '0' => "\0",
        'a' => "\a",
        'b' => "\b",
        't' or '\t' => "\t",
        'n' => "\n",
        'v' => "\v",
        'f' => "\f",
        'r' => "\r",
        'e' => "\u001B",
        ' ' => " ",
        '"' => "\"",
        '/' => "/",
        '\\' => "\\",
        'N' => "\u0085",
        '_' => "\u00A0",
        'L' => "\u2028",
        'P' => "\u2029",
        'x' => Code(text, line, 2, ref index),
        'u' => Code(text, line, 4, ref index),
        'U' => Code(text, line, 8, ref index),
        _ => throw new YamlFault(line, $"\\{text[index]} means nothing"),
    };

    private static string Code(ReadOnlySpan<char> text, long line, int digits, ref int index)
    {
        if (index + digits < text.Length
            && uint.TryParse(text.Slice(index + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint code)
            && code <= 0x10FFFF)
        {
            index += digits;

            // Halves of a pair are put together by standing side by side, as in JSON.
            return code is >= 0xD800 and <= 0xDFFF ? ((char)code).ToString() : char.ConvertFromUtf32((int)code);
        }

        throw new YamlFault(line, "a code of a character is cut off or too large");
    }
}
