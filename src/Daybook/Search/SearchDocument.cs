namespace Daybook.Search;

/// <summary>A record of any kind as search sees it: what it says, by field, and what it can be filtered by.</summary>
public sealed record SearchDocument
{
    /// <summary>The kind, one of <see cref="RecordKinds.All"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The record's id, unique within its kind.</summary>
    public required string Id { get; init; }

    /// <summary>When it happened or was changed last; null where the record does not say.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>A line that names it.</summary>
    public string Title { get; init; } = "";

    /// <summary>A few sentences.</summary>
    public string Summary { get; init; } = "";

    /// <summary>Everything else that it says, each value on a line of its own.</summary>
    public string Body { get; init; } = "";

    /// <summary>Files that it concerns.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Short words that it was given: tags, a category, an agent.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Filter: the type of a memory, the status of a task, run or operation, the phase of a draft.</summary>
    public string? Type { get; init; }

    /// <summary>Filter: the repository.</summary>
    public string? Repo { get; init; }

    /// <summary>Filter: the severity, as the record spells it.</summary>
    public string? Severity { get; init; }

    /// <summary>Filter: the session that wrote it.</summary>
    public string? SessionId { get; init; }

    /// <summary>The file that it stands in; empty where it is in none.</summary>
    public string Path { get; init; } = "";

    /// <summary>The line in that file, from 1, where the file has lines.</summary>
    public long? Line { get; init; }
}
