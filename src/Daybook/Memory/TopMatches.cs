using Daybook.Errors;

namespace Daybook.Memory;

/// <summary>
/// Picks one page out of all records that are offered to it, in the order in which they are stored. Holds no more than the page, however
/// many there are. For one caller at a time.
/// </summary>
public sealed class TopMatches
{
    private readonly PriorityQueue<MemoryRecord, MemoryRank> page = new(MemoryRanking.WorstFirst);
    private readonly int limit;
    private readonly MemoryRank? after;
    private long remaining;

    private TopMatches(int limit, string? cursor)
    {
        MemoryRules.ValidateLimit(limit);
        this.limit = limit;
        after = cursor is null ? null : MemoryCursor.Decode(cursor);
    }

    /// <summary>How many records were offered: those of all pages together.</summary>
    public long Total { get; private set; }

    /// <summary>For the matches of a query, gravest first.</summary>
    /// <param name="query">The query.</param>
    /// <param name="settings">The store's, for a query that names no limit.</param>
    /// <exception cref="InvalidInputException">The limit is out of bounds or the cursor is not one of a query.</exception>
    public static TopMatches For(MemoryQuery query, MemorySettings settings)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(settings);
        return new TopMatches(query.Limit ?? settings.MaxMatches, query.Cursor);
    }

    /// <summary>Offers the next match of a query.</summary>
    public void Offer(MemoryMatch match) => Offer(match.Record, MemoryRank.Of(match, Total));

    /// <summary>The page, once everything was offered. To be called once.</summary>
    public Page<MemoryRecord> ToPage(ProblemList problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        string? next = remaining > limit && page.TryPeek(out _, out MemoryRank last) ? MemoryCursor.Encode(last) : null;
        var items = new MemoryRecord[page.Count];
        for (int index = items.Length - 1; index >= 0; index--)
        {
            items[index] = page.Dequeue();
        }

        return new Page<MemoryRecord>(items, Total, next, problems.Items);
    }

    private void Offer(MemoryRecord record, MemoryRank rank)
    {
        Total++;
        if (after is { } shown && MemoryRanking.BestFirst.Compare(rank, shown) <= 0)
        {
            return;
        }

        remaining++;
        if (page.Count < limit)
        {
            page.Enqueue(record, rank);
        }
        else
        {
            page.EnqueueDequeue(record, rank);
        }
    }
}
