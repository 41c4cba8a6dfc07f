using System.Globalization;
using Daybook.Drafts;
using Daybook.Errors;
using Daybook.Operations;
using Daybook.Runs;
using Daybook.Tasks;
using Daybook.Timeline;

namespace Daybook.Testing;

/// <summary>
/// A timeline made of lists. It shares with other engines how logs become one story (<see cref="TimelinePages"/>) and what each kind tells
/// (<see cref="TimelineEvents"/>), and none of what reads logs from their ends.
/// </summary>
public sealed class VolatileTimeline : ITimeline
{
    private readonly VolatileMemory memory;
    private readonly VolatileTasks tasks;
    private readonly DaybookStore store;

    internal VolatileTimeline(VolatileMemory memory, VolatileTasks tasks, DaybookStore store)
    {
        this.memory = memory;
        this.tasks = tasks;
        this.store = store;
    }

    public async Task<Page<TimelineItem>> ListAsync(TimelineQuery query, CancellationToken cancellationToken)
    {
        query.Validate();
        IReadOnlyList<RunView> runs = (await store.Runs.ListAsync(new RunQuery { Limit = RunQuery.LimitMax }, cancellationToken)).Items;
        IReadOnlyList<DraftSummary> drafts = (await store.Drafts.ListAsync(new DraftQuery { Limit = DraftQuery.LimitMax }, cancellationToken)).Items;
        IReadOnlyList<BuilderMemoryEntry> built = (await store.BuilderMemory.RecallAsync(new RecallQuery { Limit = RecallQuery.LimitMax }, cancellationToken)).Items;
        IReadOnlyList<OperationView> operations = (await store.Operations.ListAsync(new OperationQuery { Limit = OperationQuery.LimitMax }, cancellationToken)).Items;
        TaskEvent[] events = tasks.Events();
        Dictionary<string, string> names = Names(events);
        ITimelineLog[] logs =
        [
            new Listed('m', memory.Recorded.Select(TimelineEvents.Recorded)),
            new Listed('a', memory.Amended),
            new Listed('t', events.Select(TimelineEvents.Of).OfType<TimelineItem>().Select(item => item.TaskId is { } id && item.Title is null ? item with { Title = names[id] } : item)),
            new RecordsLog('r', query, newest => AddAll(newest, runs, view => $"{view.Run.RunId}/{view.Run.ProjectId}/{view.Run.TaskId}", view => TimelineEvents.Of(view.Run))),
            new RecordsLog('d', query, newest => AddAll(newest, drafts, draft => draft.SessionId, TimelineEvents.Of)),
            new RecordsLog('b', query, newest => AddAll(newest, built, entry => entry.Id, entry => [TimelineEvents.Of(entry)])),
            new RecordsLog('o', query, newest => AddAll(newest, operations, view => view.Operation.InvocationId, view => TimelineEvents.Of(view.Operation))),
        ];
        return TimelinePages.Read(logs, query, new ProblemList(), cancellationToken);
    }

    private static Dictionary<string, string> Names(IEnumerable<TaskEvent> events)
    {
        Dictionary<string, string> names = [];
        foreach (TaskEvent happened in events)
        {
            switch (happened.Action)
            {
                case TaskAction.Created created:
                    names[created.Task.Id] = created.Task.Name;
                    break;
                case TaskAction.Edited { Edit.Name: { } name }:
                    names[happened.TaskId!] = name;
                    break;
            }
        }

        return names;
    }

    private static void AddAll<T>(NewestEvents newest, IEnumerable<T> records, Func<T, string> name, Func<T, IEnumerable<TimelineItem>> tell)
    {
        foreach (T record in records)
        {
            newest.Add(name(record), tell(record));
        }
    }

    private sealed class Listed(char name, IEnumerable<TimelineItem> items) : ITimelineLog
    {
        private readonly TimelineItem[] items = [.. items];

        public char Name { get; } = name;

        public IEnumerable<TimelineEntry> ReadBackward(string? before)
        {
            int end = before is null ? items.Length
                : int.TryParse(before, CultureInfo.InvariantCulture, out int place) ? place
                : throw new InvalidInputException("the cursor is not one of this listing");
            for (int index = end - 1; index >= 0; index--)
            {
                yield return new TimelineEntry(items[index], items[index].At, index.ToString(CultureInfo.InvariantCulture));
            }
        }
    }
}
