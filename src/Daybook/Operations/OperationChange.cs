namespace Daybook.Operations;

/// <summary>The answer to a write. What it says is durable.</summary>
/// <param name="View">The operation as it is now.</param>
/// <param name="Redacted">How many secrets were made unreadable in what was stored.</param>
public sealed record OperationChange(OperationView View, int Redacted)
{
    /// <summary>What went wrong beside the log, for people: a commit, a line of the lifecycle log, somebody who was to be told.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
