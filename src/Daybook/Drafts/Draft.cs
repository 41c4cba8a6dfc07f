namespace Daybook.Drafts;

/// <summary>Half-finished work of a builder session: its whole state, as the application wrote it.</summary>
public sealed record Draft
{
    /// <summary>The name of the kind.</summary>
    public const string KindName = "drafts";

    /// <summary>The session's id.</summary>
    public required string SessionId { get; init; }

    /// <summary>
    /// The state, one JSON value: byte for byte what was saved, unless an upcast brought it to the shape of
    /// <see cref="SchemaVersion"/>.
    /// </summary>
    public required string StateJson { get; init; }

    /// <summary>The version of the state's shape.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>The version under which the state is stored: lower than <see cref="SchemaVersion"/> after an upcast.</summary>
    public required int StoredSchemaVersion { get; init; }

    /// <summary>When the session was saved for the first time, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was saved last, UTC; rises with every save, and so tells one save from the next.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What a listing shows of it.</summary>
    public DraftSummary Summary
    {
        get
        {
            DraftSkim skim = DraftSkim.Of(StateJson);
            return new DraftSummary
            {
                SessionId = SessionId,
                InitialDescription = skim.InitialDescription,
                Phase = skim.Phase,
                SchemaVersion = SchemaVersion,
                CreatedAt = CreatedAt,
                UpdatedAt = UpdatedAt,
            };
        }
    }
}
