namespace Daybook.Memory;

/// <summary>
/// What to look for. Paths, fingerprint, text, pull request and commit are conditions: a record that meets any of them is found, and a
/// query with none of them finds nothing. The rest are filters: a record must pass all of them. A blank text counts as absent.
/// </summary>
public sealed record MemoryQuery
{
    /// <summary>The smallest limit.</summary>
    public const int LimitMin = 1;

    /// <summary>The largest limit.</summary>
    public const int LimitMax = 1000;

    /// <summary>
    /// Condition: the record names one of these files, a directory above one, or a file below one. A deploy that was cancelled is not
    /// found by it.
    /// </summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>
    /// Condition: this fingerprint, blanks around it aside. With <see cref="Paths"/> also the fingerprint that a failed verification of
    /// exactly these files has: one of <see cref="Events.VerifierCluster.FailureTypes"/>, a colon and their <see cref="PathHash"/>. A
    /// deploy that was cancelled is not found by it.
    /// </summary>
    public string? Fingerprint { get; init; }

    /// <summary>Condition: each of these words, ignoring case, somewhere in title, summary, fingerprint, type or paths.</summary>
    public string? Text { get; init; }

    /// <summary>Condition: this pull request.</summary>
    public long? PrNumber { get; init; }

    /// <summary>Condition: this commit; either side may be abbreviated, the record's to no less than 7 characters.</summary>
    public string? Sha { get; init; }

    /// <summary>Filter: this repository.</summary>
    public string? Repo { get; init; }

    /// <summary>Filter: this type.</summary>
    public string? Type { get; init; }

    /// <summary>Filter: the same step of <see cref="SeverityScale"/> as this word.</summary>
    public string? Severity { get; init; }

    /// <summary>Filter: happened at this time or later. A record without a time does not pass.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Filter: happened at this time or earlier. A record without a time does not pass.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>
    /// The most records on a page, <see cref="LimitMin"/> to <see cref="LimitMax"/>. Null leaves it to the store:
    /// <see cref="MemorySettings.MaxMatches"/>.
    /// </summary>
    public int? Limit { get; init; }

    /// <summary>Where to go on: the <see cref="Page{T}.NextCursor"/> of the page before.</summary>
    public string? Cursor { get; init; }
}
