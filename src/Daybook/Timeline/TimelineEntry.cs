namespace Daybook.Timeline;

/// <summary>An event where a log has it.</summary>
/// <param name="Item">The event.</param>
/// <param name="Time">The time by which it is put among those of other logs; null where its log knows none for it.</param>
/// <param name="Place">The place in the log before which to go on, in letters that need no escape: digits, letters, <c>-</c>.</param>
public readonly record struct TimelineEntry(TimelineItem Item, DateTimeOffset? Time, string Place);
