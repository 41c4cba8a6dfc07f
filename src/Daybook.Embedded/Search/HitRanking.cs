using Daybook.Search;

namespace Daybook.Embedded.Search;

/// <summary>
/// Puts candidates in their order and makes a page of them. Only what may stand on the page is read: recency is known without, and nearness
/// can raise a score by no more than its share.
/// </summary>
internal sealed class HitRanking(SearchQuery query, IReadOnlyList<SearchClause> clauses, SearchCursor? cursor, DateTimeOffset now)
{
    /// <summary>The most records that are read to see how near their files are.</summary>
    private const int ReadMax = 2_000;

    private readonly PathNearness nearness = new(query.NearPaths);
    private readonly double gainMax = query.NearPaths.Count > 0 ? 1 + SearchRanking.NearnessShare : 1;
    private readonly List<(SearchRank Rank, SearchDocument Document)> hits = [];

    /// <summary>The page.</summary>
    internal SearchAnswer Page(IEnumerable<Candidate> candidates, Func<Candidate, SearchDocument?> read)
    {
        (double Score, Candidate Candidate)[] ordered = [.. candidates.Select(candidate => (ScoreOf(candidate, 0), candidate)).Where(Remains)];
        Array.Sort(ordered, static (left, right) => Compare(left, right));
        for (int index = 0; index < ordered.Length && !IsSettled(ordered[index], index); index++)
        {
            if (read(ordered[index].Candidate) is { } document)
            {
                SearchRank rank = SearchRank.Of(document, ScoreOf(ordered[index].Candidate, nearness.Of(document.Paths)));
                if (cursor is null || rank > cursor.Last)
                {
                    hits.Add((rank, document));
                }
            }
        }

        hits.Sort(static (left, right) => left.Rank.CompareTo(right.Rank));
        SearchHit[] page = [.. hits.Take(query.Limit).Select(hit => HitOf(hit.Document, hit.Rank.Score))];
        string? next = hits.Count > query.Limit ? new SearchCursor(hits[query.Limit - 1].Rank, now).Encode(query) : null;
        return new SearchAnswer(page, next, []);
    }

    private static int Compare((double Score, Candidate Candidate) left, (double Score, Candidate Candidate) right)
    {
        int order = right.Score.CompareTo(left.Score);
        return order != 0 ? order : right.Candidate.Ticks.CompareTo(left.Candidate.Ticks);
    }

    private double ScoreOf(Candidate candidate, double near) => query.IsNewestFirst
        ? SearchRanking.Unranked
        : SearchRanking.Of(
            candidate.Text, candidate.Ticks == SearchRank.NoTime ? null : new DateTimeOffset(candidate.Ticks, TimeSpan.Zero), now, near);

    /// <summary>Whether a candidate may stand behind the last hit of the page before.</summary>
    private bool Remains((double Score, Candidate Candidate) hit) => cursor is not { } last
        || gainMax > 1
        || hit.Score < last.Last.Score
        || (hit.Score == last.Last.Score && hit.Candidate.Ticks <= last.Last.Ticks);

    /// <summary>Whether the page is full, and no candidate from this one on can come before its last hit.</summary>
    private bool IsSettled((double Score, Candidate Candidate) next, int read)
    {
        if (hits.Count <= query.Limit)
        {
            return false;
        }

        if (gainMax > 1 && !query.IsNewestFirst)
        {
            if (read >= ReadMax)
            {
                return true;
            }

            hits.Sort(static (left, right) => left.Rank.CompareTo(right.Rank));
            return hits[query.Limit].Rank.Score > next.Score * gainMax;
        }

        // They come in order, so the last that was read is the worst.
        SearchRank worst = hits[^1].Rank;
        return worst.Score > next.Score || (worst.Score == next.Score && worst.Ticks > next.Candidate.Ticks);
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
}
