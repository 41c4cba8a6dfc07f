namespace Daybook.Memory;

/// <summary>Which records a compaction moves out of the way of everyday reads and writes.</summary>
public sealed record MemoryCompaction
{
    /// <summary>The fewest days.</summary>
    public const int RetentionDaysMin = 1;

    /// <summary>The most days: a hundred years.</summary>
    public const int RetentionDaysMax = 36_500;

    /// <summary>
    /// Records that happened more than this many days ago are moved, <see cref="RetentionDaysMin"/> to <see cref="RetentionDaysMax"/>; null
    /// for the store's own retention.
    /// </summary>
    public int? RetentionDays { get; init; }

    /// <summary>Whether it is only told what would be moved.</summary>
    public bool DryRun { get; init; }
}
