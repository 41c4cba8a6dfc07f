using System.Text.Json.Serialization;

namespace Daybook.Timeline;

/// <summary>Something that happened to a record, of whatever kind, in the few words that all kinds have in common.</summary>
public sealed record TimelineItem
{
    /// <summary>When, UTC; null where that is not known. It then stands where its log has it.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The kind of the record: one of <see cref="RecordKinds.All"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>What happened, in the word that the kind has for it: <c>recorded</c>, <c>created</c>, <c>completed</c>, ...</summary>
    public required string Event { get; init; }

    /// <summary>The record, or for what happens to a session the session; null for a memory record that another program wrote without one.</summary>
    public string? Id { get; init; }

    /// <summary>What it is about, one line; null where there is nothing to say.</summary>
    public string? Title { get; init; }

    /// <summary>The session in which it happened.</summary>
    public string? SessionId { get; init; }

    /// <summary>Who did it.</summary>
    public string? Agent { get; init; }

    /// <summary>The task during which it happened, by which a query chooses. It is no part of the answer.</summary>
    [JsonIgnore]
    public string? TaskId { get; init; }
}
