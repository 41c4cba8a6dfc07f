using Daybook.Operations;
using Daybook.Tasks;

namespace Daybook.Embedded.Doctor;

/// <summary>
/// Collects which records are named by others, and says which of them are not here. That is no damage: runs are cleaned up, memory is
/// forgotten, and records come along from other machines.
/// </summary>
internal sealed class ReferenceCheck
{
    /// <summary>Beyond it nothing more is collected, so that a store that came without its tasks fills neither the memory nor the screen.</summary>
    internal const int NamesMax = 10_000;

    /// <summary>How many are told.</summary>
    internal const int FindingsMax = 100;

    private readonly Dictionary<(string Kind, string Id), Referrer> named = [];
    private readonly HashSet<(string Kind, string Id)> known = [];
    private readonly HashSet<string> complete = new(StringComparer.Ordinal);

    /// <summary>Notes a record that is there.</summary>
    internal void Know(string kind, string id) => known.Add((kind, id));

    /// <summary>Notes that all records of a kind were read.</summary>
    internal void Complete(string kind, bool isWhole)
    {
        if (isWhole)
        {
            complete.Add(kind);
        }
    }

    /// <summary>Notes that a record names another. A name that is no id of ours belongs to another system, and is not looked for.</summary>
    internal void Add(Referrer from, string kind, string? id)
    {
        bool isOurs = !string.IsNullOrEmpty(id) && kind switch
        {
            TaskRecord.KindName => Guid.TryParseExact(id, "D", out _),
            OperationRecord.KindName => Ulid.TimeOf(id) is not null,
            _ => true,
        };
        if (isOurs && id is not null && named.Count < NamesMax)
        {
            named.TryAdd((kind, id), from);
        }
    }

    /// <summary>Looks everything up that was named and not met.</summary>
    /// <param name="isThere">
    /// Whether a record of a kind is there by an id: finished tasks are met by nobody who reads the open ones, and others may have been made since
    /// their kind was read.
    /// </param>
    internal async Task<IReadOnlyList<Finding>> FindAsync(Func<string, string, Task<bool>> isThere)
    {
        var found = new List<Finding>();
        long more = 0;
        foreach (((string kind, string id), Referrer from) in named)
        {
            if (!complete.Contains(kind) || known.Contains((kind, id)) || await isThere(kind, id).ConfigureAwait(false))
            {
                continue;
            }

            if (found.Count < FindingsMax)
            {
                found.Add(new Finding(
                    from.Kind,
                    "dangling_reference",
                    Finding.Info,
                    from.Path,
                    Line: null,
                    $"{from.Id} names {id} of {kind}, which is not here: it was removed, or made on another machine",
                    "nothing needs to be done",
                    Fixed: false));
            }
            else
            {
                more++;
            }
        }

        if (more > 0)
        {
            found.Add(StoreDoctor.Found("more", Finding.Info, "", $"{more} more records are named and not here", "nothing needs to be done"));
        }

        return found;
    }
}
