namespace Daybook.Tasks;

/// <summary>One stretch of an agent's work.</summary>
public sealed record SessionRecord
{
    /// <summary>The id: a UUID, unless the agent brought its own.</summary>
    public required string SessionId { get; init; }

    /// <summary>Who works.</summary>
    public string? Agent { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it was ended, UTC; absent while it is open. A later event in it opens it again.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The task it works on: of those in progress in it the one that was started last.</summary>
    public string? CurrentTaskId { get; init; }

    /// <summary>What it is about, in its own words.</summary>
    public string? Scope { get; init; }

    /// <summary>The number of its latest event.</summary>
    public long Seq { get; init; }

    /// <summary>The record as surfaces show it.</summary>
    public SessionRecord Outline() => this with { Seq = 0 };
}
