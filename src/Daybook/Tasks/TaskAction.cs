namespace Daybook.Tasks;

/// <summary>What can happen: one of the nested records.</summary>
public abstract record TaskAction
{
    private TaskAction()
    {
    }

    /// <summary>The task came to be.</summary>
    /// <param name="Task">All of it.</param>
    public sealed record Created(TaskRecord Task) : TaskAction;

    /// <summary>What it says was changed.</summary>
    /// <param name="Edit">The change.</param>
    public sealed record Edited(TaskEdit Edit) : TaskAction;

    /// <summary>Work began without a claim, so the session holds a default one.</summary>
    /// <param name="Claim">The session's claim.</param>
    public sealed record Started(TaskClaim Claim) : TaskAction
    {
        /// <summary>A remark.</summary>
        public string? Reason { get; init; }
    }

    /// <summary>Somebody claimed it.</summary>
    /// <param name="Claim">The claim.</param>
    public sealed record Claimed(TaskClaim Claim) : TaskAction;

    /// <summary>The holder lives: the lease begins anew.</summary>
    /// <param name="Lease">Its length from now on.</param>
    public sealed record Renewed(TimeSpan Lease) : TaskAction;

    /// <summary>The holder gave it back.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Released(string? Reason) : TaskAction;

    /// <summary>More is known about the work on it.</summary>
    /// <param name="Context">What is new.</param>
    public sealed record Noted(TaskContext Context) : TaskAction;

    /// <summary>It has to wait for another task.</summary>
    /// <param name="On">That task.</param>
    /// <param name="Blocks">Whether that task was not completed at the time.</param>
    public sealed record DependencyAdded(string On, bool Blocks) : TaskAction;

    /// <summary>It does not wait for another task any more.</summary>
    /// <param name="On">That task.</param>
    public sealed record DependencyRemoved(string On) : TaskAction;

    /// <summary>It is done.</summary>
    /// <param name="Reason">A remark.</param>
    public sealed record Completed(string? Reason) : TaskAction;

    /// <summary>It was tried and not done.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Failed(string? Reason) : TaskAction;

    /// <summary>It is not wanted any more.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Cancelled(string? Reason) : TaskAction;

    /// <summary>A finished task is to do again.</summary>
    /// <param name="Task">The task as it was when it was finished, since it may have left for the history long ago.</param>
    /// <param name="BlockedBy">Those of its dependencies that are not completed.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Reopened(TaskRecord Task, IReadOnlyList<string> BlockedBy, string? Reason) : TaskAction;

    /// <summary>An agent began to work.</summary>
    public sealed record SessionStarted : TaskAction;

    /// <summary>What a session works on changed.</summary>
    /// <param name="Scope">The new scope.</param>
    public sealed record ScopeChanged(string Scope) : TaskAction;

    /// <summary>An agent ended its work.</summary>
    public sealed record SessionEnded : TaskAction;

    /// <summary>
    /// A journal begins with everything that earlier ones amount to: this, one <see cref="SessionKept"/> for each session that is
    /// remembered, and one <see cref="TaskKept"/> for each open task.
    /// </summary>
    /// <param name="Journal">The id of the journal that begins so.</param>
    /// <param name="Summary">Everything but sessions and tasks.</param>
    public sealed record Snapshot(string Journal, BoardSummary Summary) : TaskAction;

    /// <summary>A session that was remembered when the journal began.</summary>
    /// <param name="Session">All of it.</param>
    public sealed record SessionKept(SessionRecord Session) : TaskAction;

    /// <summary>A task that was open when the journal began.</summary>
    /// <param name="Task">All of it.</param>
    public sealed record TaskKept(TaskRecord Task) : TaskAction;

    /// <summary>An event that this version does not know. It is kept and changes nothing.</summary>
    /// <param name="Name">Its name.</param>
    public sealed record Unknown(string Name) : TaskAction;
}
