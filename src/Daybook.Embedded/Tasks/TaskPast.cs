using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>A task as it was.</summary>
internal static class TaskPast
{
    /// <summary>The task after the last of its events up to a time; null if there was none.</summary>
    internal static TaskRecord? Of(IEnumerable<TaskEvent> events, DateTimeOffset at)
    {
        TaskRecord? current = null;
        TaskRecord? found = null;
        foreach (TaskEvent happened in events)
        {
            TaskRecord? before = happened.Action is TaskAction.Reopened reopened ? reopened.Task : current;
            try
            {
                current = TaskLifecycle.Apply(before, happened);
            }
            catch (Errors.ConflictException)
            {
                // A line that says what cannot have happened; the board leaves it out too.
                continue;
            }

            // A clock that was set back lets an earlier event look later; the order of the events is what counts.
            found = happened.At <= at ? current : found;
        }

        return found;
    }
}
