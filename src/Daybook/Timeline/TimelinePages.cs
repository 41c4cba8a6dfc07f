using Daybook.Errors;

namespace Daybook.Timeline;

/// <summary>
/// Makes one story of several logs, from the newest event back: of the last events that each log has left, the one with the latest time comes
/// first. So no log's own order is ever broken. Holds a page and a few events of each log.
/// </summary>
public static class TimelinePages
{
    /// <summary>A page of the latest events, told from the oldest to the newest.</summary>
    /// <param name="logs">The logs that the query wants, in the order in which events of the same time are told.</param>
    /// <param name="query">Which events.</param>
    /// <param name="problems">What was found wrong; a log that cannot be read is added.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidInputException">The query is out of bounds, or its cursor is not one of this listing.</exception>
    public static Page<TimelineItem> Read(
        IReadOnlyList<ITimelineLog> logs, TimelineQuery query, ProblemList problems, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(logs);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(problems);
        query.Validate();
        TimelineCursor cursor = TimelineCursor.Decode(query.Cursor);
        var heads = new List<Head>();
        var found = new List<TimelineItem>();
        try
        {
            foreach (ITimelineLog log in logs)
            {
                var head = new Head(log, cursor.Of(log.Name), query, problems, cancellationToken);
                heads.Add(head);
                head.Advance();
            }

            while (Latest(heads) is { } latest)
            {
                if (found.Count == query.Limit)
                {
                    return PageOf(found, cursor.Encode(), problems);
                }

                found.Add(latest.Current.Item);
                cursor.Note(latest.Log.Name, latest.Current.Place);
                latest.Advance();
            }
        }
        finally
        {
            heads.ForEach(static head => head.Dispose());
        }

        return PageOf(found, null, problems);
    }

    private static Page<TimelineItem> PageOf(List<TimelineItem> found, string? cursor, ProblemList problems)
    {
        found.Reverse();
        return new Page<TimelineItem>(found, Total: null, cursor, problems.Items);
    }

    /// <summary>The log whose last event comes last; of equal ones the last in their order.</summary>
    private static Head? Latest(List<Head> heads)
    {
        Head? latest = null;
        foreach (Head head in heads)
        {
            latest = !head.IsOver && (latest is null || head.Time >= latest.Time) ? head : latest;
        }

        return latest;
    }

    /// <summary>The last event of a log that is wanted and was not told yet.</summary>
    private sealed class Head : IDisposable
    {
        private readonly IEnumerator<(TimelineEntry Entry, DateTimeOffset Time)> events;
        private readonly TimelineQuery query;
        private readonly ProblemList problems;
        private readonly DateTimeOffset? until;
        private readonly CancellationToken cancellationToken;

        internal Head(ITimelineLog log, string? before, TimelineQuery query, ProblemList problems, CancellationToken cancellationToken)
        {
            Log = log;
            this.query = query;
            this.problems = problems;
            this.cancellationToken = cancellationToken;
            until = query.Since is { } since && since > DateTimeOffset.MinValue + TimelineQuery.ClockSlack ? since - TimelineQuery.ClockSlack : null;
            events = LookBack.Timed(log.ReadBackward(before)).GetEnumerator();
        }

        internal ITimelineLog Log { get; }

        internal TimelineEntry Current { get; private set; }

        internal DateTimeOffset Time { get; private set; }

        internal bool IsOver { get; private set; }

        internal void Advance()
        {
            try
            {
                while (events.MoveNext() && !(events.Current.Time < until))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    (Current, Time) = events.Current;
                    if (query.Matches(Current.Item))
                    {
                        return;
                    }
                }
            }
            catch (DaybookException failure) when (failure is not InvalidInputException)
            {
                // One file can hold the events of two logs.
                problems.AddOnce(new Problem(failure.Path ?? "", failure.Line, null, failure.Message));
            }

            IsOver = true;
        }

        public void Dispose() => events.Dispose();
    }
}
