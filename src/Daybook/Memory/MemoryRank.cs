namespace Daybook.Memory;

/// <summary>What a record is sorted by: everything that <see cref="MemoryRanking"/> looks at, and small enough for a cursor.</summary>
/// <param name="Severity">How grave it is.</param>
/// <param name="Ticks">Its time in UTC ticks, <see cref="NoTime"/> when it has none.</param>
/// <param name="Overlap">How far its paths overlap with the query's.</param>
/// <param name="Id">Its id, cut to <see cref="IdLengthMax"/> characters, which only ids of other programs exceed.</param>
/// <param name="Position">How many records were offered before it.</param>
internal readonly record struct MemoryRank(Severity Severity, long Ticks, int Overlap, string Id, long Position)
{
    public const long NoTime = -1;

    public const int IdLengthMax = RecordId.BytesMax;

    /// <summary>The rank of a match among the matches of a query.</summary>
    public static MemoryRank Of(MemoryMatch match, long position)
    {
        MemoryRecord record = match.Record;
        long ticks = record.EffectiveTime?.UtcTicks ?? NoTime;
        return new MemoryRank(SeverityScale.Parse(record.Severity), ticks, match.Score, Shortened(record.Id), position);
    }

    private static string Shortened(string? id)
    {
        if (id is null || id.Length <= IdLengthMax)
        {
            return id ?? string.Empty;
        }

        // Half of a surrogate pair would not survive the cursor.
        return char.IsHighSurrogate(id[IdLengthMax - 1]) ? id[..(IdLengthMax - 1)] : id[..IdLengthMax];
    }
}
