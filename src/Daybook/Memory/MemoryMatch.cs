namespace Daybook.Memory;

/// <summary>A record that a query finds.</summary>
/// <param name="Record">The record.</param>
/// <param name="Score">How far its paths overlap with the query's.</param>
public readonly record struct MemoryMatch(MemoryRecord Record, int Score);
