using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Embedded.Doctor;
using Daybook.Runs;

namespace Daybook.Embedded.Runs;

/// <summary>Finds what is wrong with the files of runs, and mends it. What cannot be understood is moved to quarantine or left where it is.</summary>
public sealed class RunDoctor
{
    /// <summary>The command that mends.</summary>
    internal const string FixCommand = "daybook doctor runs --fix";

    private readonly EmbeddedPorts ports;
    private readonly RunPlaces places;
    private readonly EmbeddedRuns runs;
    private readonly RunFiles files;
    private readonly RunRemoval removal;
    private readonly RunLeftovers leftovers;
    private readonly RunSurroundings surroundings;
    private readonly SharedFolderGrace grace;

    internal RunDoctor(EmbeddedPorts ports, RunPlaces places, EmbeddedRuns runs)
    {
        this.ports = ports;
        this.places = places;
        this.runs = runs;
        files = new RunFiles(ports, places);
        removal = new RunRemoval(ports, places);
        grace = new SharedFolderGrace(ports, FixCommand);
        leftovers = new RunLeftovers(ports, places, runs, grace);
        surroundings = new RunSurroundings(ports, places);
    }

    /// <summary>Looks at everything and changes nothing.</summary>
    /// <returns>What is wrong; of each problem at most <see cref="ProblemList.ItemsMax"/> findings.</returns>
    public Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancellationToken) =>
        KernelErrors.TranslateAsync<IReadOnlyList<Finding>>(() => [.. Look(isFix: false, cancellationToken).Bounded()], cancellationToken);

    /// <summary>
    /// Stores which runs were interrupted, takes permissions of others away, removes what killed writers left, and moves folders without a record into quarantine. When the task
    /// completes all of that survives power loss. A second run finds nothing more to mend.
    /// </summary>
    /// <returns>What was wrong, each with whether it is mended.</returns>
    /// <exception cref="Daybook.Errors.BusyException">A run stayed locked by another process.</exception>
    /// <exception cref="Daybook.Errors.StorageException">The disk refused; what was mended before stays so.</exception>
    public Task<IReadOnlyList<Finding>> FixAsync(CancellationToken cancellationToken) => KernelErrors.TranslateAsync<IReadOnlyList<Finding>>(
        () =>
        {
            Finding[] mended = [.. Look(isFix: true, cancellationToken)];
            HashSet<(string, string)> left = [.. mended.Length == 0 ? [] : Look(isFix: false, cancellationToken).Select(static finding => (finding.Problem, finding.Path))];
            return [.. mended.Select(finding => finding with { Fixed = finding.Fixed && !left.Contains((finding.Problem, finding.Path)) })];
        },
        cancellationToken);

    /// <summary>A finding about runs.</summary>
    internal static Finding Found(string problem, string severity, string path, string meaning, string fix, bool isFixed) =>
        new(RunRecord.KindName, problem, severity, path, null, meaning, fix, isFixed);

    private IEnumerable<Finding> Look(bool isFix, CancellationToken cancellationToken)
    {
        if ((places.FindGone(ports.FileSystem) ?? FindUnsafe()) is { } unread)
        {
            yield return unread;
            yield break;
        }

        var liveness = new RunLiveness(ports.Processes);
        var catalogue = new RunCatalogue(ports, places);
        var problems = new ProblemList();
        var folders = new Dictionary<string, string>(StringComparer.Ordinal);
        List<TaskFolder> tasks = catalogue.Tasks(null, null, problems);
        foreach (Finding finding in surroundings.LookAbove(tasks, isFix))
        {
            yield return finding;
        }

        foreach (TaskFolder task in tasks)
        {
            foreach (Finding finding in leftovers.LookAmong(task, isFix))
            {
                yield return finding;
            }

            foreach (string name in catalogue.Runs(task, problems))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var entry = new RunEntry(task, name);
                foreach (Finding finding in surroundings.LookInside(entry, isFix).Concat(LookAt(entry, liveness, isFix)))
                {
                    yield return finding;
                }

                if (!folders.TryAdd(name, entry.Folder))
                {
                    yield return Found(
                        "ambiguous_id", Finding.Warning, entry.Folder, $"{folders[name]} has the same id, so neither is found by it", "rename one of the folders", isFixed: false);
                }
            }
        }

        foreach (Problem problem in problems.Items)
        {
            yield return Found("unreadable_folder", Finding.Warning, problem.Path, problem.Reason, "check what stands there and who owns it", isFixed: false);
        }
    }

    private Finding? FindUnsafe()
    {
        try
        {
            places.Check(ports.FileSystem);
            return null;
        }
        catch (UnsafeFileException unsafeFile)
        {
            return Found("unsafe_file", Finding.Error, unsafeFile.Path, unsafeFile.Message, "remove it or move it away", isFixed: false);
        }
    }

    private IEnumerable<Finding> LookAt(RunEntry entry, RunLiveness liveness, bool isFix)
    {
        var problems = new ProblemList();
        RunDocument? document = files.ReadOrReport(entry, problems);
        if (document is null)
        {
            yield return LookAtUnread(entry, problems, isFix);
            yield break;
        }

        foreach (Problem problem in problems.Items)
        {
            yield return Found("misplaced_id", Finding.Warning, problem.Path, problem.Reason, "rename the folder, or mend the file by hand", isFixed: false) with { Line = problem.Line };
        }

        foreach (Finding finding in leftovers.LookInside(entry, isFix))
        {
            yield return finding;
        }

        RunView view = files.View(entry, document, liveness);
        if (EmbeddedRuns.NeedsReaping(view))
        {
            string child = view.LiveChild is { } pid ? $"; process {pid} of it still lives" : "";
            bool isReaped = isFix && runs.Reap(entry) is not null;
            yield return Found(
                "interrupted", Finding.Warning, entry.File, $"what ran or watched it is gone, and no end is recorded{child}", FixCommand, isReaped);
        }
    }

    private Finding LookAtUnread(RunEntry entry, ProblemList problems, bool isFix)
    {
        if (problems.Items is [{ Path: var path } problem, ..] && path != entry.Folder)
        {
            bool isNewer = problem.Line is null;
            return Found(
                isNewer ? "unreadable" : "damaged",
                isNewer ? Finding.Warning : Finding.Error,
                problem.Path,
                problem.Reason,
                isNewer ? "use a newer daybook, or check what stands there" : "mend it by hand, or move the folder of the run away; its output stands beside it",
                isFixed: false) with
            { Line = problem.Line };
        }

        return Found(
            "unrecorded_folder",
            Finding.Warning,
            entry.Folder,
            "a folder of a run without a record in it, left by a killed writer or by hand",
            places.Shape.IsRunAgent ? grace.AdviceFor(entry.Folder) : FixCommand,
            isFix && TrySetAside(entry));
    }

    private bool TrySetAside(RunEntry entry)
    {
        if (ports.FileSystem.Stat(entry.Folder) is not { Kind: FileKind.Directory } || (places.Shape.IsRunAgent && grace.Covers(entry.Folder)))
        {
            return false;
        }

        try
        {
            if (ports.FileSystem.List(entry.Folder).Count > 0)
            {
                removal.SetAside(entry.Folder);
            }
            else
            {
                ports.FileSystem.DeleteDirectory(entry.Folder);
                ports.FileSystem.SyncDirectory(entry.Task.Runs);
            }

            return true;
        }
        catch (FileSystemException gone) when (gone.Error == FileSystemError.NotFound)
        {
            return true;
        }
    }
}
