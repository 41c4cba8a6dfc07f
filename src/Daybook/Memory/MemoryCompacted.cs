namespace Daybook.Memory;

/// <summary>What a compaction did, or would do.</summary>
/// <param name="Moved">How many records were moved into the archive.</param>
/// <param name="Kept">How many stay.</param>
/// <param name="Segment">The name of the archive's new part; absent where nothing was moved.</param>
public sealed record MemoryCompacted(long Moved, long Kept, string? Segment);
