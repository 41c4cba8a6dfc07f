using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>What the archive says of an id, looked up before the log's lock is taken: segments do not change, and may be many.</summary>
/// <param name="Record">The first record with that id in the archive.</param>
/// <param name="SegmentsLookedAt">How many segments were looked at; later ones are looked at under the lock.</param>
internal readonly record struct ArchivedId(MemoryRecord? Record, int SegmentsLookedAt);
