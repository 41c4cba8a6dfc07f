using Daybook.Embedded.Tasks;
using Daybook.Timeline;

namespace Daybook.Embedded.Timeline;

/// <summary>What happened to tasks and sessions, by the numbers of the events, the last first.</summary>
internal sealed class JournalLog(EmbeddedPorts ports, TaskPlaces places, ProblemList problems) : ITimelineLog
{
    /// <inheritdoc/>
    public char Name => 't';

    /// <inheritdoc/>
    public IEnumerable<TimelineEntry> ReadBackward(string? before) =>
        KernelErrors.Translated(Read(before is null ? long.MaxValue : PlaceNumber.Decode(before)));

    private IEnumerable<TimelineEntry> Read(long before)
    {
        foreach (Daybook.Tasks.TaskEvent happened in JournalBackward.Read(ports.FileSystem, places, before, problems))
        {
            if (TimelineEvents.Of(happened) is { } item)
            {
                yield return new TimelineEntry(item, item.At, PlaceNumber.Encode(happened.Seq));
            }
        }
    }
}
