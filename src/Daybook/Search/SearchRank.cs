namespace Daybook.Search;

/// <summary>Where a hit stands among the others: the best score first, then the newest (no time last), then by kind, id and line.</summary>
/// <param name="Score">The score; <see cref="SearchRanking.Unranked"/> where the newest come first.</param>
/// <param name="Ticks">The time in UTC ticks, <see cref="NoTime"/> where there is none.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Id">The id.</param>
/// <param name="Line">The line in its file, which tells records without an id from each other; 0 where there is none.</param>
public readonly record struct SearchRank(double Score, long Ticks, string Kind, string Id, long Line) : IComparable<SearchRank>
{
    /// <summary>Stands in place of a time that is not known.</summary>
    public const long NoTime = -1;

    /// <summary>The rank of a record with a score.</summary>
    public static SearchRank Of(SearchDocument document, double score)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new SearchRank(score, document.Timestamp?.UtcTicks ?? NoTime, document.Kind, document.Id, document.Line ?? 0);
    }

    /// <summary>Whether one stands behind another.</summary>
    public static bool operator >(SearchRank left, SearchRank right) => left.CompareTo(right) > 0;

    /// <summary>Whether one stands before another.</summary>
    public static bool operator <(SearchRank left, SearchRank right) => left.CompareTo(right) < 0;

    /// <summary>Whether one stands behind another or at its place.</summary>
    public static bool operator >=(SearchRank left, SearchRank right) => left.CompareTo(right) >= 0;

    /// <summary>Whether one stands before another or at its place.</summary>
    public static bool operator <=(SearchRank left, SearchRank right) => left.CompareTo(right) <= 0;

    /// <summary>Below 0 for a hit that stands before the other.</summary>
    public int CompareTo(SearchRank other)
    {
        int order = other.Score.CompareTo(Score);
        order = order != 0 ? order : other.Ticks.CompareTo(Ticks);
        order = order != 0 ? order : string.CompareOrdinal(Kind, other.Kind);
        order = order != 0 ? order : string.CompareOrdinal(Id, other.Id);
        return order != 0 ? order : Line.CompareTo(other.Line);
    }
}
