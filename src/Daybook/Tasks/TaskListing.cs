namespace Daybook.Tasks;

/// <summary>Which page of a listing.</summary>
public sealed record TaskListing
{
    /// <summary>The most tasks on a page, <see cref="TaskQuery.LimitMin"/> to <see cref="TaskQuery.LimitMax"/>.</summary>
    public int Limit { get; init; } = 20;

    /// <summary>Where to go on: the <see cref="Page{T}.NextCursor"/> of the page before.</summary>
    public string? Cursor { get; init; }
}
