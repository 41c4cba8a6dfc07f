namespace Daybook.Memory;

/// <summary>Which page of all records to list.</summary>
public sealed record MemoryListing
{
    /// <summary>The most records on a page, <see cref="MemoryQuery.LimitMin"/> to <see cref="MemoryQuery.LimitMax"/>.</summary>
    public int Limit { get; init; } = 20;

    /// <summary>Where to go on: the <see cref="Page{T}.NextCursor"/> of the page before.</summary>
    public string? Cursor { get; init; }
}
