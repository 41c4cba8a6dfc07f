namespace Daybook.Memory;

/// <summary>What memory holds.</summary>
/// <param name="Enabled">Whether records are taken in.</param>
/// <param name="Records">How many readable records lie within the retention window.</param>
/// <param name="RetentionDays">How many days back a query looks.</param>
/// <param name="Path">Where the records are.</param>
/// <param name="Bytes">How many bytes they and the archived ones take, before compression.</param>
/// <param name="Problems">How many lines are skipped or doubted where records within retention can be.</param>
public sealed record MemoryStatus(bool Enabled, long Records, int RetentionDays, string Path, long Bytes, long Problems);
