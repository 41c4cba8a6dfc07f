namespace Daybook.Drafts;

/// <summary>What a listing shows of a draft.</summary>
public sealed record DraftSummary
{
    /// <summary>The session's id.</summary>
    public required string SessionId { get; init; }

    /// <summary>The state's <c>initial_description</c>, at most <see cref="DraftSkim.CharactersMax"/> characters of it; null where it has none.</summary>
    public string? InitialDescription { get; init; }

    /// <summary>The state's <c>phase</c>; null where it has none.</summary>
    public string? Phase { get; init; }

    /// <summary>The version of the state's shape, as it is stored.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>When the session was saved for the first time, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was saved last, UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
