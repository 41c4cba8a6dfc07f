namespace Daybook.Json;

/// <summary>A listing on the wire.</summary>
/// <param name="Items">The items.</param>
/// <param name="Total">How many there are on all pages; absent where counting would need more than was read.</param>
/// <param name="NextCursor">Where the next page starts; absent on the last one.</param>
/// <param name="Problems">What was skipped or is doubted; absent when there is nothing.</param>
internal sealed record Listing<T>(IReadOnlyList<T> Items, long? Total, string? NextCursor, IReadOnlyList<Problem>? Problems)
{
    /// <summary>The wire form of a page.</summary>
    public static Listing<T> Of(Page<T> page) =>
        new(page.Items, page.Total, page.NextCursor, page.Problems.Count > 0 ? page.Problems : null);
}
