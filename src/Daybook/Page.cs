namespace Daybook;

/// <summary>One page of a listing.</summary>
/// <param name="Items">The items, at most as many as were asked for.</param>
/// <param name="Total">How many items all pages have together; absent where counting would need more than was read.</param>
/// <param name="NextCursor">Where the next page starts: opaque, safe in a URL; absent on the last page.</param>
/// <param name="Problems">What the read skipped or doubts, at most <see cref="ProblemList.ItemsMax"/>.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, long? Total, string? NextCursor, IReadOnlyList<Problem> Problems);
