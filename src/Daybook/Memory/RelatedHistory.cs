using Daybook.Errors;

namespace Daybook.Memory;

/// <summary>What is known about a change or a failure, chosen to be read by people.</summary>
public static class RelatedHistory
{
    // A page costs a whole pass over the store, so that one with few repetitions should do.
    private const int PageSize = 100;

    /// <summary>
    /// What a query finds, most relevant first, without what would read the same: of records of one type with one summary from one minute
    /// the first stands for all. The list is filled up to the query's limit as far as there are records; a query without one gets
    /// <see cref="MemoryRules.MaxMatchesDefault"/>, whatever the store's settings say.
    /// </summary>
    /// <returns>
    /// The records. <see cref="Page{T}.Total"/> counts what the query finds, repetitions included; there is no further page.
    /// </returns>
    /// <exception cref="InvalidInputException">As <see cref="IMemoryStore.QueryAsync"/>.</exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    public static async Task<Page<MemoryRecord>> FindAsync(IMemoryStore memory, MemoryQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(query);
        int limit = query.Limit ?? MemoryRules.MaxMatchesDefault;
        MemoryRules.ValidateLimit(limit);
        var shown = new HashSet<(string? Type, string? Summary, long? Minute)>();
        var found = new List<MemoryRecord>();
        MemoryQuery wide = query with { Limit = Math.Max(limit, PageSize) };
        while (true)
        {
            Page<MemoryRecord> page = await memory.QueryAsync(wide, cancellationToken).ConfigureAwait(false);
            found.AddRange(page.Items.Where(record => shown.Add(LooksOf(record))).Take(limit - found.Count));
            if (found.Count == limit || page.NextCursor is null)
            {
                return page with { Items = found, NextCursor = null };
            }

            wide = wide with { Cursor = page.NextCursor };
        }
    }

    private static (string? Type, string? Summary, long? Minute) LooksOf(MemoryRecord record) =>
        (record.Type, record.Summary, record.EffectiveTime?.UtcTicks / TimeSpan.TicksPerMinute);
}
