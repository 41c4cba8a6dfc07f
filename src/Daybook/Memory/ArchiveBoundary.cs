namespace Daybook.Memory;

/// <summary>Which records a compaction archives. It depends on nothing but the record and these two times, so that every later reader decides alike.</summary>
/// <param name="Cutoff">Records that happened before this time are old.</param>
/// <param name="WrittenBefore">And only those written before this time: younger ones keep the same event out, which is looked for among live records only.</param>
public readonly record struct ArchiveBoundary(DateTimeOffset Cutoff, DateTimeOffset WrittenBefore)
{
    /// <summary>The boundary that archives nothing.</summary>
    public static readonly ArchiveBoundary Nothing = new(DateTimeOffset.MinValue, DateTimeOffset.MinValue);

    /// <summary>For a clock that ran ahead by up to this when it compacted: once it is set back, the last day's events must still be found live.</summary>
    private static readonly TimeSpan ClockErrorMax = TimeSpan.FromDays(14);

    /// <summary>At least this, so that a record does not leave within the second in which it leaves the window.</summary>
    private static readonly TimeSpan MarginMin = TimeSpan.FromHours(1);

    /// <summary>The boundary of a compaction.</summary>
    /// <param name="now">The time of the compaction.</param>
    /// <param name="retentionDays">How many days back records stay. Where these are few, so is the allowance for a wrong clock.</param>
    public static ArchiveBoundary At(DateTimeOffset now, int retentionDays)
    {
        TimeSpan retention = TimeSpan.FromDays(retentionDays);
        TimeSpan margin = retention < ClockErrorMax ? retention - MemoryRules.DedupWindow : ClockErrorMax;
        TimeSpan young = MemoryRules.DedupWindow + (margin > MarginMin ? margin : MarginMin);
        return new ArchiveBoundary(Before(now, retention), Before(now, young));
    }

    /// <summary>Whether the record is archived. One whose times are missing or cannot be read is not.</summary>
    public bool Archives(MemoryRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.EffectiveTime < Cutoff && record.WriteTime < WrittenBefore;
    }

    private static DateTimeOffset Before(DateTimeOffset time, TimeSpan span) =>
        time - DateTimeOffset.MinValue > span ? time - span : DateTimeOffset.MinValue;
}
