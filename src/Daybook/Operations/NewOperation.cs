namespace Daybook.Operations;

/// <summary>An operation that is to be recorded.</summary>
public sealed record NewOperation
{
    /// <summary>The profile that it is done as.</summary>
    public required string ProfileId { get; init; }

    /// <summary>What is done, one word or <c>step::action</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Who does it.</summary>
    public required string Actor { get; init; }

    /// <summary>What was asked for. Secrets in it are made unreadable before it is stored.</summary>
    public string RequestText { get; init; } = "";

    /// <summary>A word of <see cref="OperationMode"/>.</summary>
    public string ModeOfWork { get; init; } = OperationMode.TaskExecution;

    /// <summary>The mission that it belongs to; with one the start and the end are noted in the lifecycle log too.</summary>
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

    /// <summary>Its id, a ULID; null lets the store assign one.</summary>
    public string? Id { get; init; }

    /// <summary>The fingerprints of secrets that may be stored as they are.</summary>
    public IReadOnlyList<string> AllowedSecrets { get; init; } = [];
}
