using Daybook.Operations;

namespace Daybook.Json;

/// <summary>What <c>op start</c> and <c>op complete</c> answer.</summary>
/// <param name="InvocationId">The operation.</param>
/// <param name="Status">How it stands; told at its start.</param>
/// <param name="Path">Its log, from the root of the work tree; told at its start.</param>
/// <param name="Outcome">How it ended; told at its end.</param>
/// <param name="ClosedBy">Who closed it; told at its end.</param>
/// <param name="Redacted">How many secrets were made unreadable.</param>
/// <param name="Commit">Whether it is committed; told at its end.</param>
internal sealed record OperationAnswer(
    string InvocationId, string? Status, string? Path, string? Outcome, string? ClosedBy, int Redacted, CommitAnswer? Commit)
{
    /// <summary>The answer to a start.</summary>
    public static OperationAnswer Started(OperationChange change) => new(
        change.View.Operation.InvocationId, OperationStatusName.Of(change.View.Operation.Status), change.View.Path, null, null, change.Redacted, null);

    /// <summary>The answer to an end.</summary>
    public static OperationAnswer Completed(OperationChange change) => new(
        change.View.Operation.InvocationId, null, null, change.View.Operation.Outcome, change.View.Operation.ClosedBy, change.Redacted, CommitAnswer.Of(change.View.Commit));
}
