using Daybook.Errors;

namespace Daybook.Tasks;

/// <content>Changes of a task that is there.</content>
public sealed partial class TaskDesk
{
    /// <summary>A change of a task.</summary>
    /// <returns>The event; null if everything is as wanted already.</returns>
    /// <exception cref="InvalidInputException"><see cref="TaskRules"/> refuses it, or the task would wait for itself.</exception>
    /// <exception cref="NotFoundException">There is no such task.</exception>
    /// <exception cref="ConflictException">
    /// Its state does not allow it, somebody else holds it, the token is not that of its claim, it waits for others, a circle would be
    /// closed, or a prefix is ambiguous.
    /// </exception>
    public TaskEvent? Change(string idOrPrefix, TaskChange change, TaskActor actor)
    {
        TaskRules.Validate(actor);
        TaskRecord task = Get(idOrPrefix);
        TaskEvent blank = Event(actor, task.Id, new TaskAction.Unknown(""));
        CheckClaim(task, actor.Token, blank.SessionId, isHoldersOnly: change is TaskChange.Heartbeat);
        TaskAction? action = change switch
        {
            TaskChange.Start start => Start(task, actor, blank.SessionId, Reason(start.Reason)),
            TaskChange.Complete complete => new TaskAction.Completed(Reason(complete.Reason)),
            TaskChange.Fail fail => new TaskAction.Failed(Reason(fail.Reason)),
            TaskChange.Cancel cancel => new TaskAction.Cancelled(Reason(cancel.Reason)),
            TaskChange.Reopen reopen => Reopen(task, Reason(reopen.Reason)),
            TaskChange.Release release => new TaskAction.Released(Reason(release.Reason)),
            TaskChange.Heartbeat beat => Heartbeat(task, beat.Lease),
            TaskChange.Edit edit => Edit(task, edit.Values),
            TaskChange.Note note => Note(note.Context),
            TaskChange.Depend depend => Depend(task, Resolve(depend.On)),
            TaskChange.Undepend undepend => Undepend(task, undepend.On),
            _ => throw new ArgumentOutOfRangeException(nameof(change)),
        };
        return action is null ? null : Checked(task, Event(actor with { SessionId = blank.SessionId }, task.Id, action));
    }

    /// <summary>What can happen and what fits is asked of the lifecycle itself, before anything is written.</summary>
    private static TaskEvent Checked(TaskRecord task, TaskEvent happened)
    {
        TaskRecord after = TaskLifecycle.Apply(task, happened);
        if (happened.Action is TaskAction.Edited or TaskAction.Noted or TaskAction.DependencyAdded or TaskAction.Failed or TaskAction.Cancelled)
        {
            TaskRules.CheckSize(after);
        }

        return happened;
    }

    private static string? Reason(string? reason)
    {
        TaskRules.ValidateReason(reason);
        return reason;
    }

    private static TaskAction.Renewed? Heartbeat(TaskRecord task, TimeSpan? lease)
    {
        TimeSpan length = lease ?? task.Claim?.Lease ?? TaskLease.Default;
        TaskRules.ValidateLease(length);
        return new TaskAction.Renewed(length);
    }

    private static TaskAction.Noted Note(TaskContext context)
    {
        TaskRules.Validate(context);
        return new TaskAction.Noted(context);
    }

    private TaskAction Start(TaskRecord task, TaskActor actor, string? session, string? reason)
    {
        if (task is { Status: TaskState.InProgress, Claim: { } own } && IsHolder(own, task, actor.Token, session))
        {
            return new TaskAction.Renewed(own.Lease);
        }

        CheckUnblocked(task);
        return new TaskAction.Started(new TaskClaim
        {
            Owner = actor.Agent,
            Token = board.Token + 1,
            LeaseExpiresAt = TaskLease.EndOf(moment.Now, TaskLease.Default),
            Lease = TaskLease.Default,
            IsSessions = true,
        })
        {
            Reason = reason,
        };
    }

    private TaskAction.Edited Edit(TaskRecord task, TaskEdit edit)
    {
        TaskRules.Validate(edit);
        if (edit.ParentId is not { Length: > 0 } given)
        {
            return new TaskAction.Edited(edit);
        }

        string parent = Resolve(given);
        RefuseOwnPart(task, parent);
        return new TaskAction.Edited(edit with { ParentId = parent });
    }

    /// <summary>Refuses a parent by which a task would be a part of itself.</summary>
    private void RefuseOwnPart(TaskRecord task, string parent)
    {
        if (TaskPaths.AlongParents(Find, parent, task.Id) is { } loop)
        {
            throw Circle("its own part", [task.Id, .. loop]);
        }
    }

    private TaskAction.DependencyAdded? Depend(TaskRecord task, string on)
    {
        if (on == task.Id)
        {
            throw new InvalidInputException($"task {task.Id} cannot wait for itself") { Id = task.Id };
        }

        if (task.DependsOn.Contains(on, StringComparer.Ordinal))
        {
            return null;
        }

        if (task.DependsOn.Count >= TaskRules.ItemsMax)
        {
            throw new InvalidInputException($"a task can depend on {TaskRules.ItemsMax} others at most") { Id = task.Id };
        }

        RefuseCircle(task, on);
        return new TaskAction.DependencyAdded(on, IsUnmet(on));
    }

    /// <summary>Refuses a dependency by which a task would wait for itself.</summary>
    private void RefuseCircle(TaskRecord task, string on)
    {
        if (TaskPaths.AlongDependencies(board, on, task.Id) is { } loop)
        {
            throw Circle("a task that waits for itself", [task.Id, .. loop]);
        }
    }

    private TaskAction.DependencyRemoved? Undepend(TaskRecord task, string on)
    {
        string[] meant = [.. task.DependsOn.Where(id => id == on || (on.Length >= RecordId.MinimumPrefixLength && id.StartsWith(on, StringComparison.Ordinal)))];
        string id = meant.Length == 1 ? meant[0] : Resolve(on);
        return task.DependsOn.Contains(id, StringComparer.Ordinal) ? new TaskAction.DependencyRemoved(id) : null;
    }

    private TaskAction.Reopened Reopen(TaskRecord task, string? reason)
    {
        foreach (string on in task.DependsOn.Where(IsUnmet))
        {
            RefuseCircle(task, on);
        }

        return new TaskAction.Reopened(task, [.. task.DependsOn.Where(IsUnmet)], reason);
    }

    private static ConflictException Circle(string what, IReadOnlyList<string> path) =>
        new($"that would make {what}: {string.Join(" -> ", path)}") { Id = path[0], Hint = "take one of these links away first" };
}
