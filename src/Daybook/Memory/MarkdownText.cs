using System.Globalization;
using System.Text;

namespace Daybook.Memory;

/// <summary>Text from anyone as text in Markdown.</summary>
internal static class MarkdownText
{
    // An invisible character after the sign keeps the name from being a mention; a backslash would not, since mentions are looked for in
    // what Markdown has become.
    private const string HarmlessAt = "@&#8203;";

    /// <summary>The text on one line, showing what it says: nothing in it is markup, HTML, a mention or invisible.</summary>
    public static string Escape(string text)
    {
        string line = OneLine(text);
        var safe = new StringBuilder(line.Length);
        for (int index = 0; index < line.Length; index++)
        {
            char unit = line[index];
            _ = unit switch
            {
                '<' => safe.Append("&lt;"),
                '>' => safe.Append("&gt;"),
                '&' => safe.Append("&amp;"),
                '@' => safe.Append(HarmlessAt),
                '_' when IsInsideWord(line, index) => safe.Append(unit),
                '\\' or '`' or '*' or '_' or '[' or ']' or '~' or '$' => safe.Append('\\').Append(unit),
                _ => safe.Append(unit),
            };
        }

        return safe.ToString();
    }

    /// <summary>A web address as the destination of a link, or null when it is none.</summary>
    public static string? Address(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? address) || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
        {
            return null;
        }

        // Nothing but ASCII without blanks is left; of that, these would end the destination or be read as something else.
        var safe = new StringBuilder(address.AbsoluteUri);
        return safe.Replace("(", "%28").Replace(")", "%29").Replace("\\", "%5C").Replace("<", "%3C").Replace(">", "%3E").Replace("&", "&amp;").ToString();
    }

    // Inside a word an underscore is no markup, and many words of ours have one.
    private static bool IsInsideWord(string line, int index) =>
        index > 0 && index + 1 < line.Length && char.IsLetterOrDigit(line[index - 1]) && char.IsLetterOrDigit(line[index + 1]);

    private static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        bool isBlankDue = false;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                isBlankDue = line.Length > 0;
            }
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format))
            {
                line.Append(isBlankDue ? " " : "").Append(rune.ToString());
                isBlankDue = false;
            }
        }

        return line.ToString();
    }
}
