using Daybook.Operations;

namespace Daybook.Json;

/// <summary>Whether a log is committed.</summary>
/// <param name="State"><c>committed</c> or <c>pending</c>.</param>
/// <param name="Sha">The commit that was made for it just now.</param>
/// <param name="Reason">Why it waits.</param>
internal sealed record CommitAnswer(string State, string? Sha, string? Reason)
{
    /// <summary>The answer; null where nobody asked.</summary>
    public static CommitAnswer? Of(OperationCommit? commit) => commit switch
    {
        OperationCommit.Committed committed => new CommitAnswer("committed", committed.Sha, null),
        OperationCommit.Pending pending => new CommitAnswer("pending", null, pending.Reason),
        _ => null,
    };
}
