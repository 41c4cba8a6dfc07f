using System.Buffers;
using System.Globalization;

namespace Daybook.Secrets;

/// <summary>
/// Reads a text with its escapes undone: those of JSON and most languages (<c>\n</c>, <c>\/</c>, <c>\u002d</c>, <c>\x2d</c>), of URLs
/// (<c>%2D</c>) and of HTML (<c>&amp;#45;</c>, <c>&amp;quot;</c>). Colours of a terminal and characters without a width are left out.
/// </summary>
internal static class EscapeDecoding
{
    private const char Escape = '\u001b';

    // The first character of each escape, and the characters that nobody sees.
    private static readonly SearchValues<char> Starts =
        SearchValues.Create("\\%&\u001b\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff");

    private static readonly (string Name, char Character)[] Entities =
        [("&quot;", '"'), ("&amp;", '&'), ("&apos;", '\''), ("&lt;", '<'), ("&gt;", '>')];

    /// <summary>The text without escapes, or null where there are none.</summary>
    internal static TextView? Read(TextView view)
    {
        string text = view.Text;
        var decoded = new TextViewBuilder(view);
        bool isChanged = false;
        int position = 0;
        while (position < text.Length)
        {
            int found = text.AsSpan(position).IndexOfAny(Starts);
            int next = found < 0 ? text.Length : position + found;
            decoded.Copy(position, next);
            position = next;
            if (position < text.Length)
            {
                isChanged |= ReadEscape(text, ref position, decoded);
            }
        }

        return isChanged ? decoded.Build() : null;
    }

    // Answers whether there was an escape; what only looks like the start of one is copied.
    private static bool ReadEscape(string text, ref int position, TextViewBuilder decoded)
    {
        int start = position;
        switch (text[start])
        {
            case Escape:
                position = EndOfColour(text, start);
                decoded.LeaveGap();
                return true;
            case >= '\u0080':
                position++;
                return true;
        }

        (char character, int length) = Unescaped(text.AsSpan(start));
        position += Math.Max(length, 1);
        if (length == 0)
        {
            decoded.Copy(start, position);
            return false;
        }

        decoded.Add(character, start, position);
        return true;
    }

    private static (char Character, int Length) Unescaped(ReadOnlySpan<char> text) => text[0] switch
    {
        '%' => Hexadecimal(text, prefix: 1, digits: 2),
        '&' => Entity(text),
        _ when text.Length < 2 => default,
        _ => text[1] switch
        {
            'n' => ('\n', 2),
            'r' => ('\r', 2),
            't' => ('\t', 2),
            'u' => Hexadecimal(text, prefix: 2, digits: 4),
            'x' => Hexadecimal(text, prefix: 2, digits: 2),
            '"' or '/' or '\\' or '\'' or '$' or '&' or '=' or ':' => (text[1], 2),
            _ => default,
        },
    };

    private static (char Character, int Length) Hexadecimal(ReadOnlySpan<char> text, int prefix, int digits)
    {
        int length = prefix + digits;
        return text.Length >= length && ushort.TryParse(text[prefix..length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code)
            ? ((char)code, length)
            : default;
    }

    private static (char Character, int Length) Entity(ReadOnlySpan<char> text)
    {
        foreach ((string name, char character) in Entities)
        {
            if (text.StartsWith(name, StringComparison.Ordinal))
            {
                return (character, name.Length);
            }
        }

        const int LengthMax = 8;
        int end = text[..Math.Min(text.Length, LengthMax)].IndexOf(';');
        if (end < 3 || text[1] != '#')
        {
            return default;
        }

        bool isHexadecimal = text[2] is 'x' or 'X';
        bool isNumber = ushort.TryParse(
            text[(isHexadecimal ? 3 : 2)..end],
            isHexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
            CultureInfo.InvariantCulture,
            out ushort code);
        return isNumber ? ((char)code, end + 1) : default;
    }

    // ESC [ 31 m
    private static int EndOfColour(string text, int start)
    {
        int end = start + 1;
        if (end < text.Length && text[end] == '[')
        {
            end++;
            while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is ';' or '?'))
            {
                end++;
            }

            end += end < text.Length ? 1 : 0;
        }

        return end;
    }
}
