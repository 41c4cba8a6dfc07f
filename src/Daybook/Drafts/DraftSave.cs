namespace Daybook.Drafts;

/// <summary>A state that is to be kept: a new draft, or the next state of one that is there.</summary>
public sealed record DraftSave
{
    /// <summary>The session, a UUID; null lets the store begin a new one.</summary>
    public string? SessionId { get; init; }

    /// <summary>The state: one JSON value of at most <see cref="DraftRules.StateBytesMax"/> bytes. It is stored byte for byte.</summary>
    public required string StateJson { get; init; }

    /// <summary>The version of the state's shape, 1 or more.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>
    /// The <see cref="Draft.UpdatedAt"/> that the caller has seen: anything else stored by now, or nothing, refuses the save. Null saves
    /// whatever is there.
    /// </summary>
    public DateTimeOffset? ExpectedUpdatedAt { get; init; }

    /// <summary>Whether a draft that is there by now, in whatever state, refuses the save: of two that begin one session at once, in one process or several, only one does.</summary>
    public bool MustBeNew { get; init; }
}
