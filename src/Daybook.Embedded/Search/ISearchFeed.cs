using Daybook.Search;

namespace Daybook.Embedded.Search;

/// <summary>Where the index gets the records of one kind, or of a part of it, from.</summary>
internal interface ISearchFeed
{
    /// <summary>The kind, by its place among <see cref="RecordKinds.All"/>.</summary>
    int Kind { get; }

    /// <summary>
    /// How many records the index lacks, or has as they no longer are; 0 only where it has all that was acknowledged. Where counting would take
    /// as long as reading it is an estimate.
    /// </summary>
    long Behind(IndexState state, ProblemList problems);

    /// <summary>Brings the index up to date, as far as the time allows. What is found wrong is kept in the index, beside what was taken in.</summary>
    void CatchUp(IndexWriting writing);

    /// <summary>All records as they are now, without the index.</summary>
    IEnumerable<SearchDocument> Read(ProblemList problems, CancellationToken cancellationToken);
}
