namespace Daybook.Tasks;

/// <summary>How a claim ended: one of the nested records.</summary>
public abstract record ClaimResult
{
    private ClaimResult()
    {
    }

    /// <summary>The task is the claimant's until the lease ends; that is durable.</summary>
    /// <param name="Task">The task, with its claim.</param>
    /// <param name="Token">The fencing token, to be given with every write on the task.</param>
    /// <param name="LeaseExpiresAt">When the lease ends unless it is renewed, UTC.</param>
    public sealed record Claimed(TaskRecord Task, long Token, DateTimeOffset LeaseExpiresAt) : ClaimResult;

    /// <summary>Somebody else holds it; nothing was written.</summary>
    /// <param name="Id">The task.</param>
    /// <param name="By">Who.</param>
    /// <param name="Until">When that lease ends by the time of day, UTC.</param>
    public sealed record AlreadyClaimed(string Id, string By, DateTimeOffset Until) : ClaimResult;

    /// <summary>No task is ready; nothing was written.</summary>
    public sealed record NothingReady : ClaimResult;
}
