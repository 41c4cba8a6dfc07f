using Daybook.Errors;

namespace Daybook.Tasks;

/// <summary>
/// What each event makes of a task: one pure function, for what happens now and for what is read back from the journal.
/// docs/reference/lifecycles.md is printed from it.
/// </summary>
public static class TaskLifecycle
{
    /// <summary>The task after an event.</summary>
    /// <param name="task">The task before it; null for one that is not known.</param>
    /// <param name="happened">An event of that task.</param>
    /// <exception cref="ConflictException">That cannot happen to a task in this state; the message names what can.</exception>
    public static TaskRecord Apply(TaskRecord? task, TaskEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        if (task is null && happened.Action is TaskAction.TaskKept kept)
        {
            return kept.Task;
        }

        TaskRecord next = (task, happened.Action) switch
        {
            (null, TaskAction.Created created) => created.Task,
            (null, _) => throw new ConflictException($"{TaskMove.NameOf(happened.Action)} happened to a task that is not known")
            {
                Id = happened.TaskId,
            },
            ({ Status: TaskState.Pending or TaskState.InProgress }, _) => ApplyToOpen(task, happened),
            (_, TaskAction.Reopened reopened) => Opened(reopened.Task, reopened.BlockedBy),
            _ => throw TaskMove.Refused(task, happened.Action),
        };
        return next with { Seq = happened.Seq };
    }

    private static TaskRecord ApplyToOpen(TaskRecord task, TaskEvent happened) => (task.Status, happened.Action) switch
    {
        (_, TaskAction.Edited edited) => edited.Edit.ApplyTo(task),
        (_, TaskAction.Noted noted) => task with { Context = task.Context.With(noted.Context) },
        (_, TaskAction.DependencyAdded added) => WithDependency(task, added),
        (_, TaskAction.DependencyRemoved removed) => WithoutDependency(task, removed.On),
        (_, TaskAction.Started started) => Begun(task, started.Claim, happened),
        (_, TaskAction.Claimed claimed) => Begun(task, claimed.Claim, happened),
        (_, TaskAction.Cancelled cancelled) => Finished(task, TaskState.Cancelled, happened.At, cancelled.Reason),
        (TaskState.InProgress, TaskAction.Completed) => Finished(task, TaskState.Completed, happened.At, reason: null),
        (TaskState.InProgress, TaskAction.Failed failed) => Finished(task, TaskState.Failed, happened.At, failed.Reason),
        (TaskState.InProgress, TaskAction.Released) => task with { Status = TaskState.Pending, StartedAt = null, Claim = null },
        (TaskState.InProgress, TaskAction.Renewed renewed) when task.Claim is { } claim =>
            task with { Claim = TaskLease.Renewed(claim with { Lease = renewed.Lease }, happened.At, happened.Boot) },
        _ => throw TaskMove.Refused(task, happened.Action),
    };

    private static TaskRecord Begun(TaskRecord task, TaskClaim claim, TaskEvent happened) => task with
    {
        Status = TaskState.InProgress,
        StartedAt = happened.At,
        Claim = claim with { Began = happened.Boot },
        SessionId = happened.SessionId ?? task.SessionId,
    };

    private static TaskRecord Finished(TaskRecord task, TaskState state, DateTimeOffset at, string? reason) => task with
    {
        Status = state,
        CompletedAt = at,
        DurationSeconds = task.StartedAt is { } started ? Math.Max(0, (long)(at - started).TotalSeconds) : null,
        FailureReason = reason,
        Claim = null,
    };

    private static TaskRecord Opened(TaskRecord task, IReadOnlyList<string> blockedBy) => task with
    {
        Status = TaskState.Pending,
        StartedAt = null,
        CompletedAt = null,
        DurationSeconds = null,
        FailureReason = null,
        Claim = null,
        BlockedBy = blockedBy,
        Reopened = Math.Min(task.Reopened, int.MaxValue - 1) + 1,
    };

    private static TaskRecord WithDependency(TaskRecord task, TaskAction.DependencyAdded added) => task with
    {
        DependsOn = [.. task.DependsOn.Append(added.On).Distinct(StringComparer.Ordinal)],
        BlockedBy = added.Blocks
            ? [.. task.BlockedBy.Append(added.On).Distinct(StringComparer.Ordinal)]
            : [.. task.BlockedBy.Where(id => id != added.On)],
    };

    private static TaskRecord WithoutDependency(TaskRecord task, string on) => task with
    {
        DependsOn = [.. task.DependsOn.Where(id => id != on)],
        BlockedBy = [.. task.BlockedBy.Where(id => id != on)],
    };
}
