using System.Globalization;
using System.Text;

namespace Daybook.Cli.Output;

/// <summary>
/// Text that is safe to show. Stored text may come from anyone; what a terminal would obey, reorder or hide is shown by its number instead:
/// <c>\x1b</c>, <c>\u202e</c>, <c>\U000e0041</c>.
/// </summary>
internal static class TerminalText
{
    // Tag characters spell invisible words; some of the block is not assigned and so has no category that tells.
    private const int TagsFirst = 0xE0000;
    private const int TagsLast = 0xE0FFF;
    private const int ByteMax = 0xFF;
    private const int PlaneMax = 0xFFFF;

    /// <summary>The text on one line: line ends become <c>\n</c>, so that no text can pass itself off as a line of ours. Tabs stay.</summary>
    public static string OneLine(string text)
    {
        return IsHarmless(text) ? text : Escaped(text);
    }

    /// <summary>The lines of a longer text, each harmless.</summary>
    public static IEnumerable<string> Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').Select(OneLine);

    /// <summary>
    /// Whether a terminal would do something else with this character than show it: controls (C0 but for the tab, DEL, C1), line and
    /// paragraph separators, everything that Unicode calls a format character (bidi, zero-width, byte order mark), and tags.
    /// </summary>
    public static bool IsHarmful(Rune rune) => rune.Value != '\t'
        && (rune.Value is >= TagsFirst and <= TagsLast
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate);

    private static bool IsHarmless(string text)
    {
        foreach (char unit in text)
        {
            if (unit is not (>= ' ' and <= '~'))
            {
                return false;
            }
        }

        return true;
    }

    private static string Escaped(string text)
    {
        var safe = new StringBuilder(text.Length);
        ReadOnlySpan<char> rest = text;
        while (!rest.IsEmpty)
        {
            bool isWhole = Rune.DecodeFromUtf16(rest, out Rune rune, out int consumed) == System.Buffers.OperationStatus.Done;
            if (!isWhole)
            {
                AppendNumber(safe, rest[0]);
            }
            else if (rune.Value == '\n')
            {
                safe.Append("\\n");
            }
            else if (IsHarmful(rune))
            {
                AppendNumber(safe, rune.Value);
            }
            else
            {
                safe.Append(rest[..consumed]);
            }

            rest = rest[consumed..];
        }

        return safe.ToString();
    }

    private static void AppendNumber(StringBuilder safe, int value)
    {
        string form = value switch
        {
            <= ByteMax => $"\\x{value:x2}",
            <= PlaneMax => $"\\u{value:x4}",
            _ => $"\\U{value:x8}",
        };
        safe.Append(form);
    }
}
