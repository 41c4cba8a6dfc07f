using Daybook.Errors;

namespace Daybook.Tasks;

/// <content>Tasks of another store.</content>
public sealed partial class TaskDesk
{
    /// <summary>Who is told to have created a task that came from another store.</summary>
    private const string Importer = "import";

    /// <summary>
    /// Takes in a task as it stands in another store, by an event that says so. What it waits for is decided by the tasks that are here, and by
    /// the record alone where one of them is not here yet.
    /// </summary>
    /// <returns>The event.</returns>
    /// <exception cref="ConflictException">Its id is taken, or a circle would be closed; the message names the way around it.</exception>
    public TaskEvent Import(TaskRecord task)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (Find(task.Id) is not null)
        {
            throw new ConflictException($"the id {task.Id} was taken meanwhile") { Id = task.Id, Hint = "run the import again" };
        }

        // What a finished task depended on holds nobody up.
        foreach (string on in TaskStateName.IsFinished(task.Status) ? [] : task.DependsOn.Where(IsUnmet))
        {
            RefuseCircle(task, on);
        }

        if (task.ParentId is { } parent)
        {
            RefuseOwnPart(task, parent);
        }

        TaskRecord taken = task with
        {
            BlockedBy = [.. task.DependsOn.Where(id => Find(id) is { } on ? on.Status != TaskState.Completed : task.BlockedBy.Contains(id, StringComparer.Ordinal))],
        };
        return new TaskEvent { Seq = board.Seq + 1, At = moment.Now, TaskId = task.Id, Agent = Importer, Action = new TaskAction.Created(taken) };
    }
}
