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

    /// <summary>The most that the rare words of a question have together.</summary>
    private const int RareMax = 12_000;

    /// <summary>The most that are scored because they have all words which stand in more records than can be scored; each costs a look at every word.</summary>
    private const int AllMax = 2_000;

    /// <summary>The most that are scored because they have any of the words.</summary>
    private const int AnyMax = 4_000;

    /// <summary>Of both, this part at least is scored whatever the filters keep out.</summary>
    private const int FilteredPart = 8;

    /// <summary>
    /// A word of more of the records than this share, and of this many times as many as the rare words together, tells little beside those. To look
    /// it up in each of their records costs ten times what scoring the record does, so it counts only where no word is so rare.
    /// </summary>
    private const double CommonShare = 0.5;
    private const int CommonFactor = 10;

    private readonly SqliteDatabase database;
    private readonly IndexState state;
    private readonly SearchQuery query;
    private readonly IReadOnlyList<SearchClause> clauses;
    private readonly string filters;
    private readonly int[] kinds;
    private readonly Dictionary<long, Candidate> found = [];
    private readonly bool hasTimes;

    internal IndexQuestion(SqliteDatabase database, IndexState state, SearchQuery query, IReadOnlyList<SearchClause> clauses)
    {
        this.database = database;
        this.state = state;
        this.query = query;
        this.clauses = [.. clauses.Select(clause => SoleCompletion.Of(database, clause))];
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
        if (clauses.Count == 0 || kinds.Length == 0)
        {
            return [];
        }

        MatchClause[] every = Weighed();
        bool areFew = every.Sum(static clause => clause.Count) <= CandidatesMax;
        long passing = areFew || filters.Length == 0 ? state.Documents : Count(filters, IndexSchema.CountRows);
        if (areFew || passing <= CandidatesMax)
        {
            Score("", 0, every, int.MaxValue);
            return found.Values;
        }

        MatchClause[] byRarity = [.. every.OrderBy(static clause => clause.Count)];
        int rare = 0;
        long sum = 0;
        while (rare < byRarity.Length && sum + byRarity[rare].Count <= RareMax)
        {
            sum += byRarity[rare++].Count;
        }

        MatchClause[] chosen = byRarity[..rare];
        MatchClause[] others = [.. byRarity[rare..].Select(clause => rare > 0 && IsCommon(clause) && clause.Count > sum * CommonFactor ? clause with { Weight = 0 } : clause)];

        // Words before phrases, which cost more to look for.
        MatchClause[] heads = [.. others.Where(static clause => clause.Weight > 0).OrderBy(static clause => clause.Clause.IsPhrase)];
        MatchClause[] telling = [.. chosen, .. heads];
        if (rare > 0)
        {
            Score(MatchExpression.Any(chosen.Select(static clause => clause.Expression)), chosen.Sum(static clause => clause.Phrases), telling, int.MaxValue);
        }

        if (heads.Length > 1)
        {
            Score(MatchExpression.All(heads.Select(static clause => clause.Expression)), heads.Sum(static clause => clause.Phrases), telling, Share(AllMax, passing));
        }

        // Whatever has any of the words: when these come to an end, nothing was left out.
        IsCapped = Score("", 0, [.. chosen, .. others], Share(AnyMax, passing));
        return found.Values;
    }

    /// <summary>The newest documents, in order; ties stand in no order.</summary>
    /// <param name="count">How many are wanted; all of the last one's time come with them.</param>
    /// <param name="from">Only documents of this time and earlier ones.</param>
    internal IReadOnlyList<Candidate> Newest(int count, long from)
    {
        var newest = new List<Candidate>();
        foreach (int kind in clauses.Count == 0 ? [] : kinds)
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
            .Bind(1, MatchExpression.Both(MatchExpression.Any(clauses.Select(MatchExpression.Of)), filters))
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

    private bool IsCommon(MatchClause clause) => clause.Count > state.Documents * CommonShare;

    /// <summary>The clauses, each with how many documents meet it, and how much it tells.</summary>
    private MatchClause[] Weighed()
    {
        MatchClause[] words = [.. clauses.Where(static clause => !clause.IsPhrase).Select(static clause => MatchClause.Of(clause)).Select(Weighed)];
        MatchClause[] telling = [.. words.Where(word => !IsCommon(word))];
        return
        [
            .. clauses.Select(clause => clause.IsPhrase
                ? Weighed(MatchClause.Of(clause, telling))
                : words.First(word => ReferenceEquals(word.Clause, clause))),
        ];
    }

    private MatchClause Weighed(MatchClause clause)
    {
        long count = Count(clause.Expression);
        return clause with { Count = count, Weight = SearchRanking.InverseFrequency(state.Documents, count) };
    }

    /// <summary>How many documents meet a clause; a guess from the newest where there are many.</summary>
    private long Count(string clause) => Count(clause, state.Totals.All(static total => total.Dead == 0) ? IndexSchema.CountRows : IndexSchema.CountMatches);

    private long Count(string clause, string statement)
    {
        long counted = 0;
        long last = 0;
        using SqliteStatement rows = database.Use(statement)
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

    /// <summary>How many are scored of those that pass the filters: to find each of them, as many more are passed over as the filters keep out.</summary>
    private int Share(int max, long passing) => Math.Clamp((int)(max * (double)passing / state.Documents), max / FilteredPart, max);

    /// <summary>Scores the newest documents that a choice of clauses takes.</summary>
    /// <param name="choice">What they must have besides any of the clauses; nothing for no more than that.</param>
    /// <param name="phrases">How many phrases that has.</param>
    /// <param name="scored">The clauses.</param>
    /// <param name="limit">The most.</param>
    /// <returns>Whether there are more.</returns>
    private bool Score(string choice, int phrases, IReadOnlyList<MatchClause> scored, int limit)
    {
        string any = MatchExpression.Any(scored.Select(static clause => clause.Expression));
        string expression = MatchExpression.Both(choice.Length == 0 ? any : MatchExpression.Both(choice, any), filters);
        int share = limit == int.MaxValue ? limit : Math.Max(1, limit / kinds.Length);
        bool isMore = false;
        var scorer = new MatchScorer(phrases, scored, (double)state.Totals.Sum(static total => total.Terms) / state.Documents);
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
