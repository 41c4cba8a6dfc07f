namespace Daybook.Tasks;

/// <summary>Who wants to work on a task, and for how long.</summary>
public sealed record ClaimRequest
{
    /// <summary>The agent's or user's name, which others will see.</summary>
    public required string Agent { get; init; }

    /// <summary>The length of the lease, <see cref="TaskLease.Min"/> to <see cref="TaskLease.Max"/>.</summary>
    public TimeSpan Lease { get; init; } = TaskLease.Default;

    /// <summary>
    /// A process on this machine that will do the work and outlive this call; when it ends, so does the claim. Absent where none is known.
    /// </summary>
    public int? ProcessId { get; init; }

    /// <summary>The session, as in <see cref="TaskActor.SessionId"/>.</summary>
    public string? SessionId { get; init; }

    /// <summary>The run that will do it.</summary>
    public string? RunId { get; init; }

    /// <summary>The operation during which it is done.</summary>
    public string? OperationId { get; init; }

    /// <summary>The claimant as one who acts.</summary>
    internal TaskActor Actor => new() { Agent = Agent, SessionId = SessionId, RunId = RunId, OperationId = OperationId };
}
