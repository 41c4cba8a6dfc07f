using Daybook.Durability.Errors;
using Daybook.Errors;
using Daybook.Operations;

namespace Daybook.Embedded.Operations;

/// <summary>Operations in files: a log each, the truth; beside them what can be made anew from it.</summary>
internal sealed class EmbeddedOperations : IOperationStore
{
    private readonly EmbeddedPorts ports;
    private readonly OperationPlaces places;
    private readonly OperationFiles files;
    private readonly OperationIndex index;
    private readonly OperationCreation creation;
    private readonly OperationAppending appending;
    private readonly OperationLifecycles lifecycles;
    private readonly OperationMirroring mirroring;
    private readonly OperationDelivery delivery;
    private readonly WorkTreePath paths;

    internal EmbeddedOperations(EmbeddedPorts ports, OperationPlaces places, EmbeddedOptions options)
    {
        this.ports = ports;
        this.places = places;
        var names = new OperationNames(ports, places);
        var folders = new OperationFolders(ports, places);
        files = new OperationFiles(ports, places);
        index = new OperationIndex(ports, places, files);
        creation = new OperationCreation(ports, places, files, folders, names, index);
        appending = new OperationAppending(ports, places, options, files, folders, names);
        lifecycles = new OperationLifecycles(ports, places, options);
        mirroring = OperationMirroring.Of(ports, places, options, files);
        delivery = new OperationDelivery(ports, places, options);
        paths = new WorkTreePath(ports.FileSystem, places.WorkTree);
    }

    /// <inheritdoc/>
    public async Task<OperationChange> StartAsync(NewOperation operation, CancellationToken cancellationToken)
    {
        OperationRules.Validate(operation);
        var screening = new OperationScreening(operation.AllowedSecrets);
        NewOperation screened = screening.Screen(operation);
        (OperationRecord started, string? warning, bool isNew) =
            await KernelErrors.TranslateOnOwnThreadAsync(() => Start(screened), cancellationToken).ConfigureAwait(false);
        string? untold = isNew ? await delivery.TellAsync([new OperationEvent.Started(started)]).ConfigureAwait(false) : null;
        return new OperationChange(files.View(started, commit: null), screening.Redacted) { Warnings = Warnings(warning, untold) };
    }

    /// <inheritdoc/>
    public Task<OperationChange> CompleteAsync(string idOrPrefix, OperationCompletion completion, CancellationToken cancellationToken)
    {
        OperationRules.Validate(completion);
        var screening = new OperationScreening(completion.Links.AllowedSecrets);
        OperationCompletion screened = screening.Screen(Placed(completion), places.WorkTree);
        return ChangeAsync(idOrPrefix, operation => OperationLifecycle.Complete(operation, screened, ports.Time.GetUtcNow()), screening, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<OperationChange> LinkAsync(string idOrPrefix, OperationLinks links, CancellationToken cancellationToken)
    {
        OperationRules.Validate(links);
        var screening = new OperationScreening(links.AllowedSecrets);
        OperationLinks screened = screening.Screen(Placed(links), places.WorkTree);
        return ChangeAsync(idOrPrefix, operation => OperationLifecycle.Link(operation, screened, ports.Time.GetUtcNow()), screening, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<OperationView> GetAsync(string idOrPrefix, CancellationToken cancellationToken) => KernelErrors.TranslateAsync(
        () =>
        {
            OperationRecord operation = files.ReadRequired(files.Resolve(idOrPrefix)).Operation;
            return files.View(operation, mirroring.StateOf(operation, cancellationToken));
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<Page<OperationView>> ListAsync(OperationQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.Validate();
        return KernelErrors.TranslateAsync(() => List(query, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OperationSweep>> SweepAsync(TimeSpan threshold, CancellationToken cancellationToken)
    {
        var events = new List<OperationEvent>();
        IReadOnlyList<OperationSweep> swept = [];
        string? untold;
        try
        {
            swept = await KernelErrors.TranslateAsync(() => Sweep(threshold, events, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // What was closed before the sweep was ended is closed.
            untold = await delivery.TellAsync(events).ConfigureAwait(false);
        }

        OperationSweep? last = swept.LastOrDefault(static sweep => sweep.Action == OperationSweep.ClosedAbandoned);
        return [.. swept.Select(sweep => ReferenceEquals(sweep, last) ? sweep with { Warnings = Warnings([.. sweep.Warnings, untold]) } : sweep)];
    }

    /// <inheritdoc/>
    public Task<ActionPairing> GetPairingAsync(CancellationToken cancellationToken) => KernelErrors.TranslateAsync(lifecycles.Pair, cancellationToken);

    /// <inheritdoc/>
    public Task<OperationStoreStatus> GetStatusAsync(CancellationToken cancellationToken) => KernelErrors.TranslateAsync(
        () =>
        {
            var problems = new ProblemList();
            List<OperationRecord> all = [.. ReadAll(problems, cancellationToken)];
            List<string> closed = [.. all.Where(static operation => operation.Status == OperationStatus.Closed).Select(static operation => operation.InvocationId)];
            return new OperationStoreStatus(
                all.Count - closed.Count, closed.Count, mirroring.Look(closed, cancellationToken).Ids.Count, problems.Count, places.Directory);
        },
        cancellationToken);

    /// <summary>All operations whose logs can be used, the newest first.</summary>
    internal IEnumerable<OperationRecord> ReadAll(ProblemList problems, CancellationToken cancellationToken)
    {
        foreach (string id in files.Ids())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (files.ReadOrReport(id, problems) is { } operation)
            {
                yield return operation;
            }
        }
    }

    /// <summary>All operations whose logs can be used, with the lines of them, the newest first.</summary>
    internal IEnumerable<LoggedOperation> ReadLogs(ProblemList problems, CancellationToken cancellationToken)
    {
        foreach (string id in files.Ids())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var events = new List<LoggedEvent>();
            if (files.ReadOrReport(id, problems, line => events.Add(LoggedEvent.Read(line))) is null)
            {
                continue;
            }

            if (events.Count > 0)
            {
                yield return LoggedOperation.Of(id, events);
            }
            else
            {
                problems.Add(new Problem(places.Told(places.LogOf(id)), null, null, $"nothing of operation {id} can be read"));
            }
        }
    }

    /// <summary>
    /// Takes in an operation of another store, durable when the task completes. It is committed with the next one that is completed here.
    /// </summary>
    /// <returns>What went wrong beside the log, for people; null where nothing did.</returns>
    /// <exception cref="ConflictException">Its id is taken.</exception>
    internal Task<string?> ImportAsync(LoggedOperation operation, CancellationToken cancellationToken) => KernelErrors.TranslateOnOwnThreadAsync(
        () =>
        {
            creation.Import(operation);
            index.Add(operation.Operation);
            return lifecycles.NoteImported(operation.Operation);
        },
        cancellationToken);

    /// <summary>When the task completes, the log of an operation is durable, whoever wrote it.</summary>
    internal Task ConfirmAsync(string id, CancellationToken cancellationToken) => KernelErrors.TranslateOnOwnThreadAsync(
        () =>
        {
            creation.Confirm(id);
            return true;
        },
        cancellationToken);

    private (OperationRecord Started, string? Warning, bool IsNew) Start(NewOperation operation)
    {
        DateTimeOffset now = ports.Time.GetUtcNow();
        string id = operation.Id ?? Ulid.Create(now, ports.Ids.NewId());
        OperationRecord asked = OperationLifecycle.Start(operation, id, now);
        try
        {
            OperationRecord started = creation.Create(asked);
            if (!ReferenceEquals(started, asked))
            {
                return (started, null, false);
            }
        }
        catch (DurabilityException failure)
        {
            throw KernelErrors.Translated(failure, id);
        }

        index.Add(asked);
        return (asked, lifecycles.Note(asked, [new OperationEvent.Started(asked)]), true);
    }

    private async Task<OperationChange> ChangeAsync(
        string idOrPrefix,
        Func<OperationRecord, IReadOnlyList<OperationEvent>> decide,
        OperationScreening screening,
        CancellationToken cancellationToken)
    {
        (OperationRecord operation, IReadOnlyList<OperationEvent> events, OperationCommit? commit, string? warning) = await KernelErrors.TranslateOnOwnThreadAsync(
            () =>
            {
                (OperationRecord changed, IReadOnlyList<OperationEvent> happened) = appending.Append(files.Resolve(idOrPrefix), decide);
                string? fault = lifecycles.Note(changed, happened);
                OperationCommit? state = changed.Status == OperationStatus.Closed ? mirroring.Commit([changed], cancellationToken) : null;
                return (changed, happened, state, fault);
            },
            cancellationToken).ConfigureAwait(false);
        string? untold = await delivery.TellAsync(events).ConfigureAwait(false);
        return new OperationChange(files.View(operation, commit), screening.Redacted) { Warnings = Warnings(warning, Uncommitted(commit), untold) };
    }

    private OperationLinks Placed(OperationLinks links) => links with { Artifacts = [.. links.Artifacts.Select(paths.Of)] };

    private OperationCompletion Placed(OperationCompletion completion) => completion with
    {
        Evidence = completion.Evidence is { } evidence ? paths.Of(evidence) : null,
        Links = Placed(completion.Links),
    };

    private string? Uncommitted(OperationCommit? commit) =>
        mirroring.IsThere && commit is OperationCommit.Pending pending ? $"not committed: {pending.Reason}; {pending.Hint}" : null;

    private Page<OperationView> List(OperationQuery query, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> ids = files.Ids();
        index.Refresh(ids);
        var problems = new ProblemList();
        PendingOperations? pending = query.IsPending ? mirroring.Look(ids, cancellationToken) : null;
        var found = new List<OperationView>();
        foreach (string id in ids)
        {
            cancellationToken.ThrowIfCancellationRequested();
            bool isLater = query.Cursor is { } cursor && string.CompareOrdinal(id, cursor) >= 0;
            if (!isLater && pending?.Ids.Contains(id) != false && files.ReadOrReport(id, problems) is { } operation && query.Matches(operation))
            {
                found.Add(files.View(operation, commit: null));
                if (found.Count > query.Limit)
                {
                    break;
                }
            }
        }

        bool isMore = found.Count > query.Limit;
        OperationView[] page = [.. WithCommits(query, [.. found.Take(query.Limit)], pending, cancellationToken)];

        // A name need not be that of a log: where all were opened, those are counted.
        int? total = !query.IsForAll ? null : isMore || query.Cursor is not null ? ids.Count : page.Length;
        return new Page<OperationView>(page, total, isMore ? page[^1].Operation.InvocationId : null, problems.Items);
    }

    /// <summary>One look at the mirror for all of a page, and none where nobody asks: a look runs git.</summary>
    private IEnumerable<OperationView> WithCommits(
        OperationQuery query, OperationView[] page, PendingOperations? known, CancellationToken cancellationToken)
    {
        if (!query.IsPending && !query.IsCommitWanted)
        {
            return page;
        }

        PendingOperations look = known ?? mirroring.Look([.. page.Where(IsClosed).Select(static view => view.Operation.InvocationId)], cancellationToken);
        return page.Select(view => IsClosed(view) ? view with { Commit = look.StateOf(view.Operation.InvocationId) } : view);

        static bool IsClosed(OperationView view) => view.Operation.Status == OperationStatus.Closed;
    }

    private OperationSweep[] Sweep(TimeSpan threshold, List<OperationEvent> events, CancellationToken cancellationToken)
    {
        DateTimeOffset now = ports.Time.GetUtcNow();
        List<OperationSweep> swept = [];
        foreach (OperationRecord open in ReadAll(new ProblemList(), cancellationToken).Where(static operation => operation.Status == OperationStatus.Open))
        {
            swept.Add(OperationSweep.IsStale(open, now, threshold)
                ? Close(open, now, events)
                : new OperationSweep(files.View(open, null), OperationSweep.AgeOf(open, now), OperationSweep.None, null));
        }

        OperationRecord[] closed = [.. swept.Where(static sweep => sweep.Action == OperationSweep.ClosedAbandoned).Select(static sweep => sweep.View.Operation)];
        if (closed.Length == 0)
        {
            return [.. swept];
        }

        OperationCommit commit = mirroring.Commit(closed, cancellationToken);
        string? uncommitted = Uncommitted(commit);
        return
        [
            .. swept.Select(sweep => sweep.Action == OperationSweep.ClosedAbandoned
                ? sweep with { View = sweep.View with { Commit = commit }, Warnings = Warnings([.. sweep.Warnings, uncommitted]) }
                : sweep),
        ];
    }

    private OperationSweep Close(OperationRecord open, DateTimeOffset now, List<OperationEvent> events)
    {
        TimeSpan? age = OperationSweep.AgeOf(open, now);
        try
        {
            (OperationRecord closed, IReadOnlyList<OperationEvent> happened) = KernelErrors.Translate(
                () => appending.Append(open.InvocationId, operation => OperationLifecycle.Complete(operation, OperationCompletion.ByDoctor, now)));
            events.AddRange(happened);
            return new OperationSweep(files.View(closed, null), age, OperationSweep.ClosedAbandoned, null) { Warnings = Warnings(lifecycles.Note(closed, happened)) };
        }
        catch (DaybookException fault)
        {
            return new OperationSweep(
                files.View(open, null), age, fault is ConflictException ? OperationSweep.AlreadyClosed : OperationSweep.None, fault is ConflictException ? null : fault);
        }
    }

    private static IReadOnlyList<string> Warnings(params string?[] warnings) => [.. warnings.OfType<string>()];
}
