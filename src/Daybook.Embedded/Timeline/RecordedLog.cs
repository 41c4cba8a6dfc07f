using Daybook.Embedded.Memory;
using Daybook.Timeline;

namespace Daybook.Embedded.Timeline;

/// <summary>What was recorded in memory, the last stored first. Flat in memory but for compressed segments, of which a part is held.</summary>
internal sealed class RecordedLog(EmbeddedPorts ports, MemoryPlaces places, ProblemList problems, CancellationToken cancellationToken) : ITimelineLog
{
    /// <summary>A compressed segment is read forward once for each of these parts; each is twice as large as the one before.</summary>
    private const int PartMin = 1_024;
    private const int PartMax = 32 << 10;

    /// <inheritdoc/>
    public char Name => 'm';

    /// <inheritdoc/>
    public IEnumerable<TimelineEntry> ReadBackward(string? before)
    {
        ListCursor place = before is null ? ListCursor.Newest : ListCursor.Decode(before);
        return KernelErrors.Translated(Read(place));
    }

    private IEnumerable<TimelineEntry> Read(ListCursor start)
    {
        using MemoryHistory history = MemoryHistory.Open(ports.FileSystem, places, problems, cancellationToken);
        ListCursor last = start;
        bool isMore = true;
        for (int part = PartMin; isMore; part = Math.Min(part * 2, PartMax))
        {
            int read = 0;
            foreach ((Daybook.Memory.MemoryRecord record, ListCursor place) in history.ReadBackward(last, part))
            {
                last = place;
                yield return new TimelineEntry(TimelineEvents.Recorded(record), record.WriteTime, place.Encode());
                if (++read == part)
                {
                    break;
                }
            }

            isMore = read == part;
        }
    }
}
