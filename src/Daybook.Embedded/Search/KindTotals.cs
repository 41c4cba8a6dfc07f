namespace Daybook.Embedded.Search;

/// <summary>What the index holds of one kind.</summary>
/// <param name="Kind">The kind's place among <see cref="RecordKinds.All"/>.</param>
/// <param name="Last">The number of the document that came last.</param>
/// <param name="Documents">How many can be found.</param>
/// <param name="Terms">How many words they have.</param>
/// <param name="Dead">How many are gone whose words still stand in the index.</param>
/// <param name="Latest">The latest time of any, in ticks.</param>
/// <param name="Earliest">The earliest.</param>
internal readonly record struct KindTotals(int Kind, long Last, long Documents, long Terms, long Dead, long Latest, long Earliest)
{
    /// <summary>The number before that of a kind's first document.</summary>
    internal static long FloorOf(int kind) => (long)kind << IndexSchema.KindBits;

    /// <summary>The kind of a document.</summary>
    internal static int KindOf(long document) => (int)(document - 1 >> IndexSchema.KindBits);

    /// <summary>Nothing yet.</summary>
    internal static KindTotals None(int kind) => new(kind, FloorOf(kind), 0, 0, 0, long.MinValue, long.MaxValue);
}
