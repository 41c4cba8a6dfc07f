using Daybook.Search;

namespace Daybook.Json;

/// <summary>What a search found, on the wire.</summary>
/// <param name="Items">The hits.</param>
/// <param name="NextCursor">Where the next page starts; absent on the last one.</param>
/// <param name="Capped">True where more records have the words than were ranked; else absent.</param>
/// <param name="Behind">How many records the search did not see yet; absent where it saw all.</param>
/// <param name="Problems">What was skipped or is doubted; absent when there is nothing.</param>
internal sealed record HitListing(IReadOnlyList<SearchHit> Items, string? NextCursor, bool? Capped, long? Behind, IReadOnlyList<Problem>? Problems)
{
    /// <summary>The wire form of an answer.</summary>
    public static HitListing Of(SearchAnswer answer) => new(
        answer.Items,
        answer.NextCursor,
        answer.IsCapped ? true : null,
        answer.Behind > 0 ? answer.Behind : null,
        answer.Problems.Count > 0 ? answer.Problems : null);
}
