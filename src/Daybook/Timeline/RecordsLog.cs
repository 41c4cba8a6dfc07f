namespace Daybook.Timeline;

/// <summary>The events of many small records as one log, in the order of their times.</summary>
/// <param name="name">Its name in cursors.</param>
/// <param name="query">Which events are wanted.</param>
/// <param name="gather">Adds the events of all records.</param>
public sealed class RecordsLog(char name, TimelineQuery query, Action<NewestEvents> gather) : ITimelineLog
{
    /// <inheritdoc/>
    public char Name { get; } = name;

    /// <inheritdoc/>
    public IEnumerable<TimelineEntry> ReadBackward(string? before)
    {
        var newest = new NewestEvents(query, before);
        gather(newest);
        foreach (TimelineEntry entry in newest.Backward())
        {
            yield return entry;
        }
    }
}
