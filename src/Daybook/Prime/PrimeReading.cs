using Daybook.Drafts;
using Daybook.Errors;
using Daybook.Git;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Runs;
using Daybook.Tasks;

namespace Daybook.Prime;

/// <summary>
/// Reads of a store what an agent needs at the start of a session, and no more: the board of tasks, the newest of each kind, and what memory
/// knows about the changed files. All kinds are read at once, since the agent waits.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="time">The time of day.</param>
public sealed class PrimeReading(DaybookStore store, TimeProvider time)
{
    /// <summary>How many of the newest runs are looked at.</summary>
    public const int RunsLookedAt = 50;

    /// <summary>How many of the newest operations are looked at.</summary>
    public const int OperationsLookedAt = 200;

    /// <summary>How many of the newest records of memory are looked at.</summary>
    public const int RecordsLookedAt = 200;

    /// <summary>For how many changed files memory is asked.</summary>
    public const int PathsLookedAt = 100;

    private const int ReadyMax = 10;
    private const int RelatedMax = 6;
    private const int DraftsMax = 10;

    // Each reads the log, and a session waits for all of this.
    private const int LookUpsMax = 10;

    private readonly List<PrimeFault> faults = [];

    /// <summary>Reads the facts. What cannot be read becomes a fault among them.</summary>
    /// <param name="agent">Whose work comes first; null for anybody's.</param>
    /// <param name="asking">What git shows as uncommitted, being asked for.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<PrimeFacts> ReadAsync(string? agent, Task<UncommittedFiles> asking, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(asking);
        Task<TaskResume?> resuming = ResumeAsync(agent, cancellationToken);
        Task<Page<MemoryRecord>> remembering = PageAsync(
            MemoryRecord.KindName, () => store.Memory.ListAsync(new MemoryListing { Limit = RecordsLookedAt }, cancellationToken));
        Task<Page<RunView>> running = PageAsync(RunRecord.KindName, () => store.Runs.ListAsync(new RunQuery { Limit = RunsLookedAt }, cancellationToken));
        Task<Page<OperationView>> operating = PageAsync(
            OperationRecord.KindName, () => store.Operations.ListAsync(new OperationQuery { Limit = OperationsLookedAt }, cancellationToken));
        Task<Page<DraftSummary>> drafting = PageAsync(Draft.KindName, () => store.Drafts.ListAsync(new DraftQuery { Limit = DraftsMax }, cancellationToken));
        TaskResume? resume = await resuming.ConfigureAwait(false);
        Page<TaskRecord> ready = resume is null ? None<TaskRecord>() : await PageAsync(
            TaskRecord.KindName, () => store.Tasks.ListReadyAsync(new TaskListing { Limit = ReadyMax }, cancellationToken)).ConfigureAwait(false);
        UncommittedFiles changed = await asking.ConfigureAwait(false);
        Page<MemoryRecord> related = changed.Paths.Count == 0 ? None<MemoryRecord>() : await PageAsync(
            MemoryRecord.KindName,
            () => RelatedHistory.FindAsync(
                store.Memory, new MemoryQuery { Paths = [.. changed.Paths.Take(PathsLookedAt)], Limit = RelatedMax }, cancellationToken)).ConfigureAwait(false);
        var facts = new PrimeFacts
        {
            Now = time.GetUtcNow(),
            Resume = resume,
            Ready = ready.Items,
            ReadyTotal = ready.Total ?? ready.Items.Count,
            Changed = changed,
            Related = related.Items,
            Newest = await WithoutEmptyLinksAsync((await remembering.ConfigureAwait(false)).Items, cancellationToken).ConfigureAwait(false),
            Runs = [.. (await running.ConfigureAwait(false)).Items.Where(static view => view.State is RunStatus.Running or RunStatus.Interrupted or RunStatus.Unknown)],
            Operations = [.. (await operating.ConfigureAwait(false)).Items.Where(static view => view.Operation.Status == OperationStatus.Open)],
            Drafts = (await drafting.ConfigureAwait(false)).Items,
        };
        return facts with { Faults = Faults() };
    }

    /// <summary>A record that is superseded by none that is here counts as one that is not. The better one is mostly newer, and stands among these.</summary>
    private async Task<IReadOnlyList<MemoryRecord>> WithoutEmptyLinksAsync(IReadOnlyList<MemoryRecord> newest, CancellationToken cancellationToken)
    {
        HashSet<string> here = [.. newest.Select(static record => record.Id).OfType<string>()];
        var linked = new List<MemoryRecord>();
        int lookUps = 0;
        foreach (MemoryRecord record in newest)
        {
            bool isReplaced = record.SupersededBy is { } better && better != record.Id
                && (here.Contains(better) || ++lookUps > LookUpsMax || await IsThereAsync(better, cancellationToken).ConfigureAwait(false));
            linked.Add(isReplaced ? record : record with { SupersededBy = null });
        }

        return linked;
    }

    private async Task<bool> IsThereAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            _ = await store.Memory.GetAsync(id, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (DaybookException unknown)
        {
            // Of any other failure the reading of memory itself has told.
            return unknown is not (NotFoundException or InvalidInputException);
        }
    }

    private static Page<T> None<T>() => new([], null, null, []);

    private async Task<TaskResume?> ResumeAsync(string? agent, CancellationToken cancellationToken)
    {
        if (!store.Holds(TaskRecord.KindName))
        {
            return null;
        }

        try
        {
            return await store.Tasks.ResumeAsync(agent, new ProblemList(), cancellationToken).ConfigureAwait(false);
        }
        catch (DaybookException failure)
        {
            Note(TaskRecord.KindName, 0, failure.Message);
            return null;
        }
    }

    private async Task<Page<T>> PageAsync<T>(string kind, Func<Task<Page<T>>> read)
    {
        if (!store.Holds(kind))
        {
            return None<T>();
        }

        try
        {
            Page<T> page = await read().ConfigureAwait(false);
            if (page.Problems.Count > 0)
            {
                Note(kind, page.Problems.Count, page.Problems[0].Reason);
            }

            return page;
        }
        catch (DaybookException failure)
        {
            Note(kind, 0, failure.Message);
            return None<T>();
        }
    }

    private void Note(string kind, int count, string reason)
    {
        lock (faults)
        {
            faults.Add(new PrimeFault(kind, DoctorOf(kind), count, reason));
        }
    }

    /// <summary>One for each kind, whichever of its reads ended first: the gravest.</summary>
    private IReadOnlyList<PrimeFault> Faults()
    {
        lock (faults)
        {
            return
            [
                .. RecordKinds.All.SelectMany(kind => faults
                    .Where(fault => fault.Kind == kind)
                    .OrderBy(static fault => fault.Count > 0)
                    .ThenByDescending(static fault => fault.Count)
                    .ThenBy(static fault => fault.Reason, StringComparer.Ordinal)
                    .Take(1)),
            ];
        }
    }

    private static string DoctorOf(string kind) => kind == OperationRecord.KindName ? "ops" : kind;
}
