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
        TaskRecord task = TaskJson.ReadTask(JsonMarshal.GetRawUtf8Value(json)) with { Claim = null, Seq = 0 };
        RecordId.Check(task.Id, "the task's id");
        TaskRules.Validate(new NewTask { Name = task.Name, Description = task.Description, Priority = task.Priority, Tags = task.Tags, DependsOn = task.DependsOn });
        return Settled(task);
    }

    protected override string IdOf(TaskRecord record) => record.Id;

    protected override TaskRecord Comparable(TaskRecord record) => Settled(record) with { BlockedBy = [] };

    protected override async Task<string?> CreateAsync(TaskRecord record, CancellationToken cancellationToken)
    {
        await tasks.ImportAsync(record, cancellationToken).ConfigureAwait(false);
        return null;
    }

    private static TaskRecord Settled(TaskRecord task) =>
        task.Status == TaskState.InProgress ? task with { Status = TaskState.Pending, StartedAt = null, Claim = null } : task;
}
