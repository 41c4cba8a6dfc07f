using Daybook.Errors;

namespace Daybook.Tasks;

/// <summary>The names of events, and the words for what a task in some state allows.</summary>
public static class TaskMove
{
    /// <summary>The name of an event on the wire.</summary>
    public static string NameOf(TaskAction action) => action switch
    {
        TaskAction.Created => "created",
        TaskAction.Edited => "edited",
        TaskAction.Started => "started",
        TaskAction.Claimed => "claimed",
        TaskAction.Renewed => "renewed",
        TaskAction.Released => "released",
        TaskAction.Noted => "noted",
        TaskAction.DependencyAdded => "dependency_added",
        TaskAction.DependencyRemoved => "dependency_removed",
        TaskAction.Completed => "completed",
        TaskAction.Failed => "failed",
        TaskAction.Cancelled => "cancelled",
        TaskAction.Reopened => "reopened",
        TaskAction.SessionStarted => "session_started",
        TaskAction.ScopeChanged => "scope_changed",
        TaskAction.SessionEnded => "session_ended",
        TaskAction.Snapshot => "snapshot",
        TaskAction.SessionKept => "session_kept",
        TaskAction.TaskKept => "task_kept",
        TaskAction.Unknown unknown => unknown.Name,
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };

    /// <summary>The moves that a state allows, as verbs.</summary>
    public static IReadOnlyList<string> LegalIn(TaskState state) => state switch
    {
        TaskState.Pending => ["start", "claim", "cancel", "edit", "note", "depend"],
        TaskState.InProgress => ["complete", "fail", "cancel", "release", "heartbeat", "edit", "note", "depend"],
        _ => ["reopen"],
    };

    private static string SaidOf(TaskAction action) => action switch
    {
        TaskAction.DependencyAdded => "made to wait for another",
        TaskAction.DependencyRemoved => "freed of waiting for another",
        _ => NameOf(action),
    };

    internal static ConflictException Refused(TaskRecord task, TaskAction action)
    {
        string legal = string.Join(", ", LegalIn(task.Status));
        return new ConflictException(
            $"task {task.Id} is {TaskStateName.Of(task.Status)}, so it cannot be {SaidOf(action)}; what it allows: {legal}")
        {
            Id = task.Id,
            Hint = $"daybook task show {task.Id} tells more",
        };
    }
}
