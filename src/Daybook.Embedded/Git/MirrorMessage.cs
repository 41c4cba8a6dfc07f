using System.Globalization;
using System.Text;
using Daybook.Embedded.Operations;

namespace Daybook.Embedded.Git;

/// <summary>What a commit of operations says.</summary>
internal static class MirrorMessage
{
    internal const string Trailer = "Daybook-Operation";

    private const int ProfileLettersMax = 64;
    private const int ActionLettersMax = 120;
    private const int ShortIdLetters = 8;

    /// <summary>For what an operation of another system left blank.</summary>
    private const string Unrecorded = "unrecorded";

    /// <summary>In place of a profile, where a commit has several operations.</summary>
    private const string Backlog = "backlog";

    /// <summary>The line by which it is listed.</summary>
    internal static string Subject(IReadOnlyList<MirrorRecord> records) => records.Count == 1
        ? Subject(records[0])
        : string.Create(CultureInfo.InvariantCulture, $"op({Backlog}): {records.Count} operations [{ShortId(records[^1])}]");

    /// <summary>The line by which the commit of one operation is listed.</summary>
    internal static string Subject(MirrorRecord record) =>
        $"op({Clean(record.Profile, ProfileLettersMax)}): {Clean(record.Action, ActionLettersMax)} [{ShortId(record)}]";

    /// <summary>All of it. The trailers, one an operation, tell it from what people write, since the short id is only a time.</summary>
    internal static byte[] Encode(IReadOnlyList<MirrorRecord> records) => Encoding.UTF8.GetBytes(
        $"{Subject(records)}\n\n{string.Concat(records.Select(static record => $"{Trailer}: {Clean(record.OperationId, ActionLettersMax)}\n"))}");

    private static string ShortId(MirrorRecord record)
    {
        string id = Clean(record.OperationId, ActionLettersMax);
        return id[..Math.Min(ShortIdLetters, id.Length)];
    }

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
