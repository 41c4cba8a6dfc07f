using Daybook.Errors;
using Daybook.Processes;
using Daybook.Runs;

namespace Daybook.Testing;

/// <summary>
/// Runs as a list. It shares the rules of what happens to a run (<see cref="RunLifecycle"/>), of what lives (<see cref="RunLiveness"/>) and of
/// the tree with other engines, and none of the machinery that stores and finds.
/// </summary>
public sealed class VolatileRuns(TimeProvider clock, IProcessTable processes) : IRunStore
{
    private readonly Lock gate = new();
    private readonly List<RunRecord> runs = [];
    private int last = -1;

    public Task<RunRecord> CreateAsync(NewRun run, CancellationToken cancellationToken)
    {
        RunRules.Validate(run);
        lock (gate)
        {
            DateTimeOffset now = clock.GetUtcNow();
            if (runs.FirstOrDefault(known => known.RunId == run.RunId) is { } taken)
            {
                return RunLifecycle.IsRepeated(taken, run)
                    ? Task.FromResult(taken)
                    : throw new ConflictException($"the id {run.RunId} is taken");
            }

            RunRecord created = RunLifecycle.Start(run, run.RunId ?? RunId.Create(now, processes.OwnPid, ++last), now, processes);
            runs.Add(created);
            return Task.FromResult(created);
        }
    }

    public Task<RunRecord> FinishAsync(string idOrPrefix, RunFinish finish, CancellationToken cancellationToken)
    {
        RunRules.Validate(finish);
        return UpdateAsync(idOrPrefix, run => RunLifecycle.Finish(run, finish, clock.GetUtcNow()), cancellationToken);
    }

    public Task<RunRecord> UpdateAsync(string idOrPrefix, Func<RunRecord, RunRecord> change, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            RunRecord old = Find(idOrPrefix);
            RunRecord changed = change(old) with { RunId = old.RunId, ProjectId = old.ProjectId, TaskId = old.TaskId };
            RunRules.Validate(changed);
            runs[runs.IndexOf(old)] = changed;
            return Task.FromResult(changed);
        }
    }

    public Task<RunView> GetAsync(string idOrPrefix, CancellationToken cancellationToken) => Task.FromResult(View(Find(idOrPrefix)));

    public Task<Page<RunView>> ListAsync(RunQuery query, CancellationToken cancellationToken)
    {
        query.Validate();
        RunPosition? after = query.Cursor is { } cursor ? RunPosition.Parse(cursor) : null;
        RunView[] found =
        [
            .. All()
                .Where(view => query.ProjectId is null || view.Run.ProjectId == query.ProjectId)
                .Where(view => query.TaskId is null || view.Run.TaskId == query.TaskId)
                .Where(view => query.State is null || view.State == query.State)
                .Where(view => after is not { } last || RunPosition.Of(view.Run) > last),
        ];
        RunView[] page = [.. found.Take(query.Limit)];
        return Task.FromResult(new Page<RunView>(page, null, found.Length > page.Length ? RunPosition.Of(page[^1].Run).Encode() : null, []));
    }

    public Task<IReadOnlyList<RunNode>> GetTreeAsync(string? projectId, ProblemList problems, CancellationToken cancellationToken) =>
        Task.FromResult(RunTree.Of(All().Where(view => projectId is null || view.Run.ProjectId == projectId)));

    public async Task<IReadOnlyList<RunView>> ReapAsync(ProblemList problems, CancellationToken cancellationToken)
    {
        var reaped = new List<RunView>();
        foreach (RunView view in All().Where(view => view.State == RunStatus.Interrupted && view.Run.Status == RunStatus.Running))
        {
            reaped.Add(View(await UpdateAsync(view.Run.RunId, run => RunLifecycle.Interrupt(run, clock.GetUtcNow()), cancellationToken)));
        }

        return reaped;
    }

    public Task<IReadOnlyList<RunView>> CollectAsync(RunCollection collection, ProblemList problems, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            IReadOnlyList<RunView> chosen = collection.Choose(All(), clock.GetUtcNow());
            runs.RemoveAll(run => !collection.DryRun && chosen.Any(view => view.Run.RunId == run.RunId));
            return Task.FromResult(chosen);
        }
    }

    public Task<RunStoreStatus> GetStatusAsync(CancellationToken cancellationToken)
    {
        RunView[] all = All();
        return Task.FromResult(new RunStoreStatus(all.Length, all.DistinctBy(view => view.Run.ProjectId).Count(), 0, "(memory)"));
    }

    private RunView View(RunRecord run) => new RunLiveness(processes).View(run, "(memory)");

    private RunView[] All()
    {
        lock (gate)
        {
            return [.. runs.OrderBy(RunPosition.Of).Select(View)];
        }
    }

    private RunRecord Find(string idOrPrefix)
    {
        lock (gate)
        {
            RunRecord[] found = [.. runs.Where(run => run.RunId == idOrPrefix)];
            if (found.Length == 0 && idOrPrefix.Length >= RecordId.MinimumPrefixLength)
            {
                found = [.. runs.Where(run => run.RunId.StartsWith(idOrPrefix, StringComparison.Ordinal))];
            }

            return found.Length switch
            {
                1 => found[0],
                0 => throw new NotFoundException($"there is no run {idOrPrefix}"),
                _ => throw new ConflictException($"several ids begin with {idOrPrefix}") { Candidates = [.. found.Select(run => run.RunId).Order(StringComparer.Ordinal)] },
            };
        }
    }
}
