namespace Daybook.Tasks;

/// <summary>What somebody wants done with a task: one of the nested records.</summary>
public abstract record TaskChange
{
    private TaskChange()
    {
    }

    /// <summary>Begin to work on it, under a lease in the session's name; its holder renews that lease by starting again.</summary>
    public sealed record Start : TaskChange
    {
        /// <summary>A remark for the journal.</summary>
        public string? Reason { get; init; }
    }

    /// <summary>It is done.</summary>
    /// <param name="Reason">A remark for the history.</param>
    public sealed record Complete(string? Reason) : TaskChange;

    /// <summary>It was tried and could not be done.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Fail(string? Reason) : TaskChange;

    /// <summary>It is not wanted any more.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Cancel(string? Reason) : TaskChange;

    /// <summary>It is to do again.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Reopen(string? Reason) : TaskChange;

    /// <summary>Give it back, to be done by anybody.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Release(string? Reason) : TaskChange;

    /// <summary>Say that the holder lives: the lease begins anew. Needs the token also when the lease has ended.</summary>
    /// <param name="Lease">Its length from now on; null for as long as before.</param>
    public sealed record Heartbeat(TimeSpan? Lease) : TaskChange;

    /// <summary>Change what it says.</summary>
    /// <param name="Values">What is new.</param>
    public sealed record Edit(TaskEdit Values) : TaskChange;

    /// <summary>Add to what is known about the work on it.</summary>
    /// <param name="Context">What is new.</param>
    public sealed record Note(TaskContext Context) : TaskChange;

    /// <summary>Let it wait for another task.</summary>
    /// <param name="On">That task.</param>
    public sealed record Depend(string On) : TaskChange;

    /// <summary>Let it wait for another task no longer.</summary>
    /// <param name="On">That task.</param>
    public sealed record Undepend(string On) : TaskChange;
}
