using System.Globalization;

namespace Daybook.Memory.Events;

/// <summary>An error in production, as an error tracker such as Sentry reports it.</summary>
public sealed record Incident : MemoryEvent
{
    /// <summary>The type of its record.</summary>
    public const string TypeName = "incident";

    private const string LevelDefault = "error";
    private const int CulpritLengthMax = 200;

    /// <summary>How bad it is in the tracker's word, such as <c>fatal</c>; <c>error</c> when absent. Stored as said.</summary>
    public string? Level { get; init; }

    /// <summary>What the tracker groups it by.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The tracker's id of the group, its fingerprint when there is no other.</summary>
    public string? IssueId { get; init; }

    /// <summary>The tracker's id of this one event.</summary>
    public string? EventId { get; init; }

    /// <summary>Where the tracker believes the fault to be; the last resort for a fingerprint.</summary>
    public string? Culprit { get; init; }

    /// <summary>The class of the error, such as <c>TimeoutError</c>.</summary>
    public string? ErrorType { get; init; }

    /// <summary>The file in which it was raised.</summary>
    public string? File { get; init; }

    /// <summary>One line that replaces the one made of level, class and file.</summary>
    public string? Title { get; init; }

    /// <summary>What the tracker says about it.</summary>
    public string? Summary { get; init; }

    /// <summary>The GitHub issue that was opened for it.</summary>
    public long? Issue { get; init; }

    /// <inheritdoc/>
    public override MemoryRecord ToRecord()
    {
        string level = FirstOf(Level) ?? LevelDefault;
        MemoryRecord record = Begin(TypeName, "observability", "sentry");
        return record with
        {
            Sha = Sha ?? string.Empty,
            Severity = level,
            Fingerprint = FirstOf(Fingerprint, IssueId, ShortCulprit()) ?? string.Empty,

            // The message is left out on purpose: it changes from event to event.
            Title = FirstOf(Title) ?? $"[{level}] {FirstOf(ErrorType) ?? "Error"} — {FirstOf(File)?.Trim() ?? "unknown"}",
            Summary = FirstOf(Summary) ?? SummaryOfIssue(),
            Links = IssueUrl() is { } issue ? [new MemoryLink(issue, "github_issue"), .. record.Links] : record.Links,
            Metadata = EventMetadata.Of(("issue_id", IssueId), ("sentry_event", EventId)),
        };
    }

    private string? ShortCulprit()
    {
        if (Culprit is null || Culprit.Length <= CulpritLengthMax)
        {
            return Culprit;
        }

        // Half of a surrogate pair could not be stored.
        return Culprit[..(char.IsHighSurrogate(Culprit[CulpritLengthMax - 1]) ? CulpritLengthMax - 1 : CulpritLengthMax)];
    }

    private string? SummaryOfIssue() =>
        Issue is { } number ? $"Sentry issue #{number.ToString(CultureInfo.InvariantCulture)}"
        : FirstOf(IssueId) is { } id ? $"Sentry issue {id}"
        : null;

    private string? IssueUrl() => Issue is { } number && FirstOf(Repo) is { } repo
        ? $"https://github.com/{repo.Trim()}/issues/{number.ToString(CultureInfo.InvariantCulture)}"
        : null;
}
