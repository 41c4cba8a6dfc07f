using System.Collections.Concurrent;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;

namespace Daybook.Embedded.Operations;

/// <summary>
/// Sees to it that the names of logs are durable. A log that this process did not make may have been put there by a process that was killed, or
/// by git, before its name was; to know that ours are saves a sync with each of their ends.
/// </summary>
internal sealed class OperationNames(EmbeddedPorts ports, OperationPlaces places)
{
    private readonly ConcurrentDictionary<string, FileStat> synced = new(StringComparer.Ordinal);

    /// <summary>Makes the name of a new log durable.</summary>
    /// <exception cref="FlushFailedException">Nobody knows whether it is.</exception>
    internal void Sync(string id)
    {
        try
        {
            ports.FileSystem.SyncDirectory(places.Directory);
        }
        catch (FileSystemException failure)
        {
            throw new FlushFailedException(places.LogOf(id), failure);
        }

        if (ports.FileSystem.Stat(places.LogOf(id)) is { } log)
        {
            synced[id] = log;
        }
    }

    /// <summary>Makes the name of a log durable and those of the folders above, unless this process did so before, for the same log.</summary>
    /// <param name="id">The operation.</param>
    /// <param name="log">Its log, which doctor may have replaced meanwhile.</param>
    /// <exception cref="FileSystemException">The disk refused.</exception>
    internal void SyncOnce(string id, FileStat log)
    {
        if (!synced.TryGetValue(id, out FileStat known) || !known.IsSameFile(log))
        {
            ports.FileSystem.SyncDirectory(places.Directory);
            places.SyncNames(ports.FileSystem, places.Directory);
            synced[id] = log;
        }
    }

    /// <summary>Remembers an operation no longer: a long-lived process closes many.</summary>
    internal void Forget(string id) => synced.TryRemove(id, out _);
}
