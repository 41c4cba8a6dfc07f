using Daybook.Durability.FileSystem;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>What stands around the files of tasks.</summary>
/// <param name="ports">The outside world.</param>
/// <param name="places">The files.</param>
/// <param name="isLocked">Whether the caller holds the lock of the tasks.</param>
internal sealed class TaskSurroundings(EmbeddedPorts ports, TaskPlaces places, bool isLocked)
{
    private readonly FileSurroundings surroundings = new(ports, TaskRecord.KindName, places.Root);

    internal IEnumerable<Finding> Examine()
    {
        if (ports.FileSystem.Stat(places.OwnDirectory) is null && ports.FileSystem.Stat(places.Directory) is null)
        {
            return [];
        }

        string[] directories =
        [
            places.Directory, places.History, places.OwnDirectory, places.Archive, places.LockDirectory, places.QuarantineDirectory,
        ];
        return surroundings.Examine(
            directories.Distinct(StringComparer.Ordinal).SelectMany(directory => FileSurroundings.Within(ports.FileSystem, directory)),
            IsShared,
            IsBeingWritten);
    }

    /// <summary>Mends what of these findings can be mended; what the disk refuses shows in the next look.</summary>
    internal void Fix(IEnumerable<Finding> findings) => surroundings.Fix(findings);

    /// <summary>The folders and files of the founding plan keep the modes that their own system gave them.</summary>
    private bool IsShared(string path) =>
        places.IsShared && !(path + "/").StartsWith(places.OwnDirectory + "/", StringComparison.Ordinal);

    /// <summary>All temp files here are written under the lock of the tasks; those of other kinds in the quarantine are not ours to judge.</summary>
    private bool IsBeingWritten(string path)
    {
        if (Path.GetDirectoryName(path) == places.QuarantineDirectory && !Path.GetFileName(path).TrimStart('.').StartsWith("tasks-", StringComparison.Ordinal))
        {
            return true;
        }

        if (isLocked || ports.FileSystem.Stat(places.Lock) is null)
        {
            return false;
        }

        using IFile held = ports.FileSystem.Open(places.Lock, OpenMode.Read);
        return !held.TryLock(LockMode.Exclusive);
    }
}
