using Daybook.Durability.FileSystem;
using Daybook.Runs;

namespace Daybook.Embedded.Runs;

/// <summary>
/// Who may read what is ours among the files of runs: their folders, the records, and what was asked and captured. Other files in them are the
/// agents' own, and another system's folder has the permissions that that system gives.
/// </summary>
internal sealed class RunSurroundings(EmbeddedPorts ports, RunPlaces places)
{
    private static readonly string[] Names = [RunEntry.FileName, "prompt.md", "agent-stdout.txt", "agent-stderr.txt"];

    private readonly FileSurroundings surroundings = new(ports, RunRecord.KindName, places.Root);

    /// <summary>Looks at the folders down to those of runs.</summary>
    internal IEnumerable<Finding> LookAbove(IEnumerable<TaskFolder> tasks, bool isFix) =>
        Look(tasks.SelectMany(FoldersOf).Prepend(places.Directory).Distinct(StringComparer.Ordinal), isFix);

    /// <summary>Looks at the folder of a run and the files in it.</summary>
    internal IEnumerable<Finding> LookInside(RunEntry entry, bool isFix) =>
        ports.FileSystem.Stat(entry.Folder) is { Kind: FileKind.Directory }
            ? Look(Names.Select(name => Path.Join(entry.Folder, name)).Prepend(entry.Folder), isFix)
            : [];

    private static string[] FoldersOf(TaskFolder task) => Path.GetDirectoryName(task.Runs) is { } folder && task.ProjectId.Length > 0
        ? [Path.GetDirectoryName(folder) ?? folder, folder, task.Runs]
        : [];

    private IEnumerable<Finding> Look(IEnumerable<string> paths, bool isFix)
    {
        if (places.IsAdopted)
        {
            yield break;
        }

        IEnumerable<(string, FileStat)> own = paths
            .Select(path => (Path: path, Stat: ports.FileSystem.Stat(path)))
            .Where(static found => found.Stat is { Kind: FileKind.Regular or FileKind.Directory })
            .Select(static found => (found.Path, found.Stat.GetValueOrDefault()));
        foreach (Finding finding in surroundings.ExamineFiles(own, static _ => false))
        {
            if (isFix)
            {
                surroundings.Fix([finding]);
            }

            yield return finding with { Fixed = isFix };
        }
    }
}
