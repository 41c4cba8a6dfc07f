namespace Daybook.Operations;

/// <summary>One line of the lifecycle log: an action of a mission started or ended.</summary>
public sealed record LifecycleEntry
{
    /// <summary>It started.</summary>
    public const string Started = "started";

    /// <summary>It ended well.</summary>
    public const string Completed = "completed";

    /// <summary>It ended otherwise.</summary>
    public const string Failed = "failed";

    /// <summary>Who acts.</summary>
    public required string Agent { get; init; }

    /// <summary>When, UTC; null where that cannot be read.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The action, <c>step::action</c>.</summary>
    public required string CanonicalActionId { get; init; }

    /// <summary>The mission.</summary>
    public required string MissionId { get; init; }

    /// <summary>One of the constants here.</summary>
    public required string Phase { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Reason { get; init; }

    /// <summary>The work package.</summary>
    public string? WpId { get; init; }

    /// <summary>The operation; lines of the founding system do not say.</summary>
    public string? InvocationId { get; init; }

    /// <summary>The line for an event of an operation; null where none is due.</summary>
    /// <param name="operation">The operation after the event.</param>
    /// <param name="happened">The event.</param>
    public static LifecycleEntry? Of(OperationRecord operation, OperationEvent happened)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (operation.MissionId is not { } mission || happened is not (OperationEvent.Started or OperationEvent.Completed))
        {
            return null;
        }

        var completed = happened as OperationEvent.Completed;
        return new LifecycleEntry
        {
            Agent = operation.Actor,
            At = completed is null ? operation.StartedAt : completed.At,
            CanonicalActionId = CanonicalOf(operation.Action),
            MissionId = mission,
            Phase = completed is null ? Started : completed.Outcome == OperationOutcome.Done ? Completed : Failed,
            Reason = completed is { Outcome: not OperationOutcome.Done } ? completed.Outcome : null,
            WpId = operation.WpId,
            InvocationId = operation.InvocationId,
        };
    }

    /// <summary>An action that names no step is a step of its own.</summary>
    private static string CanonicalOf(string action) => action.Contains("::", StringComparison.Ordinal) ? action : $"{action}::{action}";
}
