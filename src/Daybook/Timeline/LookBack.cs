namespace Daybook.Timeline;

/// <summary>
/// Gives each event of a log that is read backwards the time by which it is put among those of other logs: its own, or that of the latest of
/// the few before it, if that is later. A clock that was behind for a moment then drags nothing into the past with it, and one that was ahead
/// leads nothing into the future.
/// </summary>
public static class LookBack
{
    /// <summary>How many events before it are looked at: more than a machine writes while its clock is being set, and few enough to be held.</summary>
    public const int Events = 16;

    /// <summary>The events in the same order, each with its time. An event of which nobody knows a time has the one that comes after it in the log.</summary>
    public static IEnumerable<(TimelineEntry Entry, DateTimeOffset Time)> Timed(IEnumerable<TimelineEntry> backward)
    {
        ArgumentNullException.ThrowIfNull(backward);
        var ahead = new Queue<TimelineEntry>(Events + 1);
        DateTimeOffset last = DateTimeOffset.MaxValue;
        foreach (TimelineEntry entry in backward)
        {
            ahead.Enqueue(entry);
            if (ahead.Count > Events)
            {
                yield return Next(ahead, ref last);
            }
        }

        while (ahead.Count > 0)
        {
            yield return Next(ahead, ref last);
        }
    }

    private static (TimelineEntry Entry, DateTimeOffset Time) Next(Queue<TimelineEntry> ahead, ref DateTimeOffset last)
    {
        DateTimeOffset? latest = null;
        foreach (TimelineEntry entry in ahead)
        {
            latest = entry.Time is { } time && !(time <= latest) ? time : latest;
        }

        last = latest is { } known && known < last ? known : last;
        return (ahead.Dequeue(), last);
    }
}
