using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>A task as it was.</summary>
internal static class TaskPast
{
    /// <summary>The task after the last of its events up to a time, waiting for what it waited for then; null if there was none.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="at">The time.</param>
    /// <param name="events">The events of a task.</param>
    internal static TaskRecord? Of(string id, DateTimeOffset at, Func<string, IEnumerable<TaskEvent>> events)
    {
        TaskRecord? found = Last(events(id), at);
        return found is null || TaskStateName.IsFinished(found.Status)
            ? found
            : found with { BlockedBy = [.. found.DependsOn.Where(on => Last(events(on), at)?.Status != TaskState.Completed)] };
    }

    private static TaskRecord? Last(IEnumerable<TaskEvent> events, DateTimeOffset at)
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
