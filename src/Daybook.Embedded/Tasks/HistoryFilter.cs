using System.Text;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>
/// Passes over lines that cannot hold what is looked for, by their bytes alone, since reading a line costs many times more. A line that it
/// lets through may still be none that is looked for.
/// </summary>
internal sealed class HistoryFilter
{
    /// <summary>The letters and digits of English text, the rarest first: what a word is looked for by.</summary>
    private const string RarestFirst = "qjzxvkw9876543210ybpgfumchdlrsniotae";

    private readonly Needle[] words;
    private readonly byte[][] statuses;
    private readonly byte[]? tag;

    internal HistoryFilter(TaskHistoryQuery query, IReadOnlyList<string> words)
    {
        // Other letters may stand escaped in the line.
        this.words = [.. words.Where(static word => word.All(char.IsAsciiLetterOrDigit)).Select(static word => new Needle(word))];
        statuses = [.. query.Statuses.Select(static state => Encoding.ASCII.GetBytes($"\"status\":\"{TaskStateName.Of(state)}\""))];
        tag = query.Tag is { } given && given.All(char.IsAsciiLetterOrDigit) ? Encoding.ASCII.GetBytes($"\"{given}\"") : null;
    }

    /// <summary>
    /// Whether a line may be one. Another program's line may be spelt otherwise, so only lines in this program's own spelling are passed over.
    /// </summary>
    internal bool MayMatch(ReadOnlySpan<byte> line)
    {
        if (HistoryLine.SeqOf(line) < 0)
        {
            return true;
        }

        if (tag is not null && line.IndexOf(tag) < 0)
        {
            return false;
        }

        bool mayHaveStatus = statuses.Length == 0;
        for (int index = 0; index < statuses.Length && !mayHaveStatus; index++)
        {
            mayHaveStatus = line.IndexOf(statuses[index]) >= 0;
        }

        for (int index = 0; index < words.Length && mayHaveStatus; index++)
        {
            mayHaveStatus = words[index].IsIn(line);
        }

        return mayHaveStatus;
    }

    /// <summary>A word in any case.</summary>
    private readonly struct Needle
    {
        private readonly byte[] word;
        private readonly int at;
        private readonly byte lower;
        private readonly byte upper;

        internal Needle(string text)
        {
            word = Encoding.ASCII.GetBytes(text);
            string folded = text.ToLowerInvariant();
            char rarest = RarestFirst.First(letter => folded.Contains(letter, StringComparison.Ordinal));
            at = folded.IndexOf(rarest, StringComparison.Ordinal);
            (lower, upper) = ((byte)rarest, (byte)char.ToUpperInvariant(rarest));
        }

        internal bool IsIn(ReadOnlySpan<byte> line)
        {
            for (int from = at; from < line.Length;)
            {
                int found = line[from..].IndexOfAny(lower, upper);
                if (found < 0)
                {
                    return false;
                }

                int start = from + found - at;
                if (start + word.Length <= line.Length && Ascii.EqualsIgnoreCase(line.Slice(start, word.Length), word))
                {
                    return true;
                }

                from += found + 1;
            }

            return false;
        }
    }
}
