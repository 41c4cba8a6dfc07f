using System.Text;

namespace Daybook.Search;

/// <summary>The clauses of a question while it is read: each once, and no more than <see cref="SearchText.ClausesMax"/>.</summary>
internal sealed class ClauseList
{
    private readonly List<SearchClause> clauses = [];
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly List<string> stopWords = [];

    public bool IsFull => clauses.Count >= SearchText.ClausesMax;

    public void AddWord(string term, bool isPrefix) => AddSequence([term], isPrefix);

    /// <summary>Adds a word or a phrase, as many of its terms as a phrase may have.</summary>
    public void AddSequence(IReadOnlyList<string> terms, bool isPrefix)
    {
        if (terms.Count == 0 || IsFull)
        {
            return;
        }

        bool isCut = terms.Count > SearchText.PhraseTermsMax;
        string[] kept = [.. terms.Take(SearchText.PhraseTermsMax)];
        bool isOpen = isPrefix && !isCut;
        if (known.Add(string.Join(' ', kept) + (isOpen ? "*" : "")))
        {
            clauses.Add(new SearchClause(kept, kept.Length > 1, isOpen));
        }
    }

    /// <summary>Adds words that are searched only if the question has nothing else.</summary>
    public void AddStopWord(ReadOnlySpan<byte> word)
    {
        if (stopWords.Count < SearchText.ClausesMax)
        {
            stopWords.Add(Encoding.UTF8.GetString(word));
        }
    }

    public IReadOnlyList<SearchClause> ToClauses()
    {
        if (clauses.Count == 0)
        {
            stopWords.ForEach(word => AddWord(word, isPrefix: false));
        }

        return clauses;
    }
}
