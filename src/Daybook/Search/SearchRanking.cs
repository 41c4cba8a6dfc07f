namespace Daybook.Search;

/// <summary>
/// How a score comes about. What the text says decides: recency and nearness multiply it by factors that are bounded, so that they choose
/// between records that answer about equally well, in a large store as in a small one. All weights stand here and in
/// <see cref="SearchFields"/>.
/// </summary>
public static class SearchRanking
{
    /// <summary>The most that recency adds to a score, as a share of it: for a record of this moment.</summary>
    public const double RecencyShare = 0.15;

    /// <summary>The most that nearness adds to a score, as a share of it: for a record that names a file that the caller works on.</summary>
    public const double NearnessShare = 0.5;

    /// <summary>The score of every hit where the newest come first.</summary>
    public const double Unranked = 1;

    /// <summary>After this time a record gains half as much by its recency.</summary>
    public static TimeSpan RecencyHalfLife { get; } = TimeSpan.FromDays(60);

    /// <summary>
    /// How much a clause tells: the fewer records meet it, the more. Above 0 even where all do, other than in the classic formula, so that words
    /// still rank the records of a small store.
    /// </summary>
    /// <param name="documents">How many records there are, whether or not they pass the filters.</param>
    /// <param name="found">How many of them meet the clause.</param>
    public static double InverseFrequency(long documents, long found) =>
        Math.Log(1 + ((Math.Max(documents - found, 0) + 0.5) / (found + 0.5)));

    /// <summary>What a clause adds to the score of a record's text, by BM25.</summary>
    /// <param name="inverseFrequency">How much the clause tells.</param>
    /// <param name="frequency">How often the record meets it, each time counted as the field weighs.</param>
    /// <param name="terms">How many terms the record has, in all fields.</param>
    /// <param name="averageTerms">How many the records have on average.</param>
    public static double OfClause(double inverseFrequency, double frequency, long terms, double averageTerms)
    {
        double length = 1 - SearchFields.B + (SearchFields.B * terms / Math.Max(averageTerms, 1));
        return inverseFrequency * frequency * (SearchFields.K1 + 1) / (frequency + (SearchFields.K1 * length));
    }

    /// <summary>The score of a record.</summary>
    /// <param name="text">The sum of what its clauses add.</param>
    /// <param name="time">Its time; one without gains nothing by recency, one of the future as much as one of now.</param>
    /// <param name="now">The time of the question.</param>
    /// <param name="nearness">What <see cref="PathNearness"/> says of its paths.</param>
    public static double Of(double text, DateTimeOffset? time, DateTimeOffset now, double nearness)
    {
        double halvings = time is { } known ? Math.Max(0, (now - known) / RecencyHalfLife) : double.PositiveInfinity;
        return text * (1 + (RecencyShare * Math.Pow(2, -halvings))) * (1 + (NearnessShare * nearness));
    }
}
