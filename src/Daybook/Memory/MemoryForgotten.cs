namespace Daybook.Memory;

/// <summary>What <see cref="IMemoryStore.ForgetAsync"/> did.</summary>
/// <param name="Record">The record; nothing but its id where it was forgotten before, or its bytes are gone.</param>
/// <param name="Reason">Why it is forgotten: the first reason, where it was forgotten before.</param>
/// <param name="At">When it was forgotten first, UTC.</param>
/// <param name="Overwritten">In how many places its bytes were overwritten; 0 unless it was purged.</param>
/// <param name="Remains">Where else the bytes may still be, as sentences for people; empty unless it was purged.</param>
public sealed record MemoryForgotten(MemoryRecord Record, string Reason, DateTimeOffset At, long Overwritten, IReadOnlyList<string> Remains);
