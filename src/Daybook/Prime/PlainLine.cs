using System.Globalization;
using System.Text;

namespace Daybook.Prime;

/// <summary>
/// Stored text, which may come from anyone, as a part of a line of ours: on one line, so that it cannot begin one, and without what a terminal
/// would obey or a reader would not see.
/// </summary>
internal static class PlainLine
{
    private const string Cut = "...";

    /// <summary>The text, cut at a length.</summary>
    /// <param name="text">The text.</param>
    /// <param name="lengthMax">How long it may be.</param>
    internal static string Of(string? text, int lengthMax)
    {
        var line = new StringBuilder();
        bool isBlankDue = false;
        foreach (Rune rune in (text ?? "").EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                isBlankDue = line.Length > 0;
                continue;
            }

            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse
                || rune == Rune.ReplacementChar)
            {
                continue;
            }

            if (line.Length + rune.Utf16SequenceLength + 1 > lengthMax)
            {
                return line.Append(Cut).ToString();
            }

            line.Append(isBlankDue ? " " : "").Append(rune.ToString());
            isBlankDue = false;
        }

        return line.ToString();
    }
}
