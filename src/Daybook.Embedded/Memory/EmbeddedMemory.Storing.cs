using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <content>The way of a record to the log. Records reach it in the order in which the calls were made, whatever each has to look up first.</content>
internal sealed partial class EmbeddedMemory
{
    private readonly Lock order = new();
    private Task lastEntered = Task.CompletedTask;

    /// <summary>When the task completes, all that was read before is durable, whoever wrote it.</summary>
    internal async Task ConfirmAsync(CancellationToken cancellationToken)
    {
        await KernelErrors.TranslatedAsync(log.ConfirmAsync(cancellationToken)).ConfigureAwait(false);
        await KernelErrors.TranslateAsync(() => new MemoryAmending(ports, places, options).Confirm(), cancellationToken).ConfigureAwait(false);
    }

    private async Task<MemoryEntry> StoreAsync(MemoryRecord record, bool isEvent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        MemoryRules.Validate(record);
        MemoryRecord named = record.Id is null ? record with { Id = ports.Ids.NewId().ToString() } : record;
        (MemoryEntry entry, Task appending) =
            await EnterAsync(named, record.Id is not null, isEvent, cancellationToken).ConfigureAwait(false);
        await KernelErrors.TranslatedAsync(appending, entry.Stored.Id).ConfigureAwait(false);
        if (!entry.MetStragglers)
        {
            return entry;
        }

        await SweepAsync(cancellationToken).ConfigureAwait(false);
        MemoryEntry again = entry.Again();
        await KernelErrors.TranslatedAsync(log.AppendAsync(again, cancellationToken), again.Stored.Id).ConfigureAwait(false);
        return again;
    }

    private Task<(MemoryEntry Entry, Task Appending)> EnterAsync(
        MemoryRecord named, bool isIdGiven, bool isEvent, CancellationToken cancellationToken)
    {
        lock (order)
        {
            if (lastEntered.IsCompleted && !places.IsAdopted && !(isIdGiven && archive.IsThere))
            {
                var entry = new MemoryEntry(named, isIdGiven, isEvent, writing, default);
                return Task.FromResult((entry, (Task)log.AppendAsync(entry, cancellationToken)));
            }

            Task<(MemoryEntry Entry, Task Appending)> entering = EnterAfterAsync(lastEntered, named, isIdGiven, isEvent, cancellationToken);
            lastEntered = entering;
            return entering;
        }
    }

    private async Task<(MemoryEntry Entry, Task Appending)> EnterAfterAsync(
        Task before, MemoryRecord named, bool isIdGiven, bool isEvent, CancellationToken cancellationToken)
    {
        Task<ArchivedId> looking = KernelErrors.TranslateAsync(
            () => Archived(isIdGiven ? named.Id : null), cancellationToken);
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var entry = new MemoryEntry(named, isIdGiven, isEvent, writing, await looking.ConfigureAwait(false));
        return (entry, log.AppendAsync(entry, cancellationToken));
    }

    private ArchivedId Archived(string? id)
    {
        places.CheckThere(ports.FileSystem);
        places.KeepFromGit(ports);
        return id is null ? default : archive.Find(id);
    }
}
