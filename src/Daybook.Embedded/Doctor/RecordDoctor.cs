using Daybook.Errors;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Runs;
using Daybook.Tasks;

namespace Daybook.Embedded.Doctor;

/// <summary>Looks at what records of different kinds say of each other, and at their times. Reads the records themselves, never an index of them.</summary>
public sealed class RecordDoctor
{
    private readonly EmbeddedStore store;
    private readonly EmbeddedPlaces places;
    private readonly TimeProvider time;

    internal RecordDoctor(EmbeddedStore store, EmbeddedPlaces places, TimeProvider time)
    {
        this.store = store;
        this.places = places;
        this.time = time;
    }

    /// <summary>
    /// Looks at everything and changes nothing; there is nothing that could be mended. A kind that cannot be read, or in which something
    /// cannot be read, is left out: nobody knows what is in it.
    /// </summary>
    /// <returns>References to what is not here, as <see cref="Finding.Info"/>, a bounded number of them; and the newest record from the future.</returns>
    public async Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancellationToken)
    {
        var references = new ReferenceCheck();
        var future = new FutureCheck(time.GetUtcNow() + StoreDoctor.ClockTolerance);
        await TryAsync(() => LookAtRunsAsync(references, future, cancellationToken)).ConfigureAwait(false);
        await TryAsync(() => LookAtOperationsAsync(references, future, cancellationToken)).ConfigureAwait(false);
        await TryAsync(() => LookAtTasksAsync(references, future, cancellationToken)).ConfigureAwait(false);
        await TryAsync(() => LookAtMemoryAsync(references, future, cancellationToken)).ConfigureAwait(false);
        return
        [
            .. future.Find(time.GetUtcNow(), places.Root),
            .. await references.FindAsync((kind, id) => IsThereAsync(kind, id, cancellationToken)).ConfigureAwait(false),
        ];
    }

    private async Task LookAtRunsAsync(ReferenceCheck references, FutureCheck future, CancellationToken cancellationToken)
    {
        bool isWhole = true;
        for (string? cursor = ""; cursor is not null;)
        {
            Page<RunView> page = await store.Runs.ListAsync(new RunQuery { Limit = RunQuery.LimitMax, Cursor = cursor.Length == 0 ? null : cursor }, cancellationToken)
                .ConfigureAwait(false);
            foreach (RunView view in page.Items)
            {
                var from = new Referrer(RunRecord.KindName, view.Run.RunId, view.Path);
                references.Know(RunRecord.KindName, view.Run.RunId);
                references.Add(from, TaskRecord.KindName, view.Run.TaskId);
                references.Add(from, RunRecord.KindName, view.Run.ParentRunId);
                references.Add(from, RunRecord.KindName, view.Run.PreviousRunId);
                future.See(from, view.Run.EndTime ?? view.Run.StartTime);
            }

            isWhole &= page.Problems.Count == 0;
            cursor = page.NextCursor;
        }

        references.Complete(RunRecord.KindName, isWhole);
    }

    private async Task LookAtOperationsAsync(ReferenceCheck references, FutureCheck future, CancellationToken cancellationToken)
    {
        bool isWhole = true;
        for (string? cursor = ""; cursor is not null;)
        {
            var query = new OperationQuery { Limit = OperationQuery.LimitMax, Cursor = cursor.Length == 0 ? null : cursor };
            Page<OperationView> page = await store.Operations.ListAsync(query, cancellationToken).ConfigureAwait(false);
            foreach (OperationView view in page.Items)
            {
                var from = new Referrer(OperationRecord.KindName, view.Operation.InvocationId, view.Path);
                references.Know(OperationRecord.KindName, view.Operation.InvocationId);
                references.Add(from, TaskRecord.KindName, view.Operation.TaskId);
                references.Add(from, RunRecord.KindName, view.Operation.RunId);
                future.See(from, view.Operation.CompletedAt ?? view.Operation.StartedAt);
            }

            isWhole &= page.Problems.Count == 0;
            cursor = page.NextCursor;
        }

        references.Complete(OperationRecord.KindName, isWhole);
    }

    private async Task LookAtTasksAsync(ReferenceCheck references, FutureCheck future, CancellationToken cancellationToken)
    {
        bool isWhole = true;
        for (string? cursor = ""; cursor is not null;)
        {
            Page<TaskRecord> page = await store.Tasks.ListAsync(new TaskQuery { Limit = TaskQuery.LimitMax, Cursor = cursor.Length == 0 ? null : cursor }, cancellationToken)
                .ConfigureAwait(false);
            foreach (TaskRecord task in page.Items)
            {
                references.Know(TaskRecord.KindName, task.Id);
                future.See(new Referrer(TaskRecord.KindName, task.Id, places.Tasks?.Journal ?? places.Root), task.CompletedAt ?? task.StartedAt ?? task.CreatedAt);
            }

            isWhole &= page.Problems.Count == 0;
            cursor = page.NextCursor;
        }

        references.Complete(TaskRecord.KindName, isWhole);
    }

    private async Task LookAtMemoryAsync(ReferenceCheck references, FutureCheck future, CancellationToken cancellationToken)
    {
        var problems = new ProblemList();
        await foreach (MemoryRecord record in store.Memory.ReadAsync(problems, cancellationToken).ConfigureAwait(false))
        {
            var from = new Referrer(MemoryRecord.KindName, record.Id ?? "", places.Memory.Log);
            references.Add(from, TaskRecord.KindName, record.TaskId);
            references.Add(from, RunRecord.KindName, record.RunId);
            references.Add(from, OperationRecord.KindName, record.OperationId);
            references.Add(from, MemoryRecord.KindName, record.SupersededBy);

            // An event may be planned; that something was written tomorrow is the clock's fault.
            future.See(from, record.RecordedAt);
        }

        references.Complete(MemoryRecord.KindName, problems.Count == 0);
    }

    private async Task<bool> IsThereAsync(string kind, string id, CancellationToken cancellationToken)
    {
        try
        {
            await (kind switch
            {
                TaskRecord.KindName => store.Tasks.GetAsync(id, cancellationToken),
                RunRecord.KindName => store.Runs.GetAsync(id, cancellationToken),
                OperationRecord.KindName => store.Operations.GetAsync(id, cancellationToken),
                _ => (Task)store.Memory.GetAsync(id, cancellationToken),
            }).ConfigureAwait(false);
            return true;
        }
        catch (NotFoundException)
        {
            return false;
        }
        catch (DaybookException)
        {
            // It cannot be said; what is wrong there the check of that kind tells.
            return true;
        }
    }

    private static async Task TryAsync(Func<Task> look)
    {
        try
        {
            await look().ConfigureAwait(false);
        }
        catch (DaybookException)
        {
            // What is wrong with a kind its own check tells; here it only means that nothing can be said of references to it.
        }
    }
}
