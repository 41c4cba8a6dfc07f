using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Operations;

namespace Daybook.Embedded.Operations;

/// <summary>Finds what is wrong with the logs of operations and what is made from them, and mends it. Paths are told from the root of the work tree.</summary>
public sealed class OperationDoctor
{
    /// <summary>The problem of an operation that nobody has closed.</summary>
    public const string Orphan = "orphan";

    private const string FixCommand = OperationMending.Command;

    private readonly EmbeddedPorts ports;
    private readonly OperationPlaces places;
    private readonly OperationFiles files;
    private readonly OperationIndex index;
    private readonly OperationMending mending;
    private readonly SideLogCheck sideLogs;
    private readonly OperationLifecycles lifecycles;
    private readonly OperationMirroring mirroring;
    private readonly OperationDelivery delivery;
    private readonly FileSurroundings surroundings;

    internal OperationDoctor(EmbeddedPorts ports, OperationPlaces places, EmbeddedOptions options)
    {
        this.ports = ports;
        this.places = places;
        files = new OperationFiles(ports, places);
        index = new OperationIndex(ports, places, files);
        mending = new OperationMending(ports, places, options, new OperationFolders(ports, places));
        sideLogs = new SideLogCheck(places, mending);
        lifecycles = new OperationLifecycles(ports, places, options);
        mirroring = OperationMirroring.Of(ports, places, options, files);
        delivery = new OperationDelivery(ports, places, options);
        surroundings = new FileSurroundings(ports, OperationRecord.KindName, places.Root);
    }

    /// <summary>Looks at everything and changes nothing.</summary>
    /// <param name="openSince">Open operations are told from this age on.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>What is wrong; of each problem at most <see cref="ProblemList.ItemsMax"/> findings.</returns>
    public Task<IReadOnlyList<Finding>> ExamineAsync(TimeSpan openSince, CancellationToken cancellationToken) =>
        KernelErrors.TranslateAsync<IReadOnlyList<Finding>>(
            () => places.FindGone(ports.FileSystem) is { } gone
                ? [gone]
                : [.. Look(openSince, isFix: false, cancellationToken).Concat(Undelivered()).Bounded()],
            cancellationToken);

    /// <summary>
    /// Writes damaged logs anew, with the old ones in quarantine, and makes again what is made from logs: the index, lines of the lifecycle
    /// log, commits, deliveries. Open operations stay open. When the task completes all of that but the index survives power loss.
    /// </summary>
    /// <param name="openSince">Open operations are told from this age on.</param>
    /// <param name="cancellationToken">Ends it; what was mended stays so.</param>
    /// <returns>What was wrong, each with whether it is mended.</returns>
    /// <exception cref="BusyException">A log stayed locked by another process.</exception>
    /// <exception cref="StorageException">The disk refused; what was mended before stays so.</exception>
    public async Task<IReadOnlyList<Finding>> FixAsync(TimeSpan openSince, CancellationToken cancellationToken)
    {
        if (KernelErrors.Translate(() => places.FindGone(ports.FileSystem)) is { } gone)
        {
            return [gone];
        }

        List<Finding> findings = await KernelErrors.TranslateAsync<List<Finding>>(
            () => [.. Look(openSince, isFix: true, cancellationToken)], cancellationToken).ConfigureAwait(false);
        List<(DeliveryNote Note, IReadOnlyList<OperationEvent> Events)> undelivered = await KernelErrors.TranslateAsync<List<(DeliveryNote, IReadOnlyList<OperationEvent>)>>(
            () => delivery.IsWanted ? [.. delivery.Undelivered().Select(note => (note, EventsOf(note.InvocationId)))] : [], cancellationToken).ConfigureAwait(false);
        foreach ((DeliveryNote note, IReadOnlyList<OperationEvent> events) in undelivered)
        {
            findings.Add(Undelivered(note) with { Fixed = await delivery.RetryAsync(note, events).ConfigureAwait(false) });
        }

        return findings;
    }

    private IEnumerable<Finding> Look(TimeSpan openSince, bool isFix, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> ids = files.Ids();
        DateTimeOffset now = ports.Time.GetUtcNow();
        foreach (Finding finding in sideLogs.Look(lifecycles.Log, isFix).Concat(sideLogs.Look(delivery.Log, isFix)))
        {
            yield return finding;
        }

        Func<OperationRecord, IReadOnlyList<LifecycleEntry>> lacking = lifecycles.Lacking();
        foreach (string id in ids)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (Finding finding in LookAt(id, openSince, now, lacking, isFix))
            {
                yield return finding;
            }
        }

        if (LookAtIndex(isFix) is { } drift)
        {
            yield return drift;
        }

        foreach (Finding finding in mirroring.LookAtLocks(isFix).Concat(LookAtCommits(ids, isFix, cancellationToken)).Concat(LookAround(isFix)))
        {
            yield return finding;
        }
    }

    private IEnumerable<Finding> LookAt(
        string id, TimeSpan openSince, DateTimeOffset now, Func<OperationRecord, IReadOnlyList<LifecycleEntry>> lacking, bool isFix)
    {
        string path = places.LogOf(id);
        (OperationReading? reading, Finding? refused) = ReadOrFind(id);
        if (refused is not null)
        {
            yield return refused;
        }

        if (reading is null)
        {
            yield break;
        }

        if (reading.OtherId is { } other)
        {
            yield return Found("misplaced_id", Finding.Error, path, 1, $"it is named after {id}, and its first line is about {other}", "rename the file, or bring the log back from git", isFixed: false);
            yield break;
        }

        OperationRecord operation = reading.Operation;
        bool isDamaged = reading.Problems.Count > 0 || !operation.HasStart;
        string advice = isDamaged ? mending.AdviceFor(path) : "";
        bool isMended = isFix && isDamaged && mending.Mend(id);
        foreach (Problem problem in reading.Problems)
        {
            bool isMark = problem.Reason == OperationReading.ByteOrderMark;
            yield return Found(isMark ? "byte_order_mark" : "damaged_line", isMark ? Finding.Warning : Finding.Error, path, problem.Line, problem.Reason, advice, isMended);
        }

        if (!operation.HasStart && reading.Problems.Count == 0)
        {
            yield return Found("missing_start", Finding.Error, path, 1, "its first line is lost; it can still be closed", advice, isMended);
        }

        if (operation.Status == OperationStatus.Open && OperationSweep.IsStale(operation, now, openSince))
        {
            yield return Found(
                Orphan,
                Finding.Warning,
                path,
                null,
                $"{operation.Action} by {operation.Actor} as {operation.ProfileId} is open{Since(operation, now)}",
                $"daybook op complete {id} --outcome done|failed|abandoned, or daybook doctor ops --close-stale",
                isFixed: false);
        }

        if (lacking(operation) is { Count: > 0 } entries)
        {
            yield return Found(
                "missing_lifecycle", Finding.Warning, places.LifecycleFile, null, $"it lacks {entries.Count} of the lines of operation {id}", FixCommand, isFix && Append(entries));
        }
    }

    private Finding? LookAtIndex(bool isFix)
    {
        try
        {
            index.CheckReadable();
        }
        catch (Exception refused) when (OperationRefusal.IsOne(refused))
        {
            return Found(
                OperationRefusal.WordOf(refused),
                Finding.Warning,
                places.IndexFile,
                null,
                refused.Message,
                "remove what stands there: the index is made from the logs, and listings do without it",
                isFixed: false);
        }

        // One that is not there misleads nobody, and comes back by itself.
        return ports.FileSystem.Stat(places.IndexFile) is null || index.AgreesAt(ports.Time.GetUtcNow()) ? null
            : Found("index_drift", Finding.Warning, places.IndexFile, null, "its rows are not those of the logs there are; listings go by the logs", FixCommand, isFix && index.Rebuild(files.Ids()));
    }

    private (OperationReading? Reading, Finding? Refused) ReadOrFind(string id)
    {
        try
        {
            return (files.Read(id), null);
        }
        catch (Exception refused) when (OperationRefusal.IsOne(refused))
        {
            return (null, Found(OperationRefusal.WordOf(refused), Finding.Error, places.LogOf(id), null, refused.Message, "check what stands there and who owns it", isFixed: false));
        }
    }

    private IEnumerable<Finding> LookAtCommits(IReadOnlyList<string> ids, bool isFix, CancellationToken cancellationToken)
    {
        if (!mirroring.IsThere)
        {
            yield break;
        }

        PendingOperations look = mirroring.Look(ids, cancellationToken);
        OperationRecord[] pending =
        [
            .. look.Ids.Select(id => files.ReadOrReport(id, new ProblemList())).OfType<OperationRecord>()
                .Where(static operation => operation.Status == OperationStatus.Closed),
        ];
        if (pending.Length == 0)
        {
            yield break;
        }

        if (!look.IsTold)
        {
            yield return Found("unknown_commits", Finding.Warning, places.Directory, null, $"of {pending.Length} closed operations {look.State.Reason}", look.State.Hint, isFixed: false);
            yield break;
        }

        Func<OperationRecord, OperationCommit>? committing = isFix ? mirroring.CommitPending(pending, cancellationToken) : null;
        foreach (OperationRecord operation in pending)
        {
            OperationCommit? commit = committing?.Invoke(operation);
            string reason = commit is OperationCommit.Pending { Reason: var why } ? $": {why}" : "";
            string hint = commit is OperationCommit.Pending { Hint: var how } ? how : FixCommand;
            yield return Found(
                "pending_commit", Finding.Warning, places.LogOf(operation.InvocationId), null, $"it is closed and not committed as it stands{reason}", hint, commit is OperationCommit.Committed);
        }
    }

    private IEnumerable<Finding> LookAround(bool isFix)
    {
        // Logs are for others to read; what stands beside them in our own folder is not.
        IEnumerable<(string, FileStat)> own = FileSurroundings.Within(ports.FileSystem, places.OwnDirectory)
            .Where(entry => entry.Path != places.OwnDirectory || places.IsAdopted);
        Finding[] found = [.. surroundings.Examine(own, IsShared)];
        if (isFix)
        {
            surroundings.Fix(found);
        }

        HashSet<string> left = isFix
            ? [.. surroundings.Examine(FileSurroundings.Within(ports.FileSystem, places.OwnDirectory), IsShared).Select(static finding => finding.Path)]
            : [];
        return found.Select(finding => finding with { Path = places.Told(finding.Path), Fix = FixCommand, Fixed = isFix && !left.Contains(finding.Path) });
    }

    private bool IsShared(string path) => path == places.OwnDirectory || Ulid.TimeOf(Path.GetFileNameWithoutExtension(path)) is not null;

    private IEnumerable<Finding> Undelivered() => delivery.IsWanted ? delivery.Undelivered().Select(Undelivered) : [];

    private Finding Undelivered(DeliveryNote note) => Found(
        "undelivered", Finding.Warning, places.PropagationErrorsFile, null, $"{note.Event} of operation {note.InvocationId} was not delivered: {note.Error}", FixCommand, isFixed: false);

    /// <summary>What the log of an operation says happened; what is not known to have happened cannot be told.</summary>
    private IReadOnlyList<OperationEvent> EventsOf(string id) =>
        Ulid.TimeOf(id) is not null && files.ReadOrReport(id, new ProblemList()) is { } operation ? OperationLifecycle.Retell(operation) : [];

    private bool Append(IReadOnlyList<LifecycleEntry> entries)
    {
        lifecycles.Append(entries);
        return true;
    }

    private static string Since(OperationRecord operation, DateTimeOffset now) =>
        OperationSweep.AgeOf(operation, now) is { } age ? $" for {Math.Max(0, (long)age.TotalHours)} h" : ", nobody knows since when";

    private Finding Found(string problem, string severity, string path, long? line, string meaning, string fix, bool isFixed) =>
        new(OperationRecord.KindName, problem, severity, places.Told(path), line, meaning, fix, isFixed);
}
