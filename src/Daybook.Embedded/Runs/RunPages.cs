using Daybook.Runs;

namespace Daybook.Embedded.Runs;

/// <summary>
/// Cuts pages out of runs in the order of their starts. The id of a run tells when it started at the latest, so files are opened from the
/// newest on and only until a page is sure; only those whose id tells no time are opened all.
/// </summary>
internal sealed class RunPages(RunCatalogue catalogue, RunFiles files, RunLiveness liveness)
{
    /// <summary>A page of runs.</summary>
    internal Page<RunView> Read(RunQuery query, CancellationToken cancellationToken)
    {
        var problems = new ProblemList();
        RunPosition? after = query.Cursor is { } cursor ? RunPosition.Parse(cursor) : null;
        PriorityQueue<Head, long> heads = HeadsOf(query, problems);
        var sure = new List<RunView>();
        var unsure = new PriorityQueue<RunView, RunPosition>();
        while (sure.Count <= query.Limit)
        {
            long latest = heads.TryPeek(out Head? head, out long negative) ? -negative : long.MinValue;
            if (unsure.TryPeek(out RunView? newest, out RunPosition position) && position.StartTicks > latest)
            {
                unsure.Dequeue();
                sure.Add(newest);
                continue;
            }

            if (head is null)
            {
                break;
            }

            cancellationToken.ThrowIfCancellationRequested();
            heads.Dequeue();
            if (!IsBefore(after, head) && Open(head.Entry, query, after, problems) is { } view)
            {
                unsure.Enqueue(view, RunPosition.Of(view.Run));
            }

            if (head.Advance())
            {
                heads.Enqueue(head, -head.Latest);
            }
        }

        bool isMore = sure.Count > query.Limit;
        RunView[] page = [.. sure.Take(query.Limit)];
        return new Page<RunView>(page, Total: null, isMore ? RunPosition.Of(page[^1].Run).Encode() : null, problems.Items);
    }

    private RunView? Open(RunEntry entry, RunQuery query, RunPosition? after, ProblemList problems)
    {
        if (files.ReadOrReport(entry, problems) is not { } document)
        {
            return null;
        }

        if (after is { } last && RunPosition.Of(document.Record) <= last)
        {
            return null;
        }

        RunView view = files.View(entry, document, liveness);
        return query.State is not { } state || view.State == state ? view : null;
    }

    /// <summary>Whether a run certainly stands on an earlier page: the earliest moment that its id allows is later than the cursor.</summary>
    private static bool IsBefore(RunPosition? after, Head head) =>
        after is { } last && RunId.TimeOf(head.Entry.RunId, out _) is { } earliest && earliest.UtcTicks > last.StartTicks;

    private PriorityQueue<Head, long> HeadsOf(RunQuery query, ProblemList problems)
    {
        var heads = new PriorityQueue<Head, long>();
        foreach (TaskFolder task in catalogue.Tasks(query.ProjectId, query.TaskId, problems))
        {
            IReadOnlyList<string> names = catalogue.Runs(task, problems);
            if (names.Count > 0)
            {
                var head = new Head(task, names);
                heads.Enqueue(head, -head.Latest);
            }
        }

        return heads;
    }

    /// <summary>The newest run of a task that was not looked at yet.</summary>
    private sealed class Head(TaskFolder task, IReadOnlyList<string> names)
    {
        private int index;

        internal RunEntry Entry => new(task, names[index]);

        internal long Latest => RunCatalogue.LatestTicks(names[index]);

        internal bool Advance() => ++index < names.Count;
    }
}
