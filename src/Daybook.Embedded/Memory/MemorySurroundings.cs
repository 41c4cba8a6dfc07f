using Daybook.Durability.FileSystem;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>What stands around the memory log.</summary>
/// <param name="ports">The outside world.</param>
/// <param name="places">The files.</param>
/// <param name="isLocked">Whether the caller holds the lock by which compaction, purge and repair exclude each other.</param>
internal sealed class MemorySurroundings(EmbeddedPorts ports, MemoryPlaces places, bool isLocked)
{
    private readonly FileSurroundings surroundings = new(ports, MemoryRecord.KindName, places.Root);

    internal IEnumerable<Finding> Examine()
    {
        // What git tracks is everybody's.
        string[] shared = places is { IsTracked: true, Store: { } tracked } ? [.. MemoryTracking.SharedPaths(tracked)] : [];
        return surroundings.Examine(OwnPaths(), path => shared.Contains(path, StringComparer.Ordinal), IsBeingWritten);
    }

    /// <summary>Mends what of these findings can be mended; what the disk refuses shows in the next look.</summary>
    internal void Fix(IEnumerable<Finding> findings) => surroundings.Fix(findings);

    /// <summary>
    /// Everything of Daybook's own around the log. The folder and file of another system keep the modes that system gave them.
    /// </summary>
    private IEnumerable<(string Path, FileStat Stat)> OwnPaths()
    {
        string[] inStore = places.Store is { } store ? [store, StoreLayout.LockDirectory(store), StoreLayout.QuarantineDirectory(store)] : [];
        bool isOurs = places.Root != places.Directory;
        string[] around = isOurs
            ? [places.Directory, places.LockDirectory, places.QuarantineDirectory, places.ArchiveDirectory]
            : [places.OwnDirectory, places.LockDirectory, places.QuarantineDirectory, places.ArchiveDirectory];
        return inStore.Union(around, StringComparer.Ordinal).SelectMany(directory => FileSurroundings.Within(ports.FileSystem, directory));
    }

    /// <summary>The copy that a compaction makes is no leftover while the compaction runs. Whoever mends holds its lock.</summary>
    private bool IsBeingWritten(string path)
    {
        bool isCopy = Path.GetDirectoryName(path) is { } directory && (directory == places.ArchiveDirectory || directory == places.QuarantineDirectory);
        if (isLocked || !isCopy || ports.FileSystem.Stat(places.CompactLock) is null)
        {
            return false;
        }

        using IFile held = ports.FileSystem.Open(places.CompactLock, OpenMode.Read);
        return !held.TryLock(LockMode.Exclusive);
    }
}
