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

    /// <summary>
    /// How deep folders are emptied where they stand; deeper ones are moved up first. The names of so many, however long each, fit a path.
    /// </summary>
    private const int DepthMaximum = 8;

    private IFileSystem FileSystem => ports.FileSystem;

    /// <summary>Removes a run, under its lock. When it returns the run is gone for good.</summary>
    /// <param name="entry">The run.</param>
    /// <param name="problems">Receives what is left of its folder, out of sight, since the disk refused to remove it.</param>
    internal void Remove(RunEntry entry, ProblemList problems)
    {
        string gone = Path.Join(entry.Task.Runs, Prefix + ports.UniqueName());
        FileSystem.Rename(entry.Folder, gone);
        FileSystem.SyncDirectory(entry.Task.Runs);
        if (Delete(gone) is { } refusal)
        {
            problems.Add(new Problem(gone, null, null, $"run {entry.RunId} is removed, and what is left of its folder is not: {refusal}"));
        }

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

    /// <summary>Removes a folder with all that is in it, however deep. A symbolic link is removed and not followed.</summary>
    /// <returns>Why some of it is left; null if nothing is.</returns>
    internal string? Delete(string folder)
    {
        try
        {
            // What stood too deep has been moved up meanwhile, and is met in the next turn.
            while (FileSystem.List(folder) is { Count: > 0 } names)
            {
                foreach (string name in names)
                {
                    DeleteEntry(Path.Join(folder, name), folder, 1);
                }
            }

            FileSystem.DeleteDirectory(folder);
            return null;
        }
        catch (FileSystemException gone) when (gone.Error == FileSystemError.NotFound)
        {
            // Another process removes it too.
            return null;
        }
        catch (DurabilityException refused)
        {
            return refused.Message;
        }
    }

    private void DeleteEntry(string path, string top, int depth)
    {
        if (FileSystem.Stat(path) is not { Kind: FileKind.Directory })
        {
            FileSystem.Delete(path);
            return;
        }

        IReadOnlyList<string> names = FileSystem.List(path);
        if (names.Count > 0 && depth == DepthMaximum)
        {
            FileSystem.Rename(path, Path.Join(top, Prefix + ports.UniqueName()));
            return;
        }

        foreach (string name in names)
        {
            DeleteEntry(Path.Join(path, name), top, depth + 1);
        }

        FileSystem.DeleteDirectory(path);
    }
}
