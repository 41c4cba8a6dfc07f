using System.Collections.ObjectModel;
using System.Text.Json;

namespace Daybook.Memory;

/// <summary>
/// Something that was learned: an incident, a decision, a pattern. Text is stored exactly as given. Two records with equal lists are not
/// <c>==</c>, since lists compare by identity; <see cref="MemoryRules.SameContent"/> compares what they say.
/// </summary>
public sealed record MemoryRecord
{
    /// <summary>The kind's name in commands and listings.</summary>
    public const string KindName = "memory";

    /// <summary>The id; assigned by the store when absent. A record that another program wrote may have none.</summary>
    public string? Id { get; init; }

    /// <summary>What kind of thing it is, an open set: <c>incident</c>, <c>decision</c>, ... Required in every write.</summary>
    public string? Type { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The repository, such as <c>acme/web</c>.</summary>
    public string? Repo { get; init; }

    /// <summary>The commit, in full or abbreviated.</summary>
    public string? Sha { get; init; }

    /// <summary>The pull request's number.</summary>
    public long? PrNumber { get; init; }

    /// <summary>Which program or person it comes from.</summary>
    public string? Source { get; init; }

    /// <summary>How bad it is, in the words of its source; <see cref="SeverityScale"/> compares them.</summary>
    public string? Severity { get; init; }

    /// <summary>What makes two events the same event.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>One line.</summary>
    public string? Title { get; init; }

    /// <summary>The rest, of any number of lines.</summary>
    public string? Summary { get; init; }

    /// <summary>The files and directories concerned, as given.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Where more is to be found.</summary>
    public IReadOnlyList<MemoryLink> Links { get; init; } = [];

    /// <summary>Anything else its source wanted kept.</summary>
    public IReadOnlyDictionary<string, JsonElement> Metadata { get; init; } = ReadOnlyDictionary<string, JsonElement>.Empty;

    /// <summary>When the store took it in, UTC.</summary>
    public DateTimeOffset? RecordedAt { get; init; }

    /// <summary>The id of the better record that replaces it.</summary>
    public string? SupersededBy { get; init; }

    /// <summary>The session in which it was learned.</summary>
    public string? SessionId { get; init; }

    /// <summary>The task during which it was learned.</summary>
    public string? TaskId { get; init; }

    /// <summary>The run that learned it.</summary>
    public string? RunId { get; init; }

    /// <summary>The operation during which it was learned.</summary>
    public string? OperationId { get; init; }

    /// <summary>
    /// Fields of the stored line that this version does not know, or whose value has another type than it should. They are kept.
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement> Extra { get; init; } = ReadOnlyDictionary<string, JsonElement>.Empty;

    /// <summary>When it happened as far as is known: <see cref="Timestamp"/>, else <see cref="RecordedAt"/>.</summary>
    public DateTimeOffset? EffectiveTime => Timestamp ?? RecordedAt;

    /// <summary>When it was written as far as is known: <see cref="RecordedAt"/>, else <see cref="Timestamp"/>.</summary>
    public DateTimeOffset? WriteTime => RecordedAt ?? Timestamp;
}
