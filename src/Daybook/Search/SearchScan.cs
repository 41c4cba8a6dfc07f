using System.Buffers;
using Daybook.Errors;

namespace Daybook.Search;

/// <summary>
/// Answers a question by reading every record once. It is what an index is judged by, and what is left where there is no index. It holds the
/// records that were found until the answer is made. For one caller at a time.
/// </summary>
public sealed class SearchScan
{
    private readonly SearchQuery query;
    private readonly SearchFilter filter;
    private readonly SearchCursor? cursor;
    private readonly DateTimeOffset now;
    private readonly IReadOnlyList<SearchClause> clauses;
    private readonly ClauseCounter counter;
    private readonly PathNearness nearness;
    private readonly long[] found;
    private readonly List<Match> matches = [];
    private readonly ArrayBufferWriter<byte> field = new();
    private long documents;
    private long terms;

    /// <summary>A scan for a question.</summary>
    /// <param name="query">The question.</param>
    /// <param name="now">The time by which recency is measured on the first page.</param>
    /// <exception cref="InvalidInputException">The limit is out of bounds, the cursor is not one of this query, a kind or the severity is not known.</exception>
    public SearchScan(SearchQuery query, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(query);
        this.query = query;
        filter = new SearchFilter(query);
        cursor = SearchCursor.Of(query);
        this.now = cursor?.AsOf ?? now;
        clauses = SearchText.Parse(query.Text);
        counter = new ClauseCounter(clauses);
        nearness = new PathNearness(query.NearPaths);
        found = new long[clauses.Count];
    }

    /// <summary>The answer of a scan of these records.</summary>
    /// <exception cref="InvalidInputException">The limit is out of bounds, the cursor is not one of this query, a kind or the severity is not known.</exception>
    public static SearchAnswer Search(IEnumerable<SearchDocument> documents, SearchQuery query, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(documents);
        var scan = new SearchScan(query, now);
        foreach (SearchDocument document in documents)
        {
            scan.Add(document);
        }

        return scan.ToAnswer([]);
    }

    /// <summary>Reads a record. Those that the filters exclude count too: they tell how rare a word is.</summary>
    public void Add(SearchDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var frequencies = new double[clauses.Count];
        int length = 0;
        foreach (SearchField name in SearchFields.All)
        {
            field.ResetWrittenCount();
            SearchFields.Write(document, name, field);
            length += counter.Count(field.WrittenSpan, SearchFields.Weights[(int)name], frequencies);
        }

        documents++;
        terms += length;
        bool isFound = false;
        for (int clause = 0; clause < frequencies.Length; clause++)
        {
            found[clause] += frequencies[clause] > 0 ? 1 : 0;
            isFound |= frequencies[clause] > 0;
        }

        if (isFound && filter.Passes(document))
        {
            matches.Add(new Match(document, frequencies, length));
        }
    }

    /// <summary>The page, once every record was read.</summary>
    /// <param name="problems">What was met while the records were read.</param>
    public SearchAnswer ToAnswer(IReadOnlyList<Problem> problems)
    {
        (SearchRank Rank, SearchDocument Document)[] rest =
        [
            .. matches.Select(match => (Rank: RankOf(match), match.Document))
                .Where(hit => cursor is null || hit.Rank > cursor.Last)
                .OrderBy(hit => hit.Rank),
        ];
        var page = rest.Take(query.Limit).ToList();
        string? next = rest.Length > page.Count ? new SearchCursor(page[^1].Rank, now).Encode(query) : null;
        return new SearchAnswer([.. page.Select(hit => HitOf(hit.Document, hit.Rank.Score))], next, problems);
    }

    private SearchRank RankOf(Match match)
    {
        if (query.IsNewestFirst)
        {
            return SearchRank.Of(match.Document, SearchRanking.Unranked);
        }

        double text = 0;
        for (int clause = 0; clause < clauses.Count; clause++)
        {
            double inverse = SearchRanking.InverseFrequency(documents, found[clause]);
            text += SearchRanking.OfClause(inverse, match.Frequencies[clause], match.Terms, (double)terms / documents);
        }

        return SearchRank.Of(match.Document, SearchRanking.Of(text, match.Document.Timestamp, now, nearness.Of(match.Document.Paths)));
    }

    private SearchHit HitOf(SearchDocument document, double score) => new(
        document.Kind,
        document.Id,
        SearchSnippet.TitleOf(document),
        SearchSnippet.Of(document, clauses),
        score,
        document.Timestamp,
        document.Path,
        document.Line);

    private sealed record Match(SearchDocument Document, double[] Frequencies, int Terms);
}
