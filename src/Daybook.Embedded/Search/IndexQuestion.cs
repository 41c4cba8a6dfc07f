using Daybook.Embedded.Sqlite;
using Daybook.Search;

namespace Daybook.Embedded.Search;

/// <summary>
/// Finds the documents that may answer a question, within a bounded number of looks. A word that few records have is looked at wherever it
/// stands. Where the words stand in too many records, all of those with the rare ones are taken, and of the rest the newest that have all the
/// others, and the newest that have any.
/// </summary>
internal sealed class IndexQuestion
{
    /// <summary>The most documents that are scored. Each costs about a microsecond and a half.</summary>
    internal const int CandidatesMax = 20_000;

    /// <summary>The most that are scored for words which stand in more records than can be scored.</summary>
    private const int HeadsMax = 8_000;

    private readonly SqliteDatabase database;
    private readonly IndexState state;
    private readonly SearchQuery query;
    private readonly string[] clauses;
    private readonly string filters;
    private readonly int[] kinds;
    private readonly Dictionary<long, Candidate> found = [];
    private readonly bool hasTimes;

    internal IndexQuestion(SqliteDatabase database, IndexState state, SearchQuery query, IReadOnlyList<SearchClause> clauses)
    {
        this.database = database;
        this.state = state;
        this.query = query;
        this.clauses = [.. clauses.Select(MatchExpression.Of)];
        hasTimes = query.Since is not null || query.Until is not null;
        HashSet<string> asked = [.. query.Kinds.Select(RecordKinds.Parse)];
        kinds =
        [
            .. state.Totals.Where(total => total.Documents > 0 && (asked.Count == 0 || asked.Contains(RecordKinds.All[total.Kind])))
                .Select(static total => total.Kind),
        ];
        filters = MatchExpression.Filters(FilterTerms.Of(
            query, state.Totals.Min(static total => total.Earliest), state.Totals.Max(static total => total.Latest)));
    }

    /// <summary>Whether documents were left out that have the words.</summary>
    internal bool IsCapped { get; private set; }

    /// <summary>The documents with the scores of their texts, in no order.</summary>
    internal IReadOnlyCollection<Candidate> Rank()
    {
        if (clauses.Length == 0 || kinds.Length == 0)
        {
            return [];
        }

        long[] counts = [.. clauses.Select(Count)];
        long all = state.Documents;
        var scorer = new MatchScorer(
            [.. counts.Select(count => SearchRanking.InverseFrequency(all, count))], (double)state.Totals.Sum(static total => total.Terms) / all);
        if (counts.Sum() <= CandidatesMax || (filters.Length > 0 && CountUpTo(filters, CandidatesMax) <= CandidatesMax))
        {
            Score(scorer, "", 0, int.MaxValue);
            return found.Values;
        }

        int[] byRarity = [.. Enumerable.Range(0, clauses.Length).OrderBy(index => counts[index])];
        int rare = 0;
        for (long sum = 0; rare < byRarity.Length && sum + counts[byRarity[rare]] <= CandidatesMax - HeadsMax; rare++)
        {
            sum += counts[byRarity[rare]];
        }

        if (rare > 0)
        {
            Score(scorer, MatchExpression.Any(byRarity[..rare].Select(index => clauses[index])), rare, int.MaxValue);
        }

        int[] heads = byRarity[rare..];
        if (heads.Length > 1)
        {
            Score(scorer, MatchExpression.All(heads.Select(index => clauses[index])), heads.Length, HeadsMax / 2);
        }

        // Whatever has any of the words: when these come to an end, nothing was left out.
        IsCapped = Score(scorer, "", 0, HeadsMax / 2);
        return found.Values;
    }

    /// <summary>The newest documents, in order; ties stand in no order.</summary>
    /// <param name="count">How many are wanted; all of the last one's time come with them.</param>
    /// <param name="from">Only documents of this time and earlier ones.</param>
    internal IReadOnlyList<Candidate> Newest(int count, long from)
    {
        var newest = new List<Candidate>();
        foreach (int kind in clauses.Length == 0 ? [] : kinds)
        {
            newest.AddRange(Newest(kind, count, from));
        }

        return [.. newest.OrderByDescending(static candidate => candidate.Ticks)];
    }

    private List<Candidate> Newest(int kind, int count, long from)
    {
        const int RowsPerLook = 32;
        var newest = new List<Candidate>();
        var times = new PriorityQueue<long, long>();
        int looked = 0;
        using SqliteStatement rows = database.Use(IndexSchema.Matching)
            .Bind(1, MatchExpression.Both(MatchExpression.Any(clauses), filters))
            .Bind(2, KindTotals.FloorOf(kind))
            .Bind(3, state.Totals[kind].Last);
        while (rows.Step())
        {
            long document = rows.Integer(0);
            long ticks = rows.IsNull(1) ? SearchRank.NoTime : rows.Integer(1);
            if (ticks <= from && IsInTime(ticks))
            {
                newest.Add(new Candidate(document, SearchRanking.Unranked, ticks));
                times.Enqueue(ticks, ticks);
                if (times.Count > count)
                {
                    times.Dequeue();
                }
            }

            if (++looked % RowsPerLook == 0 && times.Count >= count && LatestBefore(document) < times.Peek())
            {
                break;
            }

            if (looked >= CandidatesMax && times.Count >= count)
            {
                IsCapped = true;
                break;
            }
        }

        return newest;
    }

    /// <summary>No document up to this one is later than that.</summary>
    private long LatestBefore(long document)
    {
        using SqliteStatement span = database.Use(IndexSchema.SpanFrom).Bind(1, document);
        return span.Step() ? span.Integer(0) : long.MaxValue;
    }

    /// <summary>How many documents meet a clause; a guess from the newest where there are many.</summary>
    private long Count(string clause)
    {
        long counted = 0;
        long last = 0;
        using SqliteStatement rows = database.Use(state.Totals.All(static total => total.Dead == 0) ? IndexSchema.CountRows : IndexSchema.CountMatches)
            .Bind(1, clause).Bind(2, 0).Bind(3, long.MaxValue).Bind(4, CandidatesMax + 1);
        if (rows.Step())
        {
            (counted, last) = (rows.Integer(0), rows.Integer(1));
        }

        if (counted <= CandidatesMax)
        {
            return counted;
        }

        int kind = KindTotals.KindOf(last);
        long passed = state.Totals.Where(total => total.Kind > kind).Sum(static total => total.Last - KindTotals.FloorOf(total.Kind))
            + state.Totals[kind].Last - last + 1;
        long all = state.Totals.Sum(static total => total.Last - KindTotals.FloorOf(total.Kind));
        return Math.Max(counted, (long)(counted * (double)all / passed));
    }

    private long CountUpTo(string expression, int limit)
    {
        using SqliteStatement rows = database.Use(IndexSchema.CountRows).Bind(1, expression).Bind(2, 0).Bind(3, long.MaxValue).Bind(4, limit + 1);
        return rows.Step() ? rows.Integer(0) : 0;
    }

    /// <summary>Scores the newest documents that a choice of clauses takes.</summary>
    /// <param name="scorer">Scores them.</param>
    /// <param name="choice">What they must have besides any of the words; nothing for no more than that.</param>
    /// <param name="phrases">How many phrases that has.</param>
    /// <param name="limit">The most.</param>
    /// <returns>Whether there are more.</returns>
    private bool Score(MatchScorer scorer, string choice, int phrases, int limit)
    {
        string any = MatchExpression.Any(clauses);
        string expression = MatchExpression.Both(choice.Length == 0 ? any : MatchExpression.Both(choice, any), filters);
        int share = limit == int.MaxValue ? limit : Math.Max(1, limit / kinds.Length);
        bool isMore = false;
        scorer.Skipped = phrases;
        MatchFunction.Listen(scorer, () =>
        {
            foreach (int kind in kinds)
            {
                int taken = 0;
                using SqliteStatement rows = database.Use(IndexSchema.Ranked)
                    .Bind(1, expression).Bind(2, KindTotals.FloorOf(kind)).Bind(3, state.Totals[kind].Last).Bind(4, share);
                while (rows.Step())
                {
                    taken++;
                    long ticks = rows.IsNull(2) ? SearchRank.NoTime : rows.Integer(2);
                    if (IsInTime(ticks))
                    {
                        long document = rows.Integer(0);
                        found[document] = new Candidate(document, rows.Real(1), ticks);
                    }
                }

                isMore |= taken == share;
            }
        });
        return isMore;
    }

    private bool IsInTime(long ticks) => !hasTimes
        || (ticks != SearchRank.NoTime && !(ticks < query.Since?.UtcTicks) && !(ticks > query.Until?.UtcTicks));
}
