using Daybook.Errors;
using Daybook.Memory;
using Daybook.Timeline;

namespace Daybook.Testing;

/// <content>Forgetting, superseding and compacting, in lists and dictionaries.</content>
public sealed partial class VolatileMemory
{
    private readonly Dictionary<string, MemoryForgotten> forgotten = [];
    private readonly Dictionary<string, string> links = [];
    private readonly List<TimelineItem> amendments = [];
    private int segments;

    /// <summary>What was recorded and is not forgotten, in the order of the store.</summary>
    internal IReadOnlyList<MemoryRecord> Recorded
    {
        get
        {
            lock (gate)
            {
                return [.. Everything()];
            }
        }
    }

    /// <summary>What was said about records later.</summary>
    internal IReadOnlyList<TimelineItem> Amended
    {
        get
        {
            lock (gate)
            {
                return [.. amendments];
            }
        }
    }

    public Task<MemoryForgotten> ForgetAsync(MemoryForget forget, CancellationToken cancellationToken)
    {
        MemoryRules.Validate(forget);
        lock (gate)
        {
            string id = Resolve(forget.Id, [.. Everything().Select(record => record.Id)])
                ?? Resolve(forget.Id, [.. forgotten.Keys], mayBeForgotten: true)
                ?? throw NoRecord(forget.Id);
            MemoryRecord record = archived.Concat(stored).FirstOrDefault(one => one.Id == id) ?? new MemoryRecord { Id = id };
            bool isFirst = !forgotten.ContainsKey(id);
            if (isFirst)
            {
                amendments.Add(TimelineEvents.Forgotten(id, forget.Reason, clock.GetUtcNow(), forget.Agent));
            }

            forgotten.TryAdd(id, new MemoryForgotten(record, forget.Reason, clock.GetUtcNow(), 0, []));
            if (!forget.Purge)
            {
                return Task.FromResult(forgotten[id] with { Record = isFirst ? record : new MemoryRecord { Id = id } });
            }

            int places = archived.RemoveAll(one => one.Id == id) + stored.RemoveAll(one => one.Id == id);
            return Task.FromResult(forgotten[id] with { Record = new MemoryRecord { Id = id }, Overwritten = places });
        }
    }

    public Task<MemoryRecord> SupersedeAsync(MemorySupersede supersede, CancellationToken cancellationToken)
    {
        MemoryRules.Validate(supersede);
        lock (gate)
        {
            MemoryRecord old = GetAsync(supersede.Id, cancellationToken).GetAwaiter().GetResult();
            MemoryRecord better = GetAsync(supersede.By, cancellationToken).GetAwaiter().GetResult();
            string id = old.Id ?? "";
            string by = better.Id ?? "";
            MemoryRules.RequireOther(id, by);
            for (string? at = links.GetValueOrDefault(by) ?? better.SupersededBy; at is not null; at = links.GetValueOrDefault(at))
            {
                if (at == id)
                {
                    throw new ConflictException($"{by} is superseded by {id}") { Id = id };
                }
            }

            if (links.GetValueOrDefault(id) != by)
            {
                amendments.Add(TimelineEvents.Superseded(id, by, clock.GetUtcNow(), supersede.Agent));
            }

            links[id] = by;
            return Task.FromResult(old with { SupersededBy = by });
        }
    }

    public Task<MemoryCompacted> CompactAsync(MemoryCompaction compaction, IProgress<long>? bytes, CancellationToken cancellationToken)
    {
        MemoryRules.Validate(compaction);
        lock (gate)
        {
            ArchiveBoundary boundary = ArchiveBoundary.At(clock.GetUtcNow(), compaction.RetentionDays ?? settings.RetentionDays);
            MemoryRecord[] old = [.. stored.Where(boundary.Archives)];
            if (old.Length == 0 || compaction.DryRun)
            {
                return Task.FromResult(new MemoryCompacted(old.Length, stored.Count - old.Length, null));
            }

            archived.AddRange(old);
            stored.RemoveAll(boundary.Archives);
            return Task.FromResult(new MemoryCompacted(old.Length, stored.Count, $"segment-{++segments}"));
        }
    }

    private static NotFoundException NoRecord(string id) => new($"no memory record has the id {id}") { Id = id };

    private MemoryRecord WithLink(MemoryRecord record)
    {
        string? by = record.Id is { } id && links.TryGetValue(id, out string? link) ? link : record.SupersededBy;
        return record with { SupersededBy = by is not null && forgotten.ContainsKey(by) ? null : by };
    }

    /// <summary>The one id that is meant among these.</summary>
    private string? Resolve(string idOrPrefix, string?[] ids, bool mayBeForgotten = false)
    {
        if (ids.Contains(idOrPrefix) || (!mayBeForgotten && forgotten.ContainsKey(idOrPrefix)))
        {
            return ids.Contains(idOrPrefix) ? idOrPrefix : null;
        }

        string?[] candidates = idOrPrefix.Length < RecordId.MinimumPrefixLength
            ? []
            : [.. ids.Where(id => id?.StartsWith(idOrPrefix, StringComparison.Ordinal) == true).Distinct().Order(StringComparer.Ordinal)];
        return candidates.Length <= 1 ? candidates.FirstOrDefault() : throw new ConflictException($"several ids begin with {idOrPrefix}")
        {
            Candidates = [.. candidates.OfType<string>()],
        };
    }
}
