using Daybook.Errors;
using Daybook.Operations;

namespace Daybook.Timeline;

/// <summary>
/// Tells each event once as it comes, by asking a timeline again and again for its newest ones. What is added far back, such as the
/// operations that a merge brings along, is for a listing. For one caller at a time.
/// </summary>
/// <param name="timeline">The timeline.</param>
/// <param name="query">Which events are wanted.</param>
public sealed class TimelineFollowing(ITimeline timeline, TimelineQuery query)
{
    /// <summary>How many events are told at once at most; of more that come between two looks the latest are told.</summary>
    public const int ItemsMax = 10_000;

    private const int PageSize = 100;
    private const int SeenMax = 20_000;

    private readonly HashSet<(string Kind, string Event, string? Id, DateTimeOffset? At, string? Title)> seen = [];
    private readonly Queue<(string Kind, string Event, string? Id, DateTimeOffset? At, string? Title)> seenFirst = new();

    /// <summary>The page of the query; what comes after it is told by <see cref="NextAsync"/>.</summary>
    /// <exception cref="InvalidInputException">The query is out of bounds.</exception>
    public async Task<Page<TimelineItem>> BeginAsync(CancellationToken cancellationToken)
    {
        // The page is read last: whatever comes between the two reads stands on it or is told later.
        Page<TimelineItem> all = await timeline.ListAsync(new TimelineQuery { Kind = query.Kind, Limit = TimelineQuery.LimitMax }, cancellationToken).ConfigureAwait(false);
        foreach (TimelineItem item in all.Items)
        {
            See(item);
        }

        Page<TimelineItem> page = await timeline.ListAsync(query, cancellationToken).ConfigureAwait(false);
        foreach (TimelineItem item in page.Items)
        {
            See(item);
        }

        return page;
    }

    /// <summary>The events that have come since the last call, told from the oldest to the newest.</summary>
    public async Task<IReadOnlyList<TimelineItem>> NextAsync(CancellationToken cancellationToken)
    {
        var pages = new Stack<IReadOnlyList<TimelineItem>>();
        int count = 0;
        string? cursor = null;
        while (true)
        {
            // Filters are applied here: to look for what is rare would mean to read everything at each look.
            Page<TimelineItem> page = await timeline.ListAsync(
                new TimelineQuery { Kind = query.Kind, Limit = PageSize, Cursor = cursor }, cancellationToken).ConfigureAwait(false);
            TimelineItem[] unseen = [.. page.Items.Where(See)];
            pages.Push(unseen);
            count += unseen.Length;
            cursor = page.NextCursor;
            if (unseen.Length == 0 || cursor is null || count >= ItemsMax)
            {
                return [.. pages.SelectMany(static items => items).Where(query.Matches)];
            }
        }
    }

    /// <summary>Notes an event.</summary>
    /// <returns>Whether it is new.</returns>
    private bool See(TimelineItem item)
    {
        // What a task is called may change; what was linked to an operation tells apart events of one moment.
        var name = (item.Kind, item.Event, item.Id, item.At, item.Kind == OperationRecord.KindName ? item.Title : null);
        if (!seen.Add(name))
        {
            return false;
        }

        seenFirst.Enqueue(name);
        if (seenFirst.Count > SeenMax)
        {
            seen.Remove(seenFirst.Dequeue());
        }

        return true;
    }
}
