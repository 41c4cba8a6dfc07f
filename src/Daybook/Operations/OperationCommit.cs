namespace Daybook.Operations;

/// <summary>Whether the log of a closed operation is committed as it stands.</summary>
public abstract record OperationCommit
{
    private OperationCommit()
    {
    }

    /// <summary>It is.</summary>
    /// <param name="Sha">The commit that was made for it just now; null for an earlier one.</param>
    public sealed record Committed(string? Sha) : OperationCommit;

    /// <summary>It is not yet. Nothing is lost: the log is durable.</summary>
    /// <param name="Reason">Why, one phrase.</param>
    /// <param name="Hint">What to do about it.</param>
    public sealed record Pending(string Reason, string Hint) : OperationCommit;
}
