using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Daybook.Embedded.Tasks;
using Daybook.Tasks;

namespace Daybook.Embedded.Backup.Transfer;

/// <summary>Tasks with their state. Claims stay where they are: a task in progress comes into another store as a pending one.</summary>
internal sealed class TaskTransfer(EmbeddedTasks tasks) : RecordTransfer<TaskRecord>
{
    private const int PageLength = 500;

    /// <summary>What the lines of a dry run have come to.</summary>
    private (TaskBoard Board, TaskDesk Desk)? rehearsal;

    internal override string Word => TaskRecord.KindName;

    protected override async IAsyncEnumerable<TaskRecord> ReadAsync(
        ProblemList problems, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            Page<TaskRecord> page = await tasks.ListAsync(
                new TaskQuery { Statuses = Enum.GetValues<TaskState>(), Limit = PageLength, Cursor = cursor }, cancellationToken).ConfigureAwait(false);
            foreach (Problem problem in page.Problems)
            {
                problems.Add(problem);
            }

            foreach (TaskRecord task in page.Items)
            {
                yield return task;
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    protected override void Write(Utf8JsonWriter writer, TaskRecord record) => TaskJson.Write(writer, record with { Claim = null, Seq = 0 });

    protected override TaskRecord Parse(JsonElement json)
    {
        RefuseSeal(json);
        TaskRecord task = TaskJson.ReadTask(JsonMarshal.GetRawUtf8Value(json)) with { Claim = null, Seq = 0 };
        RecordId.Check(task.Id, "the task's id");
        TaskRules.Validate(new NewTask { Name = task.Name, Description = task.Description, Priority = PriorityIn(json) ?? task.Priority, Tags = task.Tags, DependsOn = task.DependsOn });
        return Settled(task);
    }

    protected override string IdOf(TaskRecord record) => record.Id;

    protected override TaskRecord Comparable(TaskRecord record) => Settled(record) with { BlockedBy = [] };

    protected override Task CreateAsync(TaskRecord record, ICollection<string> warnings, CancellationToken cancellationToken) => tasks.ImportAsync(record, cancellationToken);

    protected override Task ConfirmAllAsync(CancellationToken cancellationToken) => tasks.ConfirmAsync(cancellationToken);

    /// <summary>Only the real import asks the store. What would become of a line also depends on those before it, so they are tried one after the other.</summary>
    protected override async Task RehearseAsync(TaskRecord record, CancellationToken cancellationToken)
    {
        (TaskBoard board, TaskDesk desk) = rehearsal ??= await tasks.RehearseAsync(cancellationToken).ConfigureAwait(false);
        await KernelErrors.TranslateAsync(
            () =>
            {
                board.Apply(desk.Import(record));
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The priority as it stands there: a reader of what is stored already takes the nearest that there is.</summary>
    private static int? PriorityIn(JsonElement json) =>
        json.TryGetProperty("priority"u8, out JsonElement given) && given.ValueKind == JsonValueKind.Number && given.TryGetInt64(out long priority)
            ? (int)Math.Clamp(priority, int.MinValue, int.MaxValue)
            : null;

    private static TaskRecord Settled(TaskRecord task) =>
        task.Status == TaskState.InProgress ? task with { Status = TaskState.Pending, StartedAt = null, Claim = null } : task;
}
