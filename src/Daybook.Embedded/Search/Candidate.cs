namespace Daybook.Embedded.Search;

/// <summary>A document that a question may show.</summary>
/// <param name="Document">Its number.</param>
/// <param name="Text">The score of its text.</param>
/// <param name="Ticks">Its time, <see cref="Daybook.Search.SearchRank.NoTime"/> where it has none.</param>
internal readonly record struct Candidate(long Document, double Text, long Ticks)
{
    /// <summary>The kind's place among <see cref="RecordKinds.All"/>.</summary>
    internal int Kind => KindTotals.KindOf(Document);
}
