using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;

namespace Daybook.Embedded.Runs;

/// <summary>
/// Removes the folder of a run: renamed out of sight first, so that no reader sees half of it, then emptied. What a kill leaves of it doctor
/// and the next removal find by its name.
/// </summary>
internal sealed class RunRemoval(EmbeddedPorts ports, RunPlaces places)
{
    /// <summary>How folders that are on their way out are named.</summary>
    internal const string Prefix = ".gone-";

    private const int DepthMaximum = 32;

    private IFileSystem FileSystem => ports.FileSystem;

    /// <summary>Removes a run, under its lock. When it returns the run is gone for good.</summary>
    internal void Remove(RunEntry entry)
    {
        string gone = Path.Join(entry.Task.Runs, Prefix + ports.UniqueName());
        FileSystem.Rename(entry.Folder, gone);
        FileSystem.SyncDirectory(entry.Task.Runs);
        Delete(gone, 0);
        FileSystem.SyncDirectory(entry.Task.Runs);
    }

    /// <summary>Moves the folder of a run into quarantine, with all that is in it.</summary>
    /// <returns>Where it is now.</returns>
    internal string SetAside(string folder)
    {
        DirectoryTree.Create(FileSystem, places.QuarantineDirectory);
        string aside = Path.Join(places.QuarantineDirectory, $"{Path.GetFileName(folder)}.{ports.UniqueName()}");
        FileSystem.Rename(folder, aside);
        DirectoryTree.SyncPlace(FileSystem, places.QuarantineDirectory);
        FileSystem.SyncDirectory(Path.GetDirectoryName(folder) ?? places.Directory);
        return aside;
    }

    /// <summary>Removes a folder with all that is in it. A symbolic link is removed and not followed.</summary>
    internal void Delete(string folder, int depth)
    {
        if (depth > DepthMaximum)
        {
            throw new FileSystemException(FileSystemError.Other, "rmdir", folder, 0, $"its folders stand more than {DepthMaximum} deep in each other");
        }

        foreach (string name in FileSystem.List(folder))
        {
            string path = Path.Join(folder, name);
            if (FileSystem.Stat(path) is { Kind: FileKind.Directory })
            {
                Delete(path, depth + 1);
            }
            else
            {
                FileSystem.Delete(path);
            }
        }

        FileSystem.DeleteDirectory(folder);
    }
}
