using Daybook.Errors;

namespace Daybook.Timeline;

/// <summary>A log of one kind, read from its end. An engine has one for each order that it knows for certain.</summary>
public interface ITimelineLog
{
    /// <summary>Its name in cursors: one letter, its own among the logs of an engine.</summary>
    char Name { get; }

    /// <summary>
    /// Reads it backwards, as a stream. What a query certainly does not want may be left out; what the log's order rests on may not, unless
    /// its order is that of its times.
    /// </summary>
    /// <param name="before">The place before which to start; null for the end.</param>
    /// <exception cref="InvalidInputException">The place is none of this log.</exception>
    /// <exception cref="DaybookException">The log cannot be read.</exception>
    IEnumerable<TimelineEntry> ReadBackward(string? before);
}
