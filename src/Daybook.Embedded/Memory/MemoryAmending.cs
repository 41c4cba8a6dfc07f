using Daybook.Durability.Locks;
using Daybook.Durability.Logs;
using Daybook.Errors;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>Forgets records and links them to better ones. The records' own lines stay as they are, unless they are purged.</summary>
internal sealed class MemoryAmending(EmbeddedPorts ports, MemoryPlaces places, EmbeddedOptions options)
{
    /// <summary>Forgets a record; the tombstone is durable before any of its bytes are touched.</summary>
    internal MemoryForgotten Forget(MemoryForget forget, CancellationToken cancellationToken)
    {
        (string id, MemoryRecord? stored) = FindToForget(forget.Id, cancellationToken);
        var tombstone = new Amendment.Forgotten(id, forget.Reason, ports.Time.GetUtcNow(), forget.Agent);
        Amendment.Forgotten? earlier = null;
        Append(said => (earlier = said.FindForgotten(id)) is null ? tombstone : null);
        Amendment.Forgotten told = earlier ?? tombstone;
        if (!forget.Purge)
        {
            // Who forgets it first may see once more what that was. Later it is forgotten, and no answer holds it.
            return new MemoryForgotten((earlier is null ? stored : null) ?? new MemoryRecord { Id = id }, told.Reason, told.RecordedAt, 0, []);
        }

        using FileLock held = MemoryLog.LockRewriting(ports, places, options, options.LockWait);
        var purge = new MemoryPurge(ports, places, options, id);
        long overwritten = purge.Purge();
        return new MemoryForgotten(new MemoryRecord { Id = id }, told.Reason, told.RecordedAt, overwritten, purge.FindRemains());
    }

    /// <summary>Finds a record and the better one that is to replace it.</summary>
    internal (MemoryRecord Old, MemoryRecord Better) FindBoth(MemorySupersede supersede, CancellationToken cancellationToken)
    {
        MemoryRecord old = MemoryLookup.Find(ports.FileSystem, places, supersede.Id, cancellationToken);
        MemoryRecord better = MemoryLookup.Find(ports.FileSystem, places, supersede.By, cancellationToken);
        MemoryRules.RequireOther(old.Id ?? "", better.Id ?? "");
        return (old, better);
    }

    /// <summary>Links a record to a better one, which is durable by now: without that one the link would hide the first for nothing.</summary>
    internal MemoryRecord Link(MemoryRecord old, MemoryRecord better, string? agent)
    {
        string id = old.Id ?? "";
        string by = better.Id ?? "";
        Append(said =>
        {
            RefuseCircle(said, id, by, better.SupersededBy);
            return said.LinkOf(id) == by ? null : new Amendment.Superseded(id, by, ports.Time.GetUtcNow(), agent);
        });
        return old with { SupersededBy = by };
    }

    /// <summary>Makes durable what was said so far, whoever said it.</summary>
    /// <returns>Whether anything was.</returns>
    internal bool Confirm()
    {
        bool isAmended = ports.FileSystem.Stat(places.Amendments) is not null;
        if (isAmended)
        {
            Append(static _ => null);
        }

        return isAmended;
    }

    /// <summary>Of records in a circle each would hide another, and none would be found.</summary>
    private static void RefuseCircle(Amendments said, string id, string by, string? next)
    {
        var passed = new HashSet<string>(StringComparer.Ordinal) { by };
        for (string? at = said.LinkOf(by) ?? next; at is not null && passed.Add(at); at = said.LinkOf(at))
        {
            if (at == id)
            {
                throw new ConflictException($"{by} is itself superseded by {id}, directly or through others")
                {
                    Id = id,
                    Hint = $"see it with daybook memory show {by}",
                };
            }
        }
    }

    private (string Id, MemoryRecord? Stored) FindToForget(string idOrPrefix, CancellationToken cancellationToken)
    {
        using MemoryHistory history = MemoryHistory.Open(ports.FileSystem, places, new ProblemList(), cancellationToken);
        string id = MemoryLookup.FindId(history, idOrPrefix, cancellationToken);
        return (id, MemoryLookup.FindStored(history, id));
    }

    private void Append(Func<Amendments, Amendment?> decide) =>
        new RareLog(ports.FileSystem, MemoryLog.Amendments(places, options), ports.Clock, ports.Time).Append(new AmendmentEntry(decide));
}
