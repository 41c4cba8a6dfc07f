namespace Daybook.Tasks;

/// <summary>Who acts, and in what.</summary>
public sealed record TaskActor
{
    /// <summary>The agent's or user's name.</summary>
    public required string Agent { get; init; }

    /// <summary>
    /// The session; a new id opens one. When absent it is the agent's open session with the latest event, or a new one.
    /// </summary>
    public string? SessionId { get; init; }

    /// <summary>The fencing token of the claim under which the agent acts. A live claim needs it for every write, whoever asks.</summary>
    public long? Token { get; init; }

    /// <summary>The run that acts.</summary>
    public string? RunId { get; init; }

    /// <summary>The operation during which it acts.</summary>
    public string? OperationId { get; init; }
}
