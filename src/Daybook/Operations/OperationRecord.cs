using System.Collections.Immutable;

namespace Daybook.Operations;

/// <summary>
/// Something that an agent was asked to do, and what came of it. Fields have the names and the order of the founding plan; those of its log's
/// first line never change.
/// </summary>
public sealed record OperationRecord
{
    /// <summary>The kind's name in paths.</summary>
    public const string KindName = "operations";

    /// <summary>What stands in place of a text that a log should have and does not.</summary>
    public const string Unrecorded = "unrecorded";

    /// <summary>Whoever did the work closed it.</summary>
    public const string ByAgent = "agent";

    /// <summary>Nobody closed it, and a sweep did.</summary>
    public const string ByDoctor = "doctor_sweep";

    /// <summary>Its id, a ULID, which is also the name of its log.</summary>
    public required string InvocationId { get; init; }

    /// <summary>The profile that it is done as.</summary>
    public string ProfileId { get; init; } = Unrecorded;

    /// <summary>What is done, one word or <c>step::action</c>.</summary>
    public string Action { get; init; } = Unrecorded;

    /// <summary>What was asked for.</summary>
    public string RequestText { get; init; } = "";

    /// <summary>Who does it.</summary>
    public string Actor { get; init; } = Unrecorded;

    /// <summary>A word of <see cref="OperationMode"/>, or one that a newer version wrote.</summary>
    public string ModeOfWork { get; init; } = OperationMode.TaskExecution;

    /// <summary>The founding system's sum of the rules that held; empty for Daybook's own.</summary>
    public string GovernanceContextHash { get; init; } = "";

    /// <summary>Whether there were such rules.</summary>
    public bool GovernanceContextAvailable { get; init; }

    /// <summary>How the founding system came to the profile.</summary>
    public string? RouterConfidence { get; init; }

    /// <summary>When it started, UTC; null where that cannot be read.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The mission that it belongs to.</summary>
    public string? MissionId { get; init; }

    /// <summary>The work package that it belongs to.</summary>
    public string? WpId { get; init; }

    /// <summary>The model that does it.</summary>
    public string? ModelId { get; init; }

    /// <summary>The session in which it is done.</summary>
    public string? SessionId { get; init; }

    /// <summary>The run that does it.</summary>
    public string? RunId { get; init; }

    /// <summary>The task that it is done for.</summary>
    public string? TaskId { get; init; }

    /// <summary>Whether it has ended.</summary>
    public OperationStatus Status { get; init; }

    /// <summary>A word of <see cref="OperationOutcome"/>; null while it is open.</summary>
    public string? Outcome { get; init; }

    /// <summary>Who closed it: <see cref="ByAgent"/>, <see cref="ByDoctor"/>; null while it is open.</summary>
    public string? ClosedBy { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>What shows that it was done: a path from the root of the work tree, or a text.</summary>
    public string? EvidenceRef { get; init; }

    /// <summary>What it brought about, in the order of the log.</summary>
    public IReadOnlyList<OperationLink> Links { get; init; } = ImmutableList<OperationLink>.Empty;

    /// <summary>Whether the log's first line can be read. Where it cannot, what it said is not known.</summary>
    public bool HasStart { get; init; } = true;
}
