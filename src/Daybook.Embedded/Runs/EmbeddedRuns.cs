using Daybook.Errors;
using Daybook.Runs;

namespace Daybook.Embedded.Runs;

/// <summary>Runs in files: a folder each, with <c>run-info.yaml</c> in it, the truth.</summary>
internal sealed class EmbeddedRuns : IRunStore
{
    private readonly EmbeddedPorts ports;
    private readonly RunPlaces places;
    private readonly RunFiles files;
    private readonly RunCatalogue catalogue;
    private readonly RunLookup lookup;
    private readonly RunLocks locks;
    private readonly RunCreation creation;
    private readonly RunRemoval removal;

    internal EmbeddedRuns(EmbeddedPorts ports, RunPlaces places, EmbeddedOptions options)
    {
        this.ports = ports;
        this.places = places;
        files = new RunFiles(ports, places);
        catalogue = new RunCatalogue(ports, places);
        lookup = new RunLookup(catalogue);
        locks = new RunLocks(ports, places, options);
        creation = new RunCreation(ports, places, files, lookup, locks);
        removal = new RunRemoval(ports, places);
    }

    /// <inheritdoc/>
    public Task<RunRecord> CreateAsync(NewRun run, CancellationToken cancellationToken)
    {
        RunRules.Validate(run);
        return KernelErrors.TranslateOnOwnThreadAsync(() => Create(run), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<RunRecord> FinishAsync(string idOrPrefix, RunFinish finish, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(idOrPrefix);
        RunRules.Validate(finish);
        return KernelErrors.TranslateOnOwnThreadAsync(() => Finish(idOrPrefix, finish), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<RunRecord> UpdateAsync(string idOrPrefix, Func<RunRecord, RunRecord> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(idOrPrefix);
        ArgumentNullException.ThrowIfNull(change);
        return KernelErrors.TranslateOnOwnThreadAsync(() => Update(lookup.Get(idOrPrefix), change), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<RunView> GetAsync(string idOrPrefix, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(idOrPrefix);
        return KernelErrors.TranslateAsync(
            () =>
            {
                RunEntry entry = lookup.Get(idOrPrefix);
                return files.View(entry, files.ReadRequired(entry), Liveness());
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Page<RunView>> ListAsync(RunQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.Validate();
        return KernelErrors.TranslateAsync(
            () => new RunPages(catalogue, files, Liveness()).Read(query, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<RunNode>> GetTreeAsync(string? projectId, ProblemList problems, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(problems);
        if (projectId is not null)
        {
            RunRules.CheckId(projectId, "the project id");
        }

        return KernelErrors.TranslateAsync(
            () => RunTree.Of(ReadAll(projectId, Liveness(), problems, cancellationToken).Select(static read => read.View)), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<RunView>> ReapAsync(ProblemList problems, CancellationToken cancellationToken) => KernelErrors.TranslateAsync<IReadOnlyList<RunView>>(
        () =>
        {
            RunLiveness liveness = Liveness();
            var reaped = new List<RunView>();
            foreach ((RunEntry entry, RunView view, _) in ReadAll(null, liveness, problems, cancellationToken))
            {
                if (NeedsReaping(view) && Reap(entry) is { } stored)
                {
                    reaped.Add(liveness.View(stored, entry.Folder));
                }
            }

            return [.. reaped.OrderBy(static view => RunPosition.Of(view.Run))];
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RunView>> CollectAsync(RunCollection collection, ProblemList problems, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(problems);
        return KernelErrors.TranslateAsync(() => Collect(collection, problems, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<RunStoreStatus> GetStatusAsync(CancellationToken cancellationToken) => KernelErrors.TranslateAsync(
        () =>
        {
            var problems = new ProblemList();
            List<TaskFolder> tasks = catalogue.Tasks(null, null, problems);
            long records = tasks.Sum(task => (long)catalogue.Runs(task, problems).Count);
            long projects = tasks.Where(task => task.ProjectId.Length > 0).DistinctBy(task => task.ProjectId, StringComparer.Ordinal).Count();
            return new RunStoreStatus(records, projects, problems.Count, places.Directory);
        },
        cancellationToken);

    /// <summary>Whether a run's record should say that it was interrupted, and does not.</summary>
    internal static bool NeedsReaping(RunView view) => view.State == RunStatus.Interrupted && view.Run.Status == RunStatus.Running;

    /// <summary>All runs that can be read, as they stand now.</summary>
    internal IEnumerable<(RunEntry Entry, RunView View, bool IsLegacy)> ReadAll(
        string? projectId, RunLiveness liveness, ProblemList problems, CancellationToken cancellationToken)
    {
        foreach (RunEntry entry in catalogue.All(projectId, problems))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (files.ReadOrReport(entry, problems) is { } document)
            {
                yield return (entry, files.View(entry, document, liveness), document.IsLegacy);
            }
        }
    }

    /// <summary>Stores that a run was interrupted, unless it has ended after all.</summary>
    /// <returns>The record; null if nothing had to be stored.</returns>
    internal RunRecord? Reap(RunEntry entry)
    {
        bool isReaped = false;
        try
        {
            RunRecord stored = Update(entry, run =>
            {
                isReaped = run.Status == RunStatus.Running && Liveness().StateOf(run) == RunStatus.Interrupted;
                RunRecord interrupted = RunLifecycle.Interrupt(run, ports.Time.GetUtcNow());

                // The other system knows no such word.
                return !isReaped ? run : places.Shape.IsRunAgent ? interrupted with { Status = RunStatus.Failed } : interrupted;
            });
            return isReaped ? stored : null;
        }
        catch (NotFoundException)
        {
            // Somebody has removed the run meanwhile; it needs no end.
            return null;
        }
    }

    /// <inheritdoc cref="CreateAsync"/>
    internal RunRecord Create(NewRun run) => creation.Create(run);

    /// <inheritdoc cref="FinishAsync"/>
    internal RunRecord Finish(string idOrPrefix, RunFinish finish) =>
        Update(lookup.Get(idOrPrefix), run => RunLifecycle.Finish(run, finish, ports.Time.GetUtcNow()));

    /// <summary>Takes in the record of a run from another store, durable when the task completes.</summary>
    /// <exception cref="ConflictException">Its id is taken.</exception>
    internal Task<RunRecord> ImportAsync(RunRecord run, CancellationToken cancellationToken) =>
        KernelErrors.TranslateOnOwnThreadAsync(() => creation.Import(run), cancellationToken);

    /// <summary>When the task completes, the record of a run is durable, whoever wrote it.</summary>
    internal Task ConfirmAsync(string id, CancellationToken cancellationToken) => KernelErrors.TranslateOnOwnThreadAsync(
        () =>
        {
            files.Sync(lookup.Get(id));
            return true;
        },
        cancellationToken);

    /// <summary>Takes the lock under which a run is changed.</summary>
    internal IDisposable Lock(RunEntry entry) => locks.Acquire(entry);

    private RunLiveness Liveness() => new(ports.Processes);

    private RunRecord Update(RunEntry entry, Func<RunRecord, RunRecord> change)
    {
        using IDisposable guard = locks.Acquire(entry);
        RunDocument document = files.ReadRequired(entry);
        RunRecord changed = Decide(entry, document.Record, change);
        if (ReferenceEquals(changed, document.Record) || changed == document.Record)
        {
            files.Sync(entry);
            return document.Record;
        }

        if (document.IsLegacy)
        {
            throw new ConflictException($"run {entry.RunId} stands in {RunEntry.LegacyFileName}, which is read and never written")
            {
                Id = entry.RunId,
                Path = entry.LegacyFile,
            };
        }

        changed = changed with { RunId = document.Record.RunId, ProjectId = document.Record.ProjectId, TaskId = document.Record.TaskId };
        RunRules.Validate(changed);
        files.Replace(entry, document, changed);
        if (!lookup.IsCreatedHere(entry))
        {
            files.SyncNames(entry);
        }

        return changed;
    }

    private RunRecord Decide(RunEntry entry, RunRecord stored, Func<RunRecord, RunRecord> change)
    {
        try
        {
            return change(stored);
        }
        catch (DaybookException)
        {
            // The refusal rests on what somebody else may have written just now.
            files.Sync(entry);
            throw;
        }
    }

    private IReadOnlyList<RunView> Collect(RunCollection collection, ProblemList problems, CancellationToken cancellationToken)
    {
        RunLiveness liveness = Liveness();
        var entries = new Dictionary<string, RunEntry>(StringComparer.Ordinal);
        var views = new List<RunView>();
        foreach (RunEntry entry in catalogue.All(null, problems))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ReadToCollect(entry, problems) is not { } document)
            {
                continue;
            }

            RunView view = files.View(entry, document, liveness);
            if (!document.IsLegacy)
            {
                entries.TryAdd(view.Path, entry);
            }

            views.Add(view);
        }

        IReadOnlyList<RunView> chosen = [.. collection.Choose(views, ports.Time.GetUtcNow()).Where(view => entries.ContainsKey(view.Path))];
        return collection.DryRun ? chosen : [.. chosen.Where(view => Remove(entries[view.Path], collection, problems, cancellationToken))];
    }

    /// <summary>Reads a record before anything is removed: one that is not understood may be a living run's, and name any other as its parent.</summary>
    private RunDocument? ReadToCollect(RunEntry entry, ProblemList problems)
    {
        const string Consequence = "and its run may need another one; nothing was removed";
        try
        {
            return files.ReadUnderstood(entry, problems);
        }
        catch (YamlFault fault) when (ports.FileSystem.Stat(entry.File) is null)
        {
            // A record of the first shape names no other run.
            problems.Add(new Problem(entry.LegacyFile, fault.Line, null, fault.Message));
            return null;
        }
        catch (YamlFault fault)
        {
            throw new CorruptStoreException($"{entry.File} cannot be read ({fault.Message}), {Consequence}", fault)
            {
                Id = entry.RunId,
                Path = entry.File,
                Line = fault.Line,
                Hint = "mend it by hand or move the folder of the run away, then run this command again",
            };
        }
        catch (NewerFormatException newer)
        {
            throw NewerFormatException.Inside(
                entry.File, entry.RunId, $"{newer.Message}, {Consequence}", "use a newer daybook, or move the folder of the run away", newer.Found, newer.Supported);
        }
    }

    /// <summary>Removes a run, unless it is another one by now than the one that was chosen.</summary>
    private bool Remove(RunEntry entry, RunCollection collection, ProblemList problems, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            using IDisposable guard = locks.Acquire(entry);
            bool isOver = files.ReadOrReport(entry, new ProblemList()) is { } document
                && collection.IsOver(Liveness().View(document.Record, entry.Folder), ports.Time.GetUtcNow());
            if (isOver)
            {
                removal.Remove(entry, problems);
            }

            return isOver;
        }
        catch (NotFoundException)
        {
            // Another process collects too, and was here first.
            return false;
        }
    }
}
