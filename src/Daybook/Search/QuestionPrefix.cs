using System.Text;

namespace Daybook.Search;

/// <summary>
/// The beginning of a word. Records hold stems, so that a beginning that reaches into an ending (<c>configurat*</c>) is the beginning of none:
/// the stems of words that it can be completed to are looked for as well.
/// </summary>
internal static class QuestionPrefix
{
    private const int StemsMax = 3;
    private const int CompletedMin = 3;

    private static readonly string[] Endings =
        ["", "e", "ed", "ing", "ion", "s", "es", "y", "ies", "al", "er", "or", "ity", "ive", "ment", "ness", "ly", "able", "ation"];

    /// <summary>A beginning as terms spell it, not stemmed.</summary>
    /// <param name="term">The term of the word.</param>
    /// <param name="text">The word as it was typed.</param>
    public static string FormOf(ReadOnlySpan<byte> term, ReadOnlySpan<char> text)
    {
        // Only what is made of these letters was stemmed.
        if (term.IndexOfAnyExceptInRange((byte)'a', (byte)'z') >= 0)
        {
            return Encoding.UTF8.GetString(term);
        }

        Span<byte> form = stackalloc byte[TermScanner.BytesMax];
        int length = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (length + LetterFolding.BytesMax > form.Length)
            {
                break;
            }

            length += LetterFolding.IsWordRune(rune) ? LetterFolding.Fold(rune, form[length..]) : 0;
        }

        return Encoding.UTF8.GetString(form[..length]);
    }

    /// <summary>Adds a beginning and the stems of its completions that do not begin with it.</summary>
    public static void Add(string beginning, ClauseList clauses)
    {
        clauses.AddWord(beginning, isPrefix: true);
        if (beginning.Length < CompletedMin || beginning.AsSpan().IndexOfAnyExceptInRange('a', 'z') >= 0)
        {
            return;
        }

        int added = 0;
        foreach (string ending in Endings)
        {
            byte[] word = Encoding.UTF8.GetBytes(beginning + ending);
            string stem = Encoding.UTF8.GetString(word, 0, EnglishStemmer.Stem(word));
            if (added < StemsMax && !stem.StartsWith(beginning, StringComparison.Ordinal))
            {
                clauses.AddWord(stem, isPrefix: false);
                added++;
            }
        }
    }
}
