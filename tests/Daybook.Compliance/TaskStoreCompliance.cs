using Daybook.Errors;
using Daybook.Tasks;
using Daybook.Testing;
using Xunit;

namespace Daybook.Compliance;

/// <summary>What every engine's tasks must do. An engine's tests derive from it and say how its store is opened.</summary>
public abstract partial class TaskStoreCompliance
{
    protected static readonly TaskActor Ann = new() { Agent = "ann" };
    protected static readonly TaskActor Bob = new() { Agent = "bob" };

    protected ManualClock Clock { get; } = new();

    protected SequentialIds Ids { get; } = new();

    protected ManualProcesses Processes { get; } = new();

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Opens a new, empty store; called several times in one test, it gives several.</summary>
    protected abstract Task<DaybookStore> OpenAsync(TimeProvider clock, IIdSource ids, ManualProcesses processes);

    /// <summary>Closes a store and opens the same one again; an engine without persistence returns it as it is.</summary>
    protected abstract Task<DaybookStore> ReopenAsync(DaybookStore store, TimeProvider clock, IIdSource ids, ManualProcesses processes);

    [Fact]
    public async Task A_new_store_has_no_tasks()
    {
        await using DaybookStore store = await OpenAsync();

        Assert.Empty((await store.Tasks.ListAsync(new TaskQuery(), Cancellation)).Items);
        Assert.Empty((await store.Tasks.SearchHistoryAsync(new TaskHistoryQuery(), Cancellation)).Items);
        Assert.Empty(await store.Sessions.ListAsync(new ProblemList(), Cancellation));
        Assert.IsType<ClaimResult.NothingReady>(await store.Tasks.ClaimNextAsync(Claim("ann"), Cancellation));
    }

    [Fact]
    public async Task A_created_task_is_pending_and_comes_back_as_it_was_said()
    {
        DaybookStore store = await OpenAsync();
        TaskRecord parent = await CreateAsync(store, "whole");
        TaskRecord first = await CreateAsync(store, "first");
        var given = new NewTask
        {
            Name = "Name with \"quotes\" and ünïcödé 🦊",
            Description = "two\nlines",
            Priority = 0,
            Tags = ["a", "b", "a"],
            ParentId = parent.Id,
            DependsOn = [first.Id],
        };
        TaskRecord created = await store.Tasks.CreateAsync(given, Ann, Cancellation);

        await using DaybookStore reopened = await ReopenAsync(store);

        TaskRecord stored = await reopened.Tasks.GetAsync(created.Id, Cancellation);
        Assert.Equal(TextOf(created), TextOf(stored));
        Assert.Equal(TaskState.Pending, stored.Status);
        Assert.Equal(given.Name, stored.Name);
        Assert.Equal(given.Description, stored.Description);
        Assert.Equal(["a", "b"], stored.Tags);
        Assert.Equal(parent.Id, stored.ParentId);
        Assert.Equal([first.Id], stored.BlockedBy);
        Assert.Equal(Clock.GetUtcNow(), stored.CreatedAt);
    }

    [Fact]
    public async Task A_task_goes_its_way_and_each_step_is_dated()
    {
        DaybookStore store = await OpenAsync();
        TaskRecord task = await CreateAsync(store, "work");
        Clock.Advance(TimeSpan.FromMinutes(1));
        task = await store.Tasks.ChangeAsync(task.Id, new TaskChange.Start(), Ann, Cancellation);
        Assert.Equal((TaskState.InProgress, Clock.GetUtcNow()), (task.Status, task.StartedAt.GetValueOrDefault()));
        Clock.Advance(TimeSpan.FromSeconds(300));
        task = await store.Tasks.ChangeAsync(task.Id, new TaskChange.Complete("fine"), Ann, Cancellation);

        await using DaybookStore reopened = await ReopenAsync(store);

        TaskRecord stored = await reopened.Tasks.GetAsync(task.Id, Cancellation);
        Assert.Equal(TextOf(task), TextOf(stored));
        Assert.Equal((TaskState.Completed, Clock.GetUtcNow(), 300), (stored.Status, stored.CompletedAt.GetValueOrDefault(), stored.DurationSeconds));
        Assert.Null(stored.Claim);
        Assert.Equal([task.Id], (await reopened.Tasks.SearchHistoryAsync(new TaskHistoryQuery(), Cancellation)).Items.Select(done => done.Id));
        Assert.Equal(["created", "started", "completed"], (await EventsAsync(reopened, task.Id)).Select(done => TaskMove.NameOf(done.Action)));
    }

    [Fact]
    public async Task An_illegal_move_is_refused_and_the_legal_ones_are_named()
    {
        await using DaybookStore store = await OpenAsync();
        TaskRecord task = await CreateAsync(store, "work");

        ConflictException early = await Assert.ThrowsAsync<ConflictException>(() => ChangeAsync(store, task, new TaskChange.Complete(null)));
        await ChangeAsync(store, task, new TaskChange.Cancel("no"));
        ConflictException late = await Assert.ThrowsAsync<ConflictException>(() => ChangeAsync(store, task, new TaskChange.Start()));

        Assert.Contains("start, claim, cancel", early.Message, StringComparison.Ordinal);
        Assert.Contains("reopen", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reopened_task_is_pending_again_wherever_it_had_gone()
    {
        DaybookStore store = await OpenAsync();
        TaskRecord task = await CreateAsync(store, "work");
        TaskRecord waiting = await store.Tasks.CreateAsync(new NewTask { Name = "next", DependsOn = [task.Id] }, Ann, Cancellation);
        await ChangeAsync(store, task, new TaskChange.Start());
        await ChangeAsync(store, task, new TaskChange.Complete(null));
        Assert.Empty((await store.Tasks.GetAsync(waiting.Id, Cancellation)).BlockedBy);
        await store.Sessions.EndAsync(Ann, Cancellation);
        store = await ReopenAsync(store);

        TaskRecord opened = await ChangeAsync(store, task, new TaskChange.Reopen("not yet"));

        await using DaybookStore reopened = await ReopenAsync(store);
        Assert.Equal((TaskState.Pending, null, null), (opened.Status, opened.CompletedAt, opened.DurationSeconds));
        Assert.Equal([task.Id], (await reopened.Tasks.GetAsync(waiting.Id, Cancellation)).BlockedBy);
        Assert.Empty((await reopened.Tasks.SearchHistoryAsync(new TaskHistoryQuery(), Cancellation)).Items);
        await ChangeAsync(reopened, task, new TaskChange.Start());
        await ChangeAsync(reopened, task, new TaskChange.Fail("really"));
        Assert.Equal("really", Assert.Single((await reopened.Tasks.SearchHistoryAsync(new TaskHistoryQuery(), Cancellation)).Items).FailureReason);
    }

    [Fact]
    public async Task Notes_and_edits_add_up_and_survive()
    {
        DaybookStore store = await OpenAsync();
        TaskRecord task = await CreateAsync(store, "work");
        await ChangeAsync(store, task, new TaskChange.Note(new TaskContext { FilesModified = ["a.cs"], Decisions = ["one"] }));
        await Assert.ThrowsAsync<InvalidInputException>(() => ChangeAsync(store, task, new TaskChange.Note(new TaskContext { Decisions = [" "] })));
        await ChangeAsync(store, task, new TaskChange.Note(new TaskContext
        {
            FilesModified = ["a.cs", "b.cs"],
            Values = new Dictionary<string, System.Text.Json.JsonElement> { ["k"] = System.Text.Json.JsonElement.Parse("3") },
        }));
        await ChangeAsync(store, task, new TaskChange.Edit(new TaskEdit { Name = "better", Tags = ["x", "y"] }));
        await ChangeAsync(store, task, new TaskChange.Edit(new TaskEdit { Priority = 4, Untags = ["x"], Description = "d" }));

        await using DaybookStore reopened = await ReopenAsync(store);

        TaskRecord stored = await reopened.Tasks.GetAsync(task.Id, Cancellation);
        Assert.Equal(["a.cs", "b.cs"], stored.Context.FilesModified);
        Assert.Equal(["one"], stored.Context.Decisions);
        Assert.Equal("3", stored.Context.Values["k"].GetRawText());
        Assert.Equal(("better", 4, "d"), (stored.Name, stored.Priority, stored.Description));
        Assert.Equal(["y"], stored.Tags);
    }

    [Fact]
    public async Task A_task_is_shown_as_it_was()
    {
        await using DaybookStore store = await OpenAsync();
        TaskRecord task = await CreateAsync(store, "before");
        DateTimeOffset then = Clock.GetUtcNow();
        Clock.Advance(TimeSpan.FromHours(1));
        await ChangeAsync(store, task, new TaskChange.Edit(new TaskEdit { Name = "after" }));

        Assert.Equal("before", (await AsItWasAsync(store, task, then)).Name);
        Assert.Equal("after", (await AsItWasAsync(store, task, Clock.GetUtcNow())).Name);
        await Assert.ThrowsAsync<NotFoundException>(() => AsItWasAsync(store, task, then - TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task A_task_as_it_was_waits_for_what_it_waited_for_then()
    {
        await using DaybookStore store = await OpenAsync();
        TaskRecord first = await CreateAsync(store, "first");
        TaskRecord task = await store.Tasks.CreateAsync(new NewTask { Name = "second", DependsOn = [first.Id] }, Ann, Cancellation);
        DateTimeOffset waiting = Clock.GetUtcNow();
        Clock.Advance(TimeSpan.FromHours(1));
        await ChangeAsync(store, first, new TaskChange.Start());
        await ChangeAsync(store, first, new TaskChange.Complete(null));
        DateTimeOffset ready = Clock.GetUtcNow();
        Clock.Advance(TimeSpan.FromHours(1));
        await ChangeAsync(store, first, new TaskChange.Reopen(null));
        Clock.Advance(TimeSpan.FromHours(1));
        await ChangeAsync(store, first, new TaskChange.Start());
        await ChangeAsync(store, first, new TaskChange.Complete(null));

        Assert.Equal([first.Id], (await AsItWasAsync(store, task, waiting)).BlockedBy);
        Assert.Empty((await AsItWasAsync(store, task, ready)).BlockedBy);
        Assert.Equal([first.Id], (await AsItWasAsync(store, task, ready + TimeSpan.FromHours(1))).BlockedBy);
        Assert.Empty((await AsItWasAsync(store, task, Clock.GetUtcNow())).BlockedBy);
    }

    [Fact]
    public async Task A_given_id_is_created_once_and_refused_to_others()
    {
        DaybookStore store = await OpenAsync();
        const string Id = "0b0e1c80-4f6d-4f8a-9a53-0a1f6a6d2f8e";
        var given = new NewTask { Id = Id, Name = "mine" };
        TaskRecord first = await store.Tasks.CreateAsync(given, Ann, Cancellation);
        store = await ReopenAsync(store);

        TaskRecord second = await store.Tasks.CreateAsync(given, Bob, Cancellation);

        Assert.Equal(TextOf(first), TextOf(second));
        Assert.Single(await EventsAsync(store, Id));
        await Assert.ThrowsAsync<ConflictException>(() => store.Tasks.CreateAsync(given with { Name = "other" }, Ann, Cancellation));
        await store.DisposeAsync();
    }

    [Fact]
    public async Task An_id_may_be_abbreviated_while_it_is_unique_among_open_and_finished()
    {
        DaybookStore store = await OpenAsync();
        await store.Tasks.CreateAsync(new NewTask { Id = "aaaa1111-0000-4000-8000-000000000000", Name = "one" }, Ann, Cancellation);
        await store.Tasks.CreateAsync(new NewTask { Id = "aaaa2222-0000-4000-8000-000000000000", Name = "two" }, Ann, Cancellation);
        await ChangeAsync(store, "aaaa1", new TaskChange.Start());
        await ChangeAsync(store, "aaaa1", new TaskChange.Complete(null));
        await store.Sessions.EndAsync(Ann, Cancellation);
        store = await ReopenAsync(store);

        Assert.Equal("one", (await store.Tasks.GetAsync("aaaa1111-0", Cancellation)).Name);
        Assert.Equal("two", (await store.Tasks.GetAsync("aaaa2", Cancellation)).Name);
        ConflictException both = await Assert.ThrowsAsync<ConflictException>(() => store.Tasks.GetAsync("aaaa", Cancellation));
        Assert.Equal(2, both.Candidates.Count);
        await Assert.ThrowsAsync<NotFoundException>(() => store.Tasks.GetAsync("aaa", Cancellation));
        await Assert.ThrowsAsync<NotFoundException>(() => store.Tasks.GetAsync("bbbb", Cancellation));
        await store.DisposeAsync();
    }

    [Theory]
    [InlineData("", null, 2)]
    [InlineData("  ", null, 2)]
    [InlineData("two\nlines", null, 2)]
    [InlineData("bell\a", null, 2)]
    [InlineData("fine", null, 5)]
    [InlineData("fine", null, -1)]
    public async Task What_no_store_may_hold_is_refused_and_nothing_is_written(string name, string? description, int priority)
    {
        await using DaybookStore store = await OpenAsync();
        await RefusedAsync(store, new NewTask { Name = name, Description = description, Priority = priority });
    }

    [Fact]
    public async Task Long_names_and_descriptions_are_refused_at_the_bound()
    {
        await using DaybookStore store = await OpenAsync();
        await store.Tasks.CreateAsync(new NewTask { Name = new string('n', 500), Description = new string('d', 256 << 10) }, Ann, Cancellation);

        await RefusedAsync(store, new NewTask { Name = new string('n', 501) }, count: 1);
        await RefusedAsync(store, new NewTask { Name = "n", Description = new string('d', 300 << 10) }, count: 1);
        await RefusedAsync(store, new NewTask { Name = "n", Id = "no-uuid" }, count: 1);
        await RefusedAsync(store, new NewTask { Name = "n", Tags = ["a\tb"] }, count: 1);
        await RefusedAsync(store, new NewTask { Name = "half \ud800" }, count: 1);
        await RefusedAsync(store, new NewTask { Name = "n", Description = "half \udc00" }, count: 1);
    }

    [Fact]
    public async Task A_task_that_grew_too_large_for_a_line_is_refused_before_it_is_written()
    {
        await using DaybookStore store = await OpenAsync();
        TaskRecord task = await CreateAsync(store, "work");
        TaskChange Note(char letter) => new TaskChange.Note(new TaskContext { Decisions = [new string(letter, 400_000)] });
        await ChangeAsync(store, task, Note('a'));
        await ChangeAsync(store, task, Note('b'));

        await Assert.ThrowsAsync<InvalidInputException>(() => ChangeAsync(store, task, Note('c')));

        Assert.Equal(2, (await store.Tasks.GetAsync(task.Id, Cancellation)).Context.Decisions.Count);
    }

    [Fact]
    public async Task Status_counts_what_there_is()
    {
        DaybookStore store = await OpenAsync();
        TaskRecord first = await CreateAsync(store, "first");
        await store.Tasks.CreateAsync(new NewTask { Name = "second", DependsOn = [first.Id] }, Ann, Cancellation);
        TaskRecord third = await CreateAsync(store, "third");
        await ChangeAsync(store, third, new TaskChange.Start());
        await ChangeAsync(store, third, new TaskChange.Complete(null));
        await ChangeAsync(store, first, new TaskChange.Start());
        await using DaybookStore reopened = await ReopenAsync(store);

        TaskStoreStatus status = await reopened.Tasks.GetStatusAsync(Cancellation);

        Assert.Equal((1, 1, 1, 1, 1, 0), (status.Pending, status.InProgress, status.Blocked, status.Finished, status.Sessions, status.Problems));
    }

    protected static string TextOf(TaskRecord task)
    {
        using var stream = new MemoryStream();
        using (var writer = new System.Text.Json.Utf8JsonWriter(stream, TaskJson.WriterOptions))
        {
            TaskJson.Write(writer, task);
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    protected static ClaimRequest Claim(string agent) => new() { Agent = agent };

    protected Task<DaybookStore> OpenAsync() => OpenAsync(Clock, Ids, Processes);

    protected Task<DaybookStore> ReopenAsync(DaybookStore store) => ReopenAsync(store, Clock, Ids, Processes);

    protected static Task<TaskRecord> CreateAsync(DaybookStore store, string name) =>
        store.Tasks.CreateAsync(new NewTask { Name = name }, Ann, Cancellation);

    protected static Task<TaskRecord> ChangeAsync(DaybookStore store, TaskRecord task, TaskChange change) =>
        store.Tasks.ChangeAsync(task.Id, change, Ann, Cancellation);

    protected static Task<TaskRecord> ChangeAsync(DaybookStore store, string id, TaskChange change) =>
        store.Tasks.ChangeAsync(id, change, Ann, Cancellation);

    protected static async Task<IReadOnlyList<TaskEvent>> EventsAsync(DaybookStore store, string id)
    {
        var events = new List<TaskEvent>();
        var problems = new ProblemList();
        await foreach (TaskEvent happened in store.Tasks.ReadEventsAsync(id, problems, Cancellation))
        {
            events.Add(happened);
        }

        Assert.Empty(problems.Items);
        return events;
    }

    private static async Task<TaskRecord> AsItWasAsync(DaybookStore store, TaskRecord task, DateTimeOffset at)
    {
        var problems = new ProblemList();
        TaskRecord past = await store.Tasks.GetAsync(task.Id, at, problems, Cancellation);
        Assert.Empty(problems.Items);
        return past;
    }

    private static async Task RefusedAsync(DaybookStore store, NewTask task, int count = 0)
    {
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Tasks.CreateAsync(task, Ann, Cancellation));
        Assert.Equal(count, (await store.Tasks.ListAsync(new TaskQuery(), Cancellation)).Items.Count);
    }
}
