using System.Globalization;
using System.Runtime.CompilerServices;
using Daybook.Errors;
using Daybook.Memory;

namespace Daybook.Testing;

/// <summary>
/// Memory as a list. It shares the contract's small rules (what is valid, what is the same event, how a path is spelt) and none of the
/// machinery: matching, ranking and paging are written out as plainly as they can be said.
/// </summary>
public sealed partial class VolatileMemory : IMemoryStore
{
    private readonly Lock gate = new();
    private readonly List<MemoryRecord[]> listings = [];
    private readonly List<MemoryRecord> archived = [];
    private readonly List<MemoryRecord> stored = [];
    private readonly TimeProvider clock;
    private readonly IIdSource ids;
    private readonly MemorySettings settings;

    public VolatileMemory(TimeProvider clock, IIdSource ids, MemorySettings settings)
    {
        this.clock = clock;
        this.ids = ids;
        this.settings = settings;
    }

    public Task<MemoryAddResult> AddAsync(MemoryRecord record, CancellationToken cancellationToken)
    {
        MemoryRules.Validate(record);
        if (!settings.Enabled)
        {
            return Task.FromResult<MemoryAddResult>(new MemoryAddResult.Disabled());
        }

        lock (gate)
        {
            DateTimeOffset now = clock.GetUtcNow();
            if (StoredUnderIdOf(record) is { Id: { } known })
            {
                return Task.FromResult<MemoryAddResult>(new MemoryAddResult.Added(known));
            }

            if (FirstOfSameEvent(record, now) is { } existing)
            {
                return Task.FromResult<MemoryAddResult>(new MemoryAddResult.Duplicate(existing));
            }

            string id = record.Id ?? ids.NewId().ToString();
            stored.Add(record with { Id = id, RecordedAt = now, Timestamp = record.Timestamp ?? now });
            return Task.FromResult<MemoryAddResult>(new MemoryAddResult.Added(id));
        }
    }

    public Task<MemoryRecord> AppendAsync(MemoryRecord record, CancellationToken cancellationToken)
    {
        MemoryRules.Validate(record);
        lock (gate)
        {
            if (StoredUnderIdOf(record) is { } known)
            {
                return Task.FromResult(known);
            }

            stored.Add(record with { Id = record.Id ?? ids.NewId().ToString(), RecordedAt = record.RecordedAt ?? clock.GetUtcNow() });
            return Task.FromResult(stored[^1]);
        }
    }

    public async IAsyncEnumerable<MemoryRecord> ReadAsync(
        ProblemList problems,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (MemoryRecord record in Everything())
        {
            await Task.CompletedTask;
            yield return record;
        }
    }

    public Task<Page<MemoryRecord>> QueryAsync(MemoryQuery query, CancellationToken cancellationToken)
    {
        int limit = query.Limit ?? settings.MaxMatches;
        MemoryRules.ValidateLimit(limit);
        if (!string.IsNullOrWhiteSpace(query.Severity))
        {
            SeverityScale.ParseKnown(query.Severity);
        }

        DateTimeOffset cutoff = Cutoff();
        MemoryRecord[] everything = Everything();
        int[] order =
        [
            .. Enumerable.Range(0, everything.Length)
                .Where(index => settings.Enabled && PlainMatch.Finds(query, everything[index], cutoff, everything))
                .OrderByDescending(index => SeverityScale.Parse(everything[index].Severity))
                .ThenByDescending(index => everything[index].EffectiveTime ?? DateTimeOffset.MinValue)
                .ThenByDescending(index => PlainMatch.Overlap(query.Paths, everything[index].Paths))
                .ThenBy(index => everything[index].Id, StringComparer.Ordinal),
        ];
        return Task.FromResult(PageOf(everything, order, "query", limit, query.Cursor));
    }

    public Task<Page<MemoryRecord>> ListAsync(MemoryListing listing, CancellationToken cancellationToken)
    {
        MemoryRules.ValidateLimit(listing.Limit);
        MemoryRecord[] everything = Everything();
        int[] order = [.. Enumerable.Range(0, everything.Length).Reverse()];
        return Task.FromResult(PageOf(everything, order, "list", listing.Limit, listing.Cursor) with { Total = null });
    }

    public Task<MemoryRecord> GetAsync(string idOrPrefix, CancellationToken cancellationToken)
    {
        RecordId.Check(idOrPrefix, "id");
        string? id = Resolve(idOrPrefix, [.. Everything().Select(record => record.Id)]);
        return Task.FromResult(Everything().FirstOrDefault(record => record.Id is not null && record.Id == id) ?? throw NoRecord(idOrPrefix));
    }

    public Task<MemoryStatus> GetStatusAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset cutoff = Cutoff();
        long records = Everything().Count(record => MemoryRules.IsRetained(record, cutoff));
        return Task.FromResult(new MemoryStatus(settings.Enabled, records, settings.RetentionDays, "(memory)", 0, 0));
    }

    /// <summary>All pages of one listing come from what was there at its first: nothing that is done meanwhile moves them.</summary>
    private Page<MemoryRecord> PageOf(MemoryRecord[] everything, int[] order, string kind, int limit, string? cursor)
    {
        int start = 0;
        int listing = listings.Count;
        if (cursor is not null)
        {
            int[] parts = [.. cursor.Split('-').Skip(1).Select(part => int.TryParse(part, CultureInfo.InvariantCulture, out int one) ? one : -1)];
            if (!cursor.StartsWith(kind + "-", StringComparison.Ordinal) || parts is not [>= 0 and var known, >= 0 and var position]
                || known >= listings.Count)
            {
                throw new InvalidInputException("the cursor is not one of this listing");
            }

            (listing, start) = (known, position);
        }
        else
        {
            listings.Add([.. order.Select(index => everything[index])]);
        }

        MemoryRecord[] all = listings[listing];
        MemoryRecord[] page = [.. all.Skip(start).Take(limit)];
        string? next = start + page.Length < all.Length ? $"{kind}-{listing}-{start + page.Length}" : null;
        return new Page<MemoryRecord>(page, all.Length, next, []);
    }

    private MemoryRecord[] Everything()
    {
        lock (gate)
        {
            return [.. archived.Concat(stored).Where(record => record.Id is null || !forgotten.ContainsKey(record.Id)).Select(WithLink)];
        }
    }

    private DateTimeOffset Cutoff() => clock.GetUtcNow() - TimeSpan.FromDays(settings.RetentionDays);

    private MemoryRecord? StoredUnderIdOf(MemoryRecord record)
    {
        if (record.Id is { } id && forgotten.ContainsKey(id))
        {
            throw new ConflictException($"the id {id} was forgotten") { Id = id };
        }

        MemoryRecord? known = record.Id is null ? null : archived.Concat(stored).FirstOrDefault(other => other.Id == record.Id);
        return known is null || MemoryRules.SameContent(known, record)
            ? known
            : throw new ConflictException($"the id {record.Id} is taken by a record with other content") { Id = record.Id };
    }

    private string? FirstOfSameEvent(MemoryRecord record, DateTimeOffset now)
    {
        return DedupKey.Of(record) is { } key
            ? stored.Find(other => !forgotten.ContainsKey(other.Id ?? "") && DedupKey.Of(other) == key && (now - other.WriteTime)?.Duration() < MemoryRules.DedupWindow)?.Id
            : null;
    }
}
