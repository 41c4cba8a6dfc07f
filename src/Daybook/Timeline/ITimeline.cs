using Daybook.Errors;

namespace Daybook.Timeline;

/// <summary>
/// Everything that happened in a store, as one story. What a store still knows of a record is told: of memory that it was recorded, superseded
/// or forgotten; of tasks and sessions every event; of runs, operations and finished builder sessions their starts and ends; of a draft when
/// it was made and when it was saved last. A record that was removed has left no trace, and one that was forgotten only that it was.
/// <para>
/// The events of one log stand in the order of that log, whatever its times say, since the order is certain and a clock is not. Between logs
/// the time decides: an event counts as no earlier than the latest of the <see cref="LookBack.Events"/> that stand before it in its log, so
/// that a clock that was wrong for a moment moves that moment and nothing else. Equal times stand in the order of the kinds.
/// </para>
/// </summary>
public interface ITimeline
{
    /// <summary>
    /// A page of the latest events that a query wants, told from the oldest of them to the newest; the next page is the one before it. Pages
    /// stay where they are while events are added. A kind that cannot be read is told among the problems and hides none of the others.
    /// </summary>
    /// <exception cref="InvalidInputException">The query is out of bounds, or its cursor is not one of this listing.</exception>
    Task<Page<TimelineItem>> ListAsync(TimelineQuery query, CancellationToken cancellationToken);
}
