using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>Finds what is wrong with the files of tasks and with the tasks in them, and mends it with the old bytes set aside.</summary>
public sealed class TaskDoctor
{
    private const string UnsafeFile = "unsafe_file";

    private readonly EmbeddedPorts ports;
    private readonly TaskPlaces places;
    private readonly EmbeddedOptions options;

    internal TaskDoctor(EmbeddedPorts ports, TaskPlaces places, EmbeddedOptions options)
    {
        this.ports = ports;
        this.places = places;
        this.options = options;
    }

    /// <summary>Looks at everything and changes nothing.</summary>
    /// <param name="bytes">Told how far the journal is read.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>
    /// What is wrong; of damaged lines the first thousand. Where a newer version wrote one of the files, that is all that is told.
    /// </returns>
    /// <exception cref="Daybook.Errors.StorageException">The disk refused.</exception>
    public Task<IReadOnlyList<Finding>> ExamineAsync(IProgress<long>? bytes, CancellationToken cancellationToken) =>
        KernelErrors.TranslateAsync<IReadOnlyList<Finding>>(() => ExamineTwice(bytes, cancellationToken), cancellationToken);

    /// <summary>
    /// Mends what can be mended, and looks again. When the task completes what was mended survives power loss, and what was replaced stands
    /// under <c>quarantine/</c>. A second run finds nothing. Files of a newer version are left alone, with everything beside them.
    /// </summary>
    /// <returns>What was wrong, each with whether it is mended.</returns>
    /// <exception cref="Daybook.Errors.BusyException">Another process kept a lock; what was mended before stays so.</exception>
    /// <exception cref="Daybook.Errors.StorageException">The disk refused; nothing that was acknowledged is lost.</exception>
    public async Task<IReadOnlyList<Finding>> FixAsync(IProgress<long>? bytes, CancellationToken cancellationToken)
    {
        IReadOnlyList<Finding> before = await ExamineAsync(bytes, cancellationToken).ConfigureAwait(false);
        if (before.Count == 0 || before.Any(IsLeftAlone))
        {
            return before;
        }

        if (before.Any(static finding => finding.Problem == JournalCheck.Missing))
        {
            // The repair of what is begun here takes note of the loss, and leaves in the archive when it was.
            await KernelErrors.TranslateAsync(Begin, cancellationToken).ConfigureAwait(false);
        }

        IReadOnlyDictionary<string, TaskRecord?> lookedUp =
            await KernelErrors.TranslateAsync(() => FixFiles(cancellationToken), cancellationToken).ConfigureAwait(false);
        var journal = new TaskJournal(ports, places, options);
        await using (journal.ConfigureAwait(false))
        {
            await new BoardRepair(ports, journal, lookedUp).RunAsync(cancellationToken).ConfigureAwait(false);
            await journal.RefreshAsync().ConfigureAwait(false);
        }

        IReadOnlyList<Finding> after =
            await KernelErrors.TranslateAsync(() => FixSurroundings(cancellationToken), cancellationToken).ConfigureAwait(false);
        return
        [
            .. before.Select(finding => finding with { Fixed = !after.Any(left => IsSame(left, finding)) }),
            .. after.Where(left => !before.Any(finding => IsSame(left, finding))),
        ];
    }

    private static bool IsSame(Finding one, Finding other) => one.Problem == other.Problem && one.Path == other.Path && one.Meaning == other.Meaning;

    /// <summary>What nothing is done about, nor about anything beside it.</summary>
    private static bool IsLeftAlone(Finding finding) => finding.Problem is TaskDocumentCheck.NewerFormat or UnsafeFile or KindFolders.AdoptedGone;

    /// <summary>Whoever writes views lets them look wrong for a moment, so what is found is looked for again while nobody does, where that can be had.</summary>
    private List<Finding> ExamineTwice(IProgress<long>? bytes, CancellationToken cancellationToken)
    {
        List<Finding> findings = Examine(isLocked: false, bytes, cancellationToken).Findings;
        if (findings.Count == 0 || findings.Exists(IsLeftAlone) || ports.FileSystem.Stat(places.Lock) is null)
        {
            return findings;
        }

        try
        {
            // Without a note of who has it: a look changes no byte.
            using IFile held = LockedFile.Open(ports.FileSystem, places.Lock, options.LockWait, ports.Clock);
            return Examine(isLocked: true, null, cancellationToken).Findings;
        }
        catch (DurabilityException)
        {
            return findings;
        }
    }

    private TaskExamination Examine(bool isLocked, IProgress<long>? bytes, CancellationToken cancellationToken)
    {
        if (places.FindGone(ports.FileSystem) is { } gone)
        {
            return new TaskExamination([gone]);
        }

        try
        {
            places.Check(ports.FileSystem);
            places.CheckViews(ports.FileSystem);
            return TaskExamination.Of(ports, places, isLocked, bytes, cancellationToken);
        }
        catch (UnsafeFileException unsafeFile)
        {
            return new TaskExamination([TaskFinding.ByHand(UnsafeFile, unsafeFile.Path, unsafeFile.Message, "remove it or move it away")]);
        }
    }

    private bool Begin()
    {
        JournalStart.Ensure(ports, places, options);
        return true;
    }

    /// <summary>Everything that stands in files: documents that are of no use must be out of the way before the journal is begun anew.</summary>
    private Dictionary<string, TaskRecord?> FixFiles(CancellationToken cancellationToken)
    {
        DirectoryTree.Create(ports.FileSystem, places.LockDirectory);
        using FileLock held = FileLock.Acquire(ports.FileSystem, places.Lock, options.LockWait, ports.Clock, options.HolderLabel);
        TaskExamination found = Examine(isLocked: true, null, cancellationToken);
        if (found.History is null)
        {
            return new Dictionary<string, TaskRecord?>(StringComparer.Ordinal);
        }

        var finished = new HistoryRepair(ports, places);
        finished.TakeIndexAway(found.History, found.Findings);
        new TaskDocumentRepair(ports, places).Run(found.Findings);
        new JournalArchiveRepair(ports, places).Run(found.Findings);
        if (found.Findings.Any(finding => JournalCheck.IsJournalProblem(finding, places)))
        {
            using var history = new HistoryWriting(ports, places);
            using var rotation = new JournalRotation(ports, places, options, history);
            new JournalRepair(ports, places, rotation).Run(lostAt: null);
        }

        finished.Run(found.History, found.Findings, cancellationToken);
        return found.History.LookedUp;
    }

    /// <summary>Last, and with another look: what a repair sets aside has the modes of where it stood.</summary>
    private List<Finding> FixSurroundings(CancellationToken cancellationToken)
    {
        using FileLock held = FileLock.Acquire(ports.FileSystem, places.Lock, options.LockWait, ports.Clock, options.HolderLabel);
        var surroundings = new TaskSurroundings(ports, places, isLocked: true);
        surroundings.Fix([.. surroundings.Examine()]);
        return Examine(isLocked: true, null, cancellationToken).Findings;
    }
}
