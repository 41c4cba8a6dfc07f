namespace Daybook.Timeline;

/// <summary>
/// Of the events of many small records, each a log of its own, the newest that a query wants: no more than it asks for is held, however many
/// records there are.
/// </summary>
public sealed class NewestEvents
{
    private readonly TimelineQuery query;
    private readonly TimelineKey? before;
    private readonly PriorityQueue<TimelineItem, TimelineKey> newest = new();

    /// <summary>Begins with none.</summary>
    /// <param name="query">Which events are wanted, and how many.</param>
    /// <param name="before">The place before which they must stand; null for any.</param>
    internal NewestEvents(TimelineQuery query, string? before)
    {
        this.query = query;
        this.before = before is null ? null : TimelineKey.Decode(before);
    }

    /// <summary>
    /// Whether a record that last changed at a time can have an event among the newest. The clocks of a disk and of what is stored may differ by
    /// <see cref="TimelineQuery.ClockSlack"/>.
    /// </summary>
    public bool MayHold(DateTimeOffset lastChange)
    {
        long latest = Math.Min(lastChange.UtcTicks, DateTimeOffset.MaxValue.Ticks - TimelineQuery.ClockSlack.Ticks) + TimelineQuery.ClockSlack.Ticks;
        bool isFull = newest.Count > query.Limit;
        return !(latest < query.Since?.UtcTicks) && !(isFull && newest.TryPeek(out _, out TimelineKey least) && latest < least.Ticks);
    }

    /// <summary>Adds the events of a record.</summary>
    /// <param name="record">What names it among those of its kind.</param>
    /// <param name="events">In its own order.</param>
    public void Add(string record, IEnumerable<TimelineItem> events)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(events);
        long ticks = 0;
        int index = 0;
        foreach (TimelineItem item in events)
        {
            ticks = Math.Max(ticks, item.At?.UtcTicks ?? 0);
            var key = new TimelineKey(ticks, record, index++);
            if (!query.Matches(item) || (before is { } end && key.CompareTo(end) >= 0))
            {
                continue;
            }

            // One more than a page tells whether there is another page.
            newest.Enqueue(item, key);
            if (newest.Count > query.Limit + 1)
            {
                newest.Dequeue();
            }
        }
    }

    /// <summary>The events, the newest first.</summary>
    internal IEnumerable<TimelineEntry> Backward() => newest.UnorderedItems
        .OrderByDescending(static pair => pair.Priority)
        .Select(static pair => new TimelineEntry(pair.Element, new DateTimeOffset(pair.Priority.Ticks, TimeSpan.Zero), pair.Priority.Encode()));
}
