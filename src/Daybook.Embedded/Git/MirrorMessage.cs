using System.Globalization;
using System.Text;
using Daybook.Embedded.Operations;

namespace Daybook.Embedded.Git;

/// <summary>What a commit of one operation says.</summary>
internal static class MirrorMessage
{
    internal const string Trailer = "Daybook-Operation";

    private const int ProfileLettersMax = 64;
    private const int ActionLettersMax = 120;
    private const int ShortIdLetters = 8;

    /// <summary>For what an operation of another system left blank.</summary>
    private const string Unrecorded = "unrecorded";

    /// <summary>The line by which it is listed.</summary>
    internal static string Subject(MirrorRecord record)
    {
        string id = Clean(record.OperationId, ActionLettersMax);
        return $"op({Clean(record.Profile, ProfileLettersMax)}): {Clean(record.Action, ActionLettersMax)} [{id[..Math.Min(ShortIdLetters, id.Length)]}]";
    }

    /// <summary>All of it. The trailer tells it from what people write, since the short id is only a time.</summary>
    internal static byte[] Encode(MirrorRecord record) =>
        Encoding.UTF8.GetBytes($"{Subject(record)}\n\n{Trailer}: {Clean(record.OperationId, ActionLettersMax)}\n");

    /// <summary>One line of bounded length: what people and programs wrote must not end the subject or begin a trailer.</summary>
    private static string Clean(string text, int lettersMax)
    {
        var clean = new StringBuilder();
        foreach (Rune letter in text.EnumerateRunes())
        {
            bool isVisible = Rune.GetUnicodeCategory(letter) is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
            if (isVisible)
            {
                clean.Append(letter.ToString());
            }
            else if (clean.Length > 0 && clean[^1] != ' ')
            {
                clean.Append(' ');
            }

            if (clean.Length >= lettersMax)
            {
                break;
            }
        }

        string line = clean.ToString().TrimEnd();
        return line.Length == 0 ? Unrecorded : line;
    }
}
