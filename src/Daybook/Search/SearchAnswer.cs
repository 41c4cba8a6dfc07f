namespace Daybook.Search;

/// <summary>What a search found, one page of it.</summary>
/// <param name="Items">The hits: best first, or newest first where the query says so; ties by time, newest first, then by kind and id.</param>
/// <param name="NextCursor">Where the next page starts; absent on the last.</param>
/// <param name="Problems">What the search skipped or doubts.</param>
public sealed record SearchAnswer(IReadOnlyList<SearchHit> Items, string? NextCursor, IReadOnlyList<Problem> Problems)
{
    /// <summary>Whether only a part of the records that contain the words was ranked: there are more hits than can be ranked in time.</summary>
    public bool IsCapped { get; init; }

    /// <summary>How many records the index lacks still, so that the search did not see them; 0 where it saw all.</summary>
    public long Behind { get; init; }
}
