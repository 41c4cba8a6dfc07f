using Daybook.Errors;
using Daybook.Memory;

namespace Daybook.Embedded.Backup.Transfer;

/// <summary>
/// What an import says of records that are there already: that better ones replace them. A better one usually stands behind the one that it
/// replaces, so the link waits until it comes.
/// </summary>
internal sealed class Supersessions(IMemoryStore memory)
{
    private readonly Dictionary<string, string> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> waiting = new(StringComparer.Ordinal);

    /// <summary>The links that wait for their better record, in words.</summary>
    internal IEnumerable<string> Unsettled => waiting.SelectMany(static link => link.Value.Select(
        id => $"memory record {id} is superseded by {link.Key} where it comes from, and {link.Key} is not here; import it too, and then this record once more"));

    /// <summary>Takes note of what supersedes a record here.</summary>
    internal void Know(string id, string? better)
    {
        if (better is not null)
        {
            known.TryAdd(id, better);
        }
    }

    /// <summary>Links a record that is there to the better one, now or once that comes.</summary>
    /// <returns>Whether it was linked now.</returns>
    /// <exception cref="ConflictException">Another one supersedes it here, or the better one is itself superseded by it.</exception>
    internal async Task<bool> MeetAsync(string id, string better, bool isHere, bool isDryRun, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(id, out string? other))
        {
            return other == better ? false : throw new ConflictException($"the memory record {id} is superseded by {other} here, and by {better} where it comes from")
            {
                Id = id,
                Hint = $"nothing was changed; daybook memory supersede {id} --by {better} takes the other over",
            };
        }

        if (!isHere)
        {
            if (!waiting.TryGetValue(better, out List<string>? ids))
            {
                waiting[better] = ids = [];
            }

            ids.Add(id);
            return false;
        }

        await LinkAsync(id, better, isDryRun, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Links what waited for a record that is there now.</summary>
    /// <param name="better">The record.</param>
    /// <param name="warnings">Receives what went wrong, for people: the record itself is stored, and must not be told as refused.</param>
    /// <param name="isDryRun">Whether nothing is to be stored.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task SettleAsync(string better, ICollection<string> warnings, bool isDryRun, CancellationToken cancellationToken)
    {
        foreach (string id in waiting.Remove(better, out List<string>? ids) ? ids : [])
        {
            try
            {
                await LinkAsync(id, better, isDryRun, cancellationToken).ConfigureAwait(false);
            }
            catch (ConflictException conflict)
            {
                warnings.Add(conflict.Message);
            }
        }
    }

    private async Task LinkAsync(string id, string better, bool isDryRun, CancellationToken cancellationToken)
    {
        RefuseCircle(id, better);
        if (!isDryRun)
        {
            try
            {
                await memory.SupersedeAsync(new MemorySupersede { Id = id, By = better }, cancellationToken).ConfigureAwait(false);
            }
            catch (NotFoundException gone)
            {
                // Forgotten meanwhile, or a record of another program that has no id of its own, which no link can name.
                throw new ConflictException($"the memory record {id} cannot be superseded by {better}: {gone.Message}") { Id = id };
            }
        }

        known[id] = better;
    }

    /// <summary>The store refuses it too. This one also answers a dry run, and names only what is known to be linked.</summary>
    private void RefuseCircle(string id, string better)
    {
        var passed = new HashSet<string>(StringComparer.Ordinal);
        for (string? at = better; at is not null && passed.Add(at); at = known.GetValueOrDefault(at))
        {
            if (at == id)
            {
                throw new ConflictException($"{better} is itself superseded by {id} here, directly or through others") { Id = id, Hint = $"see it with daybook memory show {better}" };
            }
        }
    }
}
