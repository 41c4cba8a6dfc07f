using Daybook.Processes;

namespace Daybook.Tasks;

/// <summary>Somebody's right to work on a task, for as long as a lease.</summary>
public sealed record TaskClaim
{
    /// <summary>Who holds it.</summary>
    public required string Owner { get; init; }

    /// <summary>The fencing token: it rises with every claim in the store, so that a holder who was overtaken is recognised for good.</summary>
    public required long Token { get; init; }

    /// <summary>When the lease ends by the time of day, UTC; what counts is <see cref="TaskLease.IsLive"/>.</summary>
    public required DateTimeOffset LeaseExpiresAt { get; init; }

    /// <summary>The length of the lease: each renewal begins it anew.</summary>
    public TimeSpan Lease { get; init; }

    /// <summary>
    /// Whether it was taken by starting the task without a claim. Then it is the session's: all of the session's writes renew it and need no
    /// token.
    /// </summary>
    public bool IsSessions { get; init; }

    /// <summary>When the lease last began, on the clock of that boot.</summary>
    public BootTime? Began { get; init; }

    /// <summary>The process that holds it, where one is known to outlive the call; with it the claim ends.</summary>
    public ProcessIdentity? Process { get; init; }

    /// <summary>
    /// Whether it kept nobody away any more at the moment of the answer: its lease had ended, or its process was gone. Stands in answers
    /// only and is never stored.
    /// </summary>
    public bool HasEnded { get; init; }

    /// <summary>What others need to know of it.</summary>
    public TaskClaim Outline() => new() { Owner = Owner, Token = Token, LeaseExpiresAt = LeaseExpiresAt, HasEnded = HasEnded };
}
