using Daybook.Durability.FileSystem;
using Daybook.Embedded.Operations;

namespace Daybook.Embedded.Backup;

/// <summary>Copies the logs of operations, each up to its last whole line, and the two logs beside them. The index is a view and is left out.</summary>
internal sealed class OperationCopy(CopySource source, OperationPlaces places)
{
    /// <summary>Copies everything.</summary>
    /// <param name="target">Takes the copy.</param>
    /// <param name="prefix">The path of the folder in it.</param>
    /// <returns>How many operations there are.</returns>
    internal long Run(StagedFiles target, string prefix)
    {
        long count = 0;
        foreach (string name in source.Names(places.Directory).Where(static name => IsLog(name)))
        {
            count += Copy(target, prefix + name, Path.Join(places.Directory, name), isShared: true) ? 1 : 0;
        }

        foreach (string path in new[] { places.LifecycleFile, places.PropagationErrorsFile })
        {
            Copy(target, prefix + Path.GetFileName(path), path, isShared: false);
        }

        return count;
    }

    /// <summary>Whether a name is that of an operation's log.</summary>
    internal static bool IsLog(string name) =>
        name.Length == Ulid.Length + OperationPlaces.LogSuffix.Length && name.EndsWith(OperationPlaces.LogSuffix, StringComparison.Ordinal)
        && Ulid.TimeOf(name[..Ulid.Length]) is not null;

    private bool Copy(StagedFiles target, string path, string from, bool isShared)
    {
        using IFile? log = source.Open(from);
        if (log is null)
        {
            return false;
        }

        target.Add(path, log, CopySource.WholeLines(log), isShared);
        return true;
    }
}
