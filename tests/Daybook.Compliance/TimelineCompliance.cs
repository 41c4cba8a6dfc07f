using Daybook.Drafts;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Runs;
using Daybook.Tasks;
using Daybook.Testing;
using Daybook.Timeline;
using Xunit;

namespace Daybook.Compliance;

/// <summary>What every engine's timeline must do.</summary>
public abstract class TimelineCompliance
{
    private static readonly TaskActor Actor = new() { Agent = "codex-7", SessionId = "session-1" };

    private readonly ManualProcesses processes = new();

    protected ManualClock Clock { get; } = new();

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Opens a new, empty store.</summary>
    protected abstract Task<DaybookStore> OpenAsync(TimeProvider clock, ManualProcesses processes);

    /// <summary>Closes a store and opens the same one again; an engine without persistence returns it as it is.</summary>
    protected abstract Task<DaybookStore> ReopenAsync(DaybookStore store, TimeProvider clock, ManualProcesses processes);

    [Fact]
    public async Task In_a_new_store_nothing_has_happened()
    {
        await using DaybookStore store = await OpenAsync();
        Page<TimelineItem> page = await store.Timeline.ListAsync(new TimelineQuery(), Cancellation);
        Assert.Empty(page.Items);
        Assert.Null(page.NextCursor);
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task Everything_that_happens_is_told_in_order()
    {
        DaybookStore store = await OpenAsync();
        await LiveAsync(store);
        store = await ReopenAsync(store, Clock, processes);
        TimelineItem[] items = await AllAsync(store, new TimelineQuery());
        Assert.Equal(
            [
                "memory recorded first", "tasks created work", "tasks started work", "runs started web/task-1", "drafts created a bot", "operations started Fix it",
                "tasks noted work", "drafts updated a bot", "runs failed exit 3", "drafts remembered a coding bot", "operations artifact_link https://a.example",
                "operations completed done: Fix it", "memory recorded better", "memory superseded by *", "tasks scope_changed the pool", "tasks completed work",
                "memory forgotten wrong",
            ],
            items.Select(item => $"{item.Kind} {item.Event} {(item.Event == "superseded" ? "by *" : item.Title)}").Where(line => line != "memory recorded forgotten one"));
        Assert.Equal(items.OrderBy(item => item.At), items);
        Assert.All(items.Where(item => item.Kind == TaskRecord.KindName), item => Assert.Equal(("codex-7", "session-1"), (item.Agent, item.SessionId)));
        await store.DisposeAsync();
    }

    [Fact]
    public async Task A_page_has_the_newest_events_and_the_next_one_those_before_them()
    {
        await using DaybookStore store = await OpenAsync();
        await LiveAsync(store);
        TimelineItem[] all = await AllAsync(store, new TimelineQuery());
        foreach (int size in (int[])[1, 2, 3, 7, all.Length, 100])
        {
            var told = new List<TimelineItem>();
            var query = new TimelineQuery { Limit = size };
            Page<TimelineItem> page;
            do
            {
                page = await store.Timeline.ListAsync(query, Cancellation);
                told.InsertRange(0, page.Items);
                query = query with { Cursor = page.NextCursor };

                // What comes meanwhile stands on no page further back.
                await store.Memory.AppendAsync(new MemoryRecord { Type = "note", Title = "meanwhile" }, Cancellation);
            }
            while (page.NextCursor is not null);
            Assert.Equal(all, told.Where(item => item.Title != "meanwhile"));
        }
    }

    [Fact]
    public async Task Kind_task_session_and_time_choose_events()
    {
        await using DaybookStore store = await OpenAsync();
        DateTimeOffset begin = Clock.GetUtcNow();
        string task = await LiveAsync(store);
        TimelineItem[] all = await AllAsync(store, new TimelineQuery());
        foreach (string kind in RecordKinds.All)
        {
            Assert.Equal(all.Where(item => item.Kind == kind), await AllAsync(store, new TimelineQuery { Kind = kind }));
        }

        TimelineItem[] ofTask = await AllAsync(store, new TimelineQuery { TaskId = task });
        Assert.Equal(["created", "started", "noted", "recorded", "completed"], ofTask.Select(item => item.Event));
        Assert.Equal(all.Where(item => item.SessionId == "session-1"), await AllAsync(store, new TimelineQuery { SessionId = "session-1" }));
        DateTimeOffset middle = begin + TimeSpan.FromMinutes(8);
        Assert.Equal(all.Where(item => item.At >= middle), await AllAsync(store, new TimelineQuery { Since = middle }));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_changes_no_logs_own_order()
    {
        await using DaybookStore store = await OpenAsync();
        var names = new List<string>();
        var random = new Random(7);
        for (int number = 0; number < 60; number++)
        {
            // An hour back or forth now and then; else a minute on.
            Clock.Advance(random.Next(8) == 0 ? TimeSpan.FromMinutes(random.Next(-60, 60)) : TimeSpan.FromMinutes(1));
            names.Add($"t{number}");
            await store.Tasks.CreateAsync(new NewTask { Name = names[^1] }, Actor, Cancellation);
            await store.Memory.AppendAsync(new MemoryRecord { Type = "note", Title = $"m{number}" }, Cancellation);
        }

        TimelineItem[] all = await AllAsync(store, new TimelineQuery { Limit = 7 });
        Assert.Equal(names, all.Where(item => item.Kind == TaskRecord.KindName).Select(item => item.Title));
        Assert.Equal(names.Select(name => $"m{name[1..]}"), all.Where(item => item.Kind == MemoryRecord.KindName).Select(item => item.Title));
    }

    [Fact]
    public async Task A_wrong_query_is_refused()
    {
        await using DaybookStore store = await OpenAsync();
        foreach (TimelineQuery wrong in (TimelineQuery[])[new() { Limit = 0 }, new() { Limit = 1001 }, new() { Kind = "x" }, new() { Cursor = "x" }, new() { Cursor = "!" }])
        {
            await Assert.ThrowsAsync<InvalidInputException>(() => store.Timeline.ListAsync(wrong, Cancellation));
        }
    }

    [Fact]
    public async Task Who_follows_is_told_each_event_once()
    {
        await using DaybookStore store = await OpenAsync();
        await store.Memory.AppendAsync(new MemoryRecord { Type = "note", Title = "before" }, Cancellation);
        var following = new TimelineFollowing(store.Timeline, new TimelineQuery { Limit = 1 });
        Assert.Equal(["before"], (await following.BeginAsync(Cancellation)).Items.Select(item => item.Title));
        Assert.Empty(await following.NextAsync(Cancellation));
        for (int number = 0; number < 250; number++)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await store.Memory.AppendAsync(new MemoryRecord { Type = "note", Title = $"{number}" }, Cancellation);
        }

        Assert.Equal(Enumerable.Range(0, 250).Select(number => $"{number}"), (await following.NextAsync(Cancellation)).Select(item => item.Title));
        Assert.Empty(await following.NextAsync(Cancellation));
        await store.Tasks.CreateAsync(new NewTask { Name = "work" }, Actor, Cancellation);
        Assert.Equal(["work"], (await following.NextAsync(Cancellation)).Select(item => item.Title));
    }

    private Task<DaybookStore> OpenAsync() => OpenAsync(Clock, processes);

    /// <summary>Lets one thing of each kind happen, a minute apart.</summary>
    private async Task<string> LiveAsync(DaybookStore store)
    {
        string first = (await Next().Memory.AppendAsync(new MemoryRecord { Type = "note", Title = "first" }, Cancellation)).Id!;
        string task = (await Next().Tasks.CreateAsync(new NewTask { Name = "work" }, Actor, Cancellation)).Id;
        await Next().Tasks.ChangeAsync(task, new TaskChange.Start(), Actor, Cancellation);
        RunRecord run = await Next().Runs.CreateAsync(new NewRun { ProjectId = "web", TaskId = "task-1", AgentType = "codex" }, Cancellation);
        await Next().Drafts.SaveAsync(new DraftSave { SessionId = "0194f3a2-0000-7000-8000-000000000001", StateJson = "{\"initial_description\":\"a bot\"}" }, Cancellation);
        string operation = (await Next().Operations.StartAsync(
            new NewOperation { ProfileId = "p", Action = "fix", RequestText = "Fix it\nnow", Actor = "me" }, Cancellation)).View.Operation.InvocationId;
        string wrong = (await store.Memory.AppendAsync(new MemoryRecord { Type = "note", Title = "forgotten one" }, Cancellation)).Id!;
        await Next().Tasks.ChangeAsync(task, new TaskChange.Note(new TaskContext { Decisions = ["so"] }), Actor, Cancellation);
        await Next().Drafts.SaveAsync(new DraftSave { SessionId = "0194f3a2-0000-7000-8000-000000000001", StateJson = "{\"initial_description\":\"a bot\",\"phase\":\"x\"}" }, Cancellation);
        await Next().Runs.FinishAsync(run.RunId, new RunFinish { Status = RunStatus.Failed, ExitCode = 3, ErrorSummary = "exit 3" }, Cancellation);
        await Next().BuilderMemory.RecordAsync(new NewBuilderMemory { PurposeCategory = "coding", InitialDescription = "a coding bot" }, Cancellation);
        await Next().Operations.LinkAsync(operation, new OperationLinks { Artifacts = ["https://a.example"] }, Cancellation);
        await Next().Operations.CompleteAsync(operation, new OperationCompletion { Outcome = OperationOutcome.Done }, Cancellation);
        string better = (await Next().Memory.AppendAsync(new MemoryRecord { Type = "note", Title = "better", TaskId = task }, Cancellation)).Id!;
        await Next().Memory.SupersedeAsync(new MemorySupersede { Id = first, By = better }, Cancellation);
        await Next().Sessions.ChangeScopeAsync("the pool", Actor, Cancellation);
        await Next().Tasks.ChangeAsync(task, new TaskChange.Complete(null), Actor, Cancellation);
        await Next().Memory.ForgetAsync(new MemoryForget { Id = wrong, Reason = "wrong" }, Cancellation);
        return task;

        DaybookStore Next()
        {
            Clock.Advance(TimeSpan.FromMinutes(1));
            return store;
        }
    }

    private static async Task<TimelineItem[]> AllAsync(DaybookStore store, TimelineQuery query)
    {
        var all = new List<TimelineItem>();
        Page<TimelineItem> page;
        do
        {
            page = await store.Timeline.ListAsync(query, Cancellation);
            Assert.Empty(page.Problems);
            all.InsertRange(0, page.Items);
            query = query with { Cursor = page.NextCursor };
        }
        while (page.NextCursor is not null);
        return [.. all];
    }
}
