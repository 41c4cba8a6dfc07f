using Daybook.Durability.Errors;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Embedded.Runs;

namespace Daybook.Embedded.Backup;

/// <summary>
/// Copies the folders of runs with the output in them. Each record is replaced whole and each output only grows, so runs need no lock; one that
/// is removed meanwhile is left out.
/// </summary>
internal sealed class RunCopy(CopySource source, RunPlaces places)
{
    private const string LockSuffix = ".lock";

    /// <summary>What is no file, or has a name that not every system takes, and so is not copied.</summary>
    internal List<string> PassedOver { get; } = [];

    /// <summary>Copies everything.</summary>
    /// <param name="target">Takes the copy.</param>
    /// <param name="prefix">The path of the folder in it.</param>
    internal void Run(StagedFiles target, string prefix) => CopyFolder(target, prefix, places.Directory);

    private void CopyFolder(StagedFiles target, string prefix, string folder)
    {
        // The record first: where that is gone the run is, and its output says nothing.
        string[] names = [.. Names(folder).OrderBy(static name => name is RunEntry.FileName or RunEntry.LegacyFileName ? 0 : 1)];
        foreach (string name in names)
        {
            string path = Path.Join(folder, name);
            switch (source.FileSystem.Stat(path)?.Kind)
            {
                case FileKind.Directory:
                    CopyFolder(target, $"{prefix}{name}/", path);
                    break;
                case FileKind.Regular when !CopyFile(target, prefix + name, path) && name == RunEntry.FileName:
                    return;
                case FileKind.Regular:
                    break;
                case null when name == RunEntry.FileName:
                    return;
                case null:
                    break;
                default:
                    PassedOver.Add(path);
                    break;
            }
        }
    }

    private IEnumerable<string> Names(string folder)
    {
        try
        {
            string[] names = [.. source.Names(folder).Where(static name => !IsOurs(name))];
            PassedOver.AddRange(names.Where(static name => !ArchivedFile.IsSafe(name)).Select(name => Path.Join(folder, name)));
            return names.Where(ArchivedFile.IsSafe);
        }
        catch (FileSystemException gone) when (gone.Error == FileSystemError.NotFound)
        {
            return [];
        }
    }

    /// <summary>Folders on their way in or out, temp files, locks, and what is not the run's.</summary>
    private static bool IsOurs(string name) =>
        name.StartsWith(RunPlaces.NewPrefix, StringComparison.Ordinal) || name.StartsWith(RunRemoval.Prefix, StringComparison.Ordinal)
        || name.EndsWith(AtomicFile.TempSuffix, StringComparison.Ordinal) || name.EndsWith(LockSuffix, StringComparison.Ordinal)
        || name == StoreLayout.StateFolderName;

    private bool CopyFile(StagedFiles target, string path, string from)
    {
        using IFile? file = source.Open(from);
        if (file is null)
        {
            return false;
        }

        target.Add(path, file, file.Stat().Length, isShared: false);
        return true;
    }
}
