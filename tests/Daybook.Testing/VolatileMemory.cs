using System.Globalization;
using System.Runtime.CompilerServices;
using Daybook.Errors;
using Daybook.Memory;

namespace Daybook.Testing;

/// <summary>
/// Memory as a list. It shares the contract's small rules (what is valid, what is the same event, how a path is spelt) and none of the
/// machinery: matching, ranking and paging are written out as plainly as they can be said.
/// </summary>
public sealed class VolatileMemory : IMemoryStore
{
    private readonly Lock gate = new();
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
                .Where(index => settings.Enabled && PlainMatch.Finds(query, everything[index], cutoff))
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
        MemoryRecord[] everything = Everything();
        if (everything.FirstOrDefault(record => record.Id == idOrPrefix) is { } exact)
        {
            return Task.FromResult(exact);
        }

        MemoryRecord[] candidates = idOrPrefix.Length < RecordId.MinimumPrefixLength
            ? []
            : [.. everything.Where(record => record.Id?.StartsWith(idOrPrefix, StringComparison.Ordinal) == true)];
        return candidates.Length switch
        {
            0 => throw new NotFoundException($"no memory record has the id {idOrPrefix}") { Id = idOrPrefix },
            1 => Task.FromResult(candidates[0]),
            _ => throw new ConflictException($"several ids begin with {idOrPrefix}")
            {
                Candidates = [.. candidates.Select(record => record.Id ?? string.Empty).Order(StringComparer.Ordinal)],
            },
        };
    }

    public Task<MemoryStatus> GetStatusAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset cutoff = Cutoff();
        long records = Everything().Count(record => MemoryRules.IsRetained(record, cutoff));
        return Task.FromResult(new MemoryStatus(settings.Enabled, records, settings.RetentionDays, "(memory)", 0, 0));
    }

    private static Page<MemoryRecord> PageOf(MemoryRecord[] everything, int[] order, string kind, int limit, string? cursor)
    {
        int start = 0;
        if (cursor is not null)
        {
            string[] parts = cursor.Split('-');
            bool ofThisKind = parts.Length == 2 && parts[0] == kind;
            int last = ofThisKind && int.TryParse(parts[1], CultureInfo.InvariantCulture, out int index) ? index : -1;
            start = Array.IndexOf(order, last) + 1;
            if (start == 0)
            {
                throw new InvalidInputException("the cursor is not one of this listing");
            }
        }

        int[] page = [.. order.Skip(start).Take(limit)];
        string? next = start + page.Length < order.Length ? $"{kind}-{page[^1]}" : null;
        return new Page<MemoryRecord>([.. page.Select(index => everything[index])], order.Length, next, []);
    }

    private MemoryRecord[] Everything()
    {
        lock (gate)
        {
            return [.. stored];
        }
    }

    private DateTimeOffset Cutoff() => clock.GetUtcNow() - TimeSpan.FromDays(settings.RetentionDays);

    private MemoryRecord? StoredUnderIdOf(MemoryRecord record)
    {
        MemoryRecord? known = record.Id is null ? null : stored.Find(other => other.Id == record.Id);
        return known is null || MemoryRules.SameContent(known, record)
            ? known
            : throw new ConflictException($"the id {record.Id} is taken by a record with other content") { Id = record.Id };
    }

    private string? FirstOfSameEvent(MemoryRecord record, DateTimeOffset now)
    {
        return DedupKey.Of(record) is { } key
            ? stored.Find(other => DedupKey.Of(other) == key && (now - other.WriteTime)?.Duration() < MemoryRules.DedupWindow)?.Id
            : null;
    }
}
