using Daybook.Errors;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Runs;
using Daybook.Tasks;
using Daybook.Timeline;

namespace Daybook.Links;

/// <summary>
/// Finds what refers to a record, among the newest records of each kind: whoever looks at one record waits no longer in a large store. A kind
/// that cannot be read refers to nothing; its own commands tell why.
/// </summary>
/// <param name="store">The store.</param>
public sealed class ReferenceReading(DaybookStore store)
{
    /// <summary>How many of the newest records of memory are looked at.</summary>
    public const int RecordsLookedAt = 10_000;

    /// <summary>How many open tasks, and how many of those finished last, are looked at.</summary>
    public const int TasksLookedAt = 1_000;

    /// <summary>How many of the newest runs are looked at.</summary>
    public const int RunsLookedAt = 1_000;

    /// <summary>How many of the newest operations are looked at.</summary>
    public const int OperationsLookedAt = 1_000;

    /// <summary>How many references of a kind are told at most.</summary>
    public const int ReferencesMax = 50;

    /// <summary>The records that a record of memory replaces.</summary>
    public Task<IReadOnlyList<RecordReference>> ToMemoryAsync(string id, CancellationToken cancellationToken) =>
        JoinAsync(MemoryAsync(record => record.SupersededBy == id, cancellationToken));

    /// <summary>What was learned, run and done for a task, its parts, and what waits for it.</summary>
    public Task<IReadOnlyList<RecordReference>> ToTaskAsync(string id, CancellationToken cancellationToken) => JoinAsync(
        MemoryAsync(record => record.TaskId == id, cancellationToken),
        TasksAsync(task => task.ParentId == id || task.DependsOn.Contains(id, StringComparer.Ordinal), cancellationToken),
        RunsAsync(new RunQuery { TaskId = id, Limit = ReferencesMax }, static _ => true, cancellationToken),
        OperationsAsync(operation => operation.TaskId == id, cancellationToken));

    /// <summary>What was learned, worked on and done in a session.</summary>
    public Task<IReadOnlyList<RecordReference>> ToSessionAsync(string id, CancellationToken cancellationToken) => JoinAsync(
        MemoryAsync(record => record.SessionId == id, cancellationToken),
        TasksAsync(task => task.SessionId == id, cancellationToken),
        OperationsAsync(operation => operation.SessionId == id, cancellationToken));

    /// <summary>What a run learned and did, the runs that it started, and its restarts.</summary>
    public Task<IReadOnlyList<RecordReference>> ToRunAsync(string id, CancellationToken cancellationToken) => JoinAsync(
        MemoryAsync(record => record.RunId == id, cancellationToken),
        RunsAsync(new RunQuery { Limit = RunsLookedAt }, run => run.ParentRunId == id || run.PreviousRunId == id, cancellationToken),
        OperationsAsync(operation => operation.RunId == id, cancellationToken));

    /// <summary>What was learned during an operation.</summary>
    public Task<IReadOnlyList<RecordReference>> ToOperationAsync(string id, CancellationToken cancellationToken) =>
        JoinAsync(MemoryAsync(record => record.OperationId == id, cancellationToken));

    private static async Task<IReadOnlyList<RecordReference>> JoinAsync(params Task<List<RecordReference>>[] parts) =>
        [.. (await Task.WhenAll(parts).ConfigureAwait(false)).SelectMany(static part => part)];

    private static RecordReference Reference(TimelineItem item) => new(item.Kind, item.Id, item.Title);

    private Task<List<RecordReference>> MemoryAsync(Func<MemoryRecord, bool> refers, CancellationToken cancellationToken) => GuardedAsync(async found =>
    {
        var listing = new MemoryListing { Limit = MemoryQuery.LimitMax };
        for (int left = RecordsLookedAt; left > 0 && found.Count < ReferencesMax; left -= listing.Limit)
        {
            Page<MemoryRecord> page = await store.Memory.ListAsync(listing, cancellationToken).ConfigureAwait(false);
            found.AddRange(page.Items.Where(refers).Take(ReferencesMax - found.Count).Select(static record => Reference(TimelineEvents.Recorded(record))));
            listing = listing with { Cursor = page.NextCursor };
            if (page.NextCursor is null)
            {
                return;
            }
        }
    });

    private Task<List<RecordReference>> TasksAsync(Func<TaskRecord, bool> refers, CancellationToken cancellationToken) => GuardedAsync(async found =>
    {
        Page<TaskRecord> open = await store.Tasks.ListAsync(new TaskQuery { Limit = TasksLookedAt }, cancellationToken).ConfigureAwait(false);
        Page<TaskRecord> finished = await store.Tasks.SearchHistoryAsync(new TaskHistoryQuery { Limit = TasksLookedAt }, cancellationToken).ConfigureAwait(false);
        found.AddRange(open.Items.Concat(finished.Items).Where(refers).Take(ReferencesMax).Select(static task => new RecordReference(TaskRecord.KindName, task.Id, task.Name)));
    });

    private Task<List<RecordReference>> RunsAsync(RunQuery query, Func<RunRecord, bool> refers, CancellationToken cancellationToken) => GuardedAsync(async found =>
    {
        Page<RunView> page = await store.Runs.ListAsync(query, cancellationToken).ConfigureAwait(false);
        found.AddRange(page.Items.Where(view => refers(view.Run)).Take(ReferencesMax).Select(static view => Reference(TimelineEvents.Of(view.Run).First())));
    });

    private Task<List<RecordReference>> OperationsAsync(Func<OperationRecord, bool> refers, CancellationToken cancellationToken) => GuardedAsync(async found =>
    {
        Page<OperationView> page = await store.Operations.ListAsync(new OperationQuery { Limit = OperationsLookedAt }, cancellationToken).ConfigureAwait(false);
        found.AddRange(page.Items.Select(static view => view.Operation).Where(refers).Take(ReferencesMax).Select(static operation =>
            new RecordReference(OperationRecord.KindName, operation.InvocationId, TimelineEvents.TitleOf(operation))));
    });

    private static async Task<List<RecordReference>> GuardedAsync(Func<List<RecordReference>, Task> find)
    {
        var found = new List<RecordReference>();
        try
        {
            await find(found).ConfigureAwait(false);
        }
        catch (DaybookException)
        {
            // Where a kind is not there or cannot be read, the record that is shown still is.
        }

        return found;
    }
}
