namespace Daybook.Memory;

/// <summary>Best first: gravest, newest (no time last), most overlap, id, and last the order in which the records are stored.</summary>
internal sealed class MemoryRanking : IComparer<MemoryRank>
{
    public static readonly MemoryRanking BestFirst = new();

    /// <summary>The same order backwards: a heap by it has the worst on top.</summary>
    public static readonly IComparer<MemoryRank> WorstFirst = Comparer<MemoryRank>.Create((x, y) => BestFirst.Compare(y, x));

    public int Compare(MemoryRank x, MemoryRank y)
    {
        int order = y.Severity.CompareTo(x.Severity);
        order = order != 0 ? order : y.Ticks.CompareTo(x.Ticks);
        order = order != 0 ? order : y.Overlap.CompareTo(x.Overlap);
        order = order != 0 ? order : string.CompareOrdinal(x.Id, y.Id);
        return order != 0 ? order : x.Position.CompareTo(y.Position);
    }
}
