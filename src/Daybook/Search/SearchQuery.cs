namespace Daybook.Search;

/// <summary>
/// What to look for. Words are joined by or and ranked; text in double quotes is a phrase, a word that ends in <c>*</c> a prefix. Everything
/// else in it is plain text: there is no syntax that can be wrong. The rest are filters: a record must pass all of them.
/// </summary>
public sealed record SearchQuery
{
    /// <summary>The smallest limit.</summary>
    public const int LimitMin = 1;

    /// <summary>The largest limit.</summary>
    public const int LimitMax = 1000;

    /// <summary>How many characters of <see cref="Text"/> are looked at; what follows is ignored.</summary>
    public const int TextLengthMax = 10_000;

    /// <summary>The words. Blank, or of nothing but stop words and signs, finds nothing.</summary>
    public required string Text { get; init; }

    /// <summary>Filter: these kinds, of <see cref="RecordKinds.All"/>; none means all.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>Filter: this repository, exactly.</summary>
    public string? Repo { get; init; }

    /// <summary>Filter: the record names this file, a directory above it, or a file below it.</summary>
    public string? Path { get; init; }

    /// <summary>Filter: this <see cref="SearchDocument.Type"/>, exactly.</summary>
    public string? Type { get; init; }

    /// <summary>Filter: the same step of <see cref="Memory.SeverityScale"/> as this word.</summary>
    public string? Severity { get; init; }

    /// <summary>Filter: this session.</summary>
    public string? SessionId { get; init; }

    /// <summary>Filter: at this time or later. A record without a time does not pass.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Filter: at this time or earlier. A record without a time does not pass.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Newest first instead of best first.</summary>
    public bool IsNewestFirst { get; init; }

    /// <summary>Files that the caller works on: records that name them or their neighbours rank higher. No filter.</summary>
    public IReadOnlyList<string> NearPaths { get; init; } = [];

    /// <summary>The most hits on a page, <see cref="LimitMin"/> to <see cref="LimitMax"/>.</summary>
    public int Limit { get; init; } = 20;

    /// <summary>Where to go on: the <see cref="SearchAnswer.NextCursor"/> of the page before.</summary>
    public string? Cursor { get; init; }
}
