using System.Collections.Concurrent;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Runs;

namespace Daybook.Embedded.Runs;

/// <summary>
/// Which folders of runs there are, by their names alone: none of their files is opened. What was listed once is listed again only when
/// the folder has changed since.
/// </summary>
internal sealed class RunCatalogue(EmbeddedPorts ports, RunPlaces places)
{
    /// <summary>
    /// A folder may change twice without its time telling, since times of files move in steps, of two seconds at most. A list counts only once
    /// the time has stood for longer than a step before the list was made. The time of day is not asked: it is not the disk's.
    /// </summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2.5);

    private const int NameMax = 255;

    private const string LinkReason = "a symbolic link stands in place of a folder; it is not followed";

    private readonly ConcurrentDictionary<string, Listed> known = new(StringComparer.Ordinal);

    private IFileSystem FileSystem => ports.FileSystem;

    /// <summary>The folders of tasks, in no order.</summary>
    /// <param name="projectId">Of one project only; null for all.</param>
    /// <param name="taskId">Of one task only; null for all.</param>
    /// <param name="problems">Receives what stands in the way.</param>
    /// <exception cref="Daybook.Errors.NotFoundException">The adopted folder is gone.</exception>
    /// <exception cref="UnsafeFileException">Something else stands in place of the folder of all runs.</exception>
    internal List<TaskFolder> Tasks(string? projectId, string? taskId, ProblemList problems)
    {
        places.Check(FileSystem);
        var tasks = new List<TaskFolder>();
        foreach (string project in projectId is null ? FoldersIn(places.Directory, problems) : [projectId])
        {
            string folder = Path.Join(places.Directory, project);
            if (projectId is not null && FileSystem.Stat(folder) is null)
            {
                continue;
            }

            if (IsOldRun(project))
            {
                // The first runs of the founding system stood side by side, without project and task.
                continue;
            }

            foreach (string task in taskId is null ? FoldersIn(folder, problems) : [taskId])
            {
                tasks.Add(places.TaskFolder(project, task));
            }
        }

        if (projectId is null && taskId is null && Listing(places.Directory, problems).Any(IsOldRun))
        {
            tasks.Add(new TaskFolder("", "", places.Directory));
        }

        return tasks;
    }

    /// <summary>The names of the folders of a task's runs, newest first as far as they tell.</summary>
    internal IReadOnlyList<string> Runs(TaskFolder task, ProblemList problems)
    {
        string[] names = Listing(task.Runs, problems);
        return task.ProjectId.Length == 0 ? Array.FindAll(names, IsOldRun) : names;
    }

    /// <summary>All folders of runs.</summary>
    internal IEnumerable<RunEntry> All(string? projectId, ProblemList problems) =>
        from task in Tasks(projectId, null, problems)
        from name in Runs(task, problems)
        select new RunEntry(task, name);

    /// <summary>The folders of runs with exactly this id: each is looked for under its path, since a task may have a hundred thousand others.</summary>
    internal IEnumerable<RunEntry> Named(string id) => !IsPlain(id)
        ? All(null, new ProblemList()).Where(entry => entry.RunId == id)
        : from task in Tasks(null, null, new ProblemList())
          where task.ProjectId.Length > 0 || IsOldRun(id)
          let entry = new RunEntry(task, id)
          where FileSystem.Stat(entry.Folder) is not null
          select entry;

    /// <summary>Whether the folder of a run that was found before is still there.</summary>
    internal bool IsThere(RunEntry entry) => FileSystem.Stat(entry.Folder) is { Kind: FileKind.Directory };

    /// <summary>Whether it is the name of a file on every system, and of no other folder.</summary>
    private static bool IsPlain(string id) =>
        id.Length is > 0 and <= NameMax && id[0] != '.' && id.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');

    private static bool IsOldRun(string name) => name.StartsWith("run_", StringComparison.Ordinal) && RunId.TimeOf(name, out _) is not null;

    private IEnumerable<string> FoldersIn(string folder, ProblemList problems)
    {
        foreach (string name in Listing(folder, problems))
        {
            string path = Path.Join(folder, name);
            switch (FileSystem.Stat(path)?.Kind)
            {
                case FileKind.Directory:
                    yield return name;
                    break;
                case FileKind.SymbolicLink:
                    problems.Add(new Problem(path, null, null, LinkReason));
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>The names in a folder; none where there is no folder.</summary>
    private string[] Listing(string folder, ProblemList problems)
    {
        FileStat? stat = FileSystem.Stat(folder);
        if (stat is not { Kind: FileKind.Directory } there)
        {
            if (stat is { } other)
            {
                problems.Add(new Problem(folder, null, null, other.Kind == FileKind.SymbolicLink ? LinkReason : "something else stands in place of a folder"));
            }

            return [];
        }

        TimeSpan now = ports.Clock.Elapsed;
        bool isSeen = known.TryGetValue(folder, out Listed? listed) && listed.Folder.IsSameFile(there) && listed.Folder.Modified == there.Modified;
        if (isSeen && listed is { Names: { } settled })
        {
            return settled;
        }

        try
        {
            string[] names = [.. FileSystem.List(folder).Where(static name => name[0] != '.')];
            Sort(names);
            TimeSpan since = isSeen && listed is not null ? listed.Since : now;
            known[folder] = new Listed(there, since, now - since > Step ? names : null);
            return names;
        }
        catch (FileSystemException gone) when (gone.Error == FileSystemError.NotFound)
        {
            return [];
        }
        catch (FileSystemException denied) when (denied.Error == FileSystemError.Denied)
        {
            problems.Add(new Problem(folder, null, null, "it may not be read"));
            return [];
        }
    }

    private static void Sort(string[] names)
    {
        // Each name is read once, and not at each comparison.
        Dated[] dated = Array.ConvertAll(names, static name => new Dated(name, LatestTicks(name)));
        Array.Sort(dated, static (left, right) => right.LatestTicks.CompareTo(left.LatestTicks));
        for (int index = 0; index < names.Length; index++)
        {
            names[index] = dated[index].Name;
        }
    }

    /// <summary>The latest moment at which a run with this name can have started, in ticks; the end of time for a name that tells nothing.</summary>
    internal static long LatestTicks(string name) =>
        RunId.TimeOf(name, out TimeSpan precision) is { } time ? time.UtcTicks + precision.Ticks - 1 : long.MaxValue;

    private sealed record Dated(string Name, long LatestTicks);

    /// <param name="Folder">The folder when it was listed.</param>
    /// <param name="Since">When it was seen first with this time, by the clock that never steps.</param>
    /// <param name="Names">What is in it; null while that may not be relied on.</param>
    private sealed record Listed(FileStat Folder, TimeSpan Since, string[]? Names);
}
