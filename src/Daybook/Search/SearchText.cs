namespace Daybook.Search;

/// <summary>
/// Reads what somebody asks. There is no syntax that can be wrong: text between two double quotes is a phrase, a word that ends in <c>*</c> a
/// prefix, and everything else is words. <c>docs/guides/search.md</c> says what becomes of names, hashes and days.
/// </summary>
public static class SearchText
{
    /// <summary>The most clauses of a question; what would become of the rest of its text is left out.</summary>
    public const int ClausesMax = 64;

    /// <summary>The most terms of a phrase; a longer one is cut.</summary>
    public const int PhraseTermsMax = 32;

    private const string Quotes = "\"\u201C\u201D";

    /// <summary>The clauses of a question, each once, at most <see cref="ClausesMax"/>; none when it says nothing. Never fails.</summary>
    public static IReadOnlyList<SearchClause> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        ReadOnlySpan<char> rest = text.AsSpan(0, Math.Min(text.Length, SearchQuery.TextLengthMax));
        var clauses = new ClauseList();
        while (!rest.IsEmpty && !clauses.IsFull)
        {
            int open = rest.IndexOfAny(Quotes);
            int close = open < 0 ? -1 : rest[(open + 1)..].IndexOfAny(Quotes);
            if (close < 0)
            {
                AddWords(rest, clauses);
                break;
            }

            AddWords(rest[..open], clauses);
            ReadOnlySpan<char> after = rest[(open + close + 2)..];
            AddPhrase(rest.Slice(open + 1, close), after is ['*', ..], clauses);
            rest = after;
        }

        return clauses.ToClauses();
    }

    private static void AddWords(ReadOnlySpan<char> text, ClauseList clauses)
    {
        var sink = new QuestionSink(text.ToString(), clauses);
        TermScanner<QuestionSink>.Scan(text, ref sink);
        QuestionDays.Add(text, clauses);
    }

    private static void AddPhrase(ReadOnlySpan<char> text, bool isPrefix, ClauseList clauses)
    {
        var sink = new PhraseSink(text.ToString(), clauses);
        TermScanner<PhraseSink>.Scan(text, ref sink);
        if (sink.Terms.Count == 1 && !isPrefix)
        {
            // One word in quotes is a word, with all that a word can mean.
            AddWords(text, clauses);
        }
        else
        {
            clauses.AddSequence(sink.Terms, isPrefix || text is [.., '*']);
        }
    }
}
