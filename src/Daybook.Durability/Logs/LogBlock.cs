namespace Daybook.Durability.Logs;

/// <summary>A part of a log that starts where a line starts and ends where one ends, or where the log does.</summary>
/// <param name="From">The offset of its first byte.</param>
/// <param name="Until">The offset behind its last byte.</param>
public readonly record struct LogBlock(long From, long Until);
