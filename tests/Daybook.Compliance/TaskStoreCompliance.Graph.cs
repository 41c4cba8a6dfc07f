using Daybook.Errors;
using Daybook.Tasks;
using Xunit;

namespace Daybook.Compliance;

public abstract partial class TaskStoreCompliance
{
    [Fact]
    public async Task A_task_is_ready_when_all_it_waits_for_is_completed()
    {
        DaybookStore store = await OpenAsync();
        TaskRecord[] chain = await ChainAsync(store, 3);
        Assert.Equal([chain[0].Id], await ReadyAsync(store));
        ConflictException early = await Assert.ThrowsAsync<ConflictException>(() => ChangeAsync(store, chain[1], new TaskChange.Start()));
        Assert.Contains(chain[0].Id, early.Message, StringComparison.Ordinal);
        Assert.Equal([chain[1].Id, chain[2].Id], (await store.Tasks.ListBlockedAsync(new TaskListing(), Cancellation)).Items.Select(task => task.Id));

        await ChangeAsync(store, chain[0], new TaskChange.Start());
        await ChangeAsync(store, chain[0], new TaskChange.Complete(null));
        store = await ReopenAsync(store);

        Assert.Equal([chain[1].Id], await ReadyAsync(store));
        await store.DisposeAsync();
    }

    [Fact]
    public async Task A_failed_or_cancelled_task_still_holds_up_those_that_wait_for_it()
    {
        await using DaybookStore store = await OpenAsync();
        TaskRecord[] chain = await ChainAsync(store, 2);

        await ChangeAsync(store, chain[0], new TaskChange.Cancel(null));

        Assert.Equal([chain[0].Id], (await store.Tasks.GetAsync(chain[1].Id, Cancellation)).BlockedBy);
        TaskRecord late = await store.Tasks.CreateAsync(new NewTask { Name = "late", DependsOn = [chain[0].Id] }, Ann, Cancellation);
        Assert.Equal([chain[0].Id], late.BlockedBy);
        await ChangeAsync(store, chain[1], new TaskChange.Undepend(chain[0].Id));
        Assert.Equal([chain[1].Id], await ReadyAsync(store));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(30)]
    public async Task A_circle_of_any_length_is_refused_and_printed(int length)
    {
        await using DaybookStore store = await OpenAsync();
        TaskRecord[] chain = await ChainAsync(store, length);

        ConflictException circle = await Assert.ThrowsAsync<ConflictException>(
            () => ChangeAsync(store, chain[0], new TaskChange.Depend(chain[^1].Id)));

        string path = string.Join(" -> ", chain.Reverse().Select(task => task.Id).Prepend(chain[0].Id));
        Assert.Contains(path, circle.Message, StringComparison.Ordinal);
        Assert.Empty((await store.Tasks.GetAsync(chain[0].Id, Cancellation)).DependsOn);
    }

    [Fact]
    public async Task A_circle_through_a_finished_task_is_refused_when_that_one_is_opened_again()
    {
        await using DaybookStore store = await OpenAsync();
        TaskRecord first = await CreateAsync(store, "first");
        TaskRecord second = await store.Tasks.CreateAsync(new NewTask { Name = "second", DependsOn = [first.Id] }, Ann, Cancellation);
        await ChangeAsync(store, first, new TaskChange.Start());
        await ChangeAsync(store, first, new TaskChange.Complete(null));
        await ChangeAsync(store, second, new TaskChange.Start());
        await ChangeAsync(store, second, new TaskChange.Complete(null));
        await ChangeAsync(store, first, new TaskChange.Reopen(null));
        await ChangeAsync(store, first, new TaskChange.Depend(second.Id));

        await Assert.ThrowsAsync<ConflictException>(() => ChangeAsync(store, second, new TaskChange.Reopen(null)));
    }

    [Fact]
    public async Task A_task_can_neither_wait_for_itself_nor_be_its_own_part()
    {
        await using DaybookStore store = await OpenAsync();
        TaskRecord whole = await CreateAsync(store, "whole");
        TaskRecord part = await store.Tasks.CreateAsync(new NewTask { Name = "part", ParentId = whole.Id }, Ann, Cancellation);
        TaskChange Under(string parent) => new TaskChange.Edit(new TaskEdit { ParentId = parent });

        await Assert.ThrowsAsync<InvalidInputException>(() => ChangeAsync(store, whole, new TaskChange.Depend(whole.Id)));
        await Assert.ThrowsAsync<ConflictException>(() => ChangeAsync(store, whole, Under(part.Id)));
        await Assert.ThrowsAsync<ConflictException>(() => ChangeAsync(store, whole, Under(whole.Id)));
        await Assert.ThrowsAsync<NotFoundException>(() => ChangeAsync(store, whole, Under("ffffffff-0000-4000-8000-000000000000")));
        Assert.Null((await ChangeAsync(store, part, Under(""))).ParentId);
    }

    [Fact]
    public async Task The_graph_names_the_longest_chain()
    {
        await using DaybookStore store = await OpenAsync();
        TaskRecord[] chain = await ChainAsync(store, 4);
        await store.Tasks.CreateAsync(new NewTask { Name = "side", DependsOn = [chain[0].Id] }, Ann, Cancellation);

        TaskGraph graph = await store.Tasks.GetGraphAsync(new ProblemList(), Cancellation);

        Assert.Equal(chain.Select(task => task.Id), graph.CriticalPath);
        Assert.Equal(5, graph.Nodes.Count);
        Assert.Equal(4, graph.Edges.Count);
    }

    [Fact]
    public async Task The_graph_has_a_failed_task_that_others_wait_for_and_no_path_through_it()
    {
        DaybookStore store = await OpenAsync();
        TaskRecord[] chain = await ChainAsync(store, 2);
        await ChangeAsync(store, chain[0], new TaskChange.Start());
        await ChangeAsync(store, chain[0], new TaskChange.Fail("no"));
        await store.Sessions.EndAsync(Ann, Cancellation);
        store = await ReopenAsync(store);

        TaskGraph graph = await store.Tasks.GetGraphAsync(new ProblemList(), Cancellation);

        Assert.Equal(chain.Select(task => task.Id), graph.Nodes.Select(task => task.Id));
        Assert.Equal([new TaskGraphEdge(chain[1].Id, chain[0].Id)], graph.Edges);
        Assert.Equal([chain[1].Id], graph.CriticalPath);
        await store.DisposeAsync();
    }

    [Fact]
    public async Task Pages_follow_each_other_through_open_and_finished_tasks()
    {
        DaybookStore store = await OpenAsync();
        foreach (int number in Enumerable.Range(0, 9))
        {
            TaskRecord task = await store.Tasks.CreateAsync(new NewTask { Name = $"{number}", Priority = number % 5, Tags = ["t"] }, Ann, Cancellation);
            Clock.Advance(TimeSpan.FromDays(10));
            if (number % 2 == 0)
            {
                await ChangeAsync(store, task, new TaskChange.Cancel(null));
            }
        }

        await store.Sessions.EndAsync(Ann, Cancellation);
        store = await ReopenAsync(store);
        foreach (int limit in Enumerable.Range(1, 10))
        {
            var names = new List<string>();
            string? cursor = null;
            do
            {
                var query = new TaskQuery { Statuses = [.. Enum.GetValues<TaskState>()], Tag = "t", Limit = limit, Cursor = cursor };
                Page<TaskRecord> page = await store.Tasks.ListAsync(query, Cancellation);
                names.AddRange(page.Items.Select(task => task.Name));
                cursor = page.NextCursor;
            }
            while (cursor is not null);

            Assert.Equal(["5", "1", "7", "3", "8", "6", "4", "2", "0"], names);
        }

        await store.DisposeAsync();
    }

    [Fact]
    public async Task History_is_searched_by_text_state_time_and_tag()
    {
        DaybookStore store = await OpenAsync();
        DateTimeOffset began = Clock.GetUtcNow();
        foreach (int number in Enumerable.Range(0, 6))
        {
            TaskRecord task = await store.Tasks.CreateAsync(
                new NewTask { Name = $"Fix POOL {number}", Description = number % 3 == 0 ? "leak" : null, Tags = number % 2 == 0 ? ["even"] : [] },
                Ann,
                Cancellation);
            await ChangeAsync(store, task, new TaskChange.Start());
            await ChangeAsync(store, task, number < 3 ? new TaskChange.Complete(null) : new TaskChange.Fail("out of time"));
            Clock.Advance(TimeSpan.FromDays(20));
        }

        store = await ReopenAsync(store);
        async Task<string> Found(TaskHistoryQuery query) =>
            string.Concat((await store.Tasks.SearchHistoryAsync(query, Cancellation)).Items.Select(task => task.Name[^1]));

        Assert.Equal("543210", await Found(new TaskHistoryQuery()));
        Assert.Equal("543210", await Found(new TaskHistoryQuery { Text = "pool fix" }));
        Assert.Equal("30", await Found(new TaskHistoryQuery { Text = "LEAK" }));
        Assert.Equal("543", await Found(new TaskHistoryQuery { Text = "time" }));
        Assert.Equal("210", await Found(new TaskHistoryQuery { Statuses = [TaskState.Completed] }));
        Assert.Equal("420", await Found(new TaskHistoryQuery { Tag = "even" }));
        Assert.Equal("32", await Found(new TaskHistoryQuery { Since = began + TimeSpan.FromDays(40), Until = began + TimeSpan.FromDays(80) }));
        Assert.Equal("", await Found(new TaskHistoryQuery { Text = "absent" }));
        await store.DisposeAsync();
    }

    private static async Task<TaskRecord[]> ChainAsync(DaybookStore store, int length)
    {
        var chain = new List<TaskRecord>();
        for (int number = 0; number < length; number++)
        {
            chain.Add(await store.Tasks.CreateAsync(
                new NewTask { Name = $"{number}", DependsOn = number == 0 ? [] : [chain[^1].Id] }, Ann, Cancellation));
        }

        return [.. chain];
    }

    private static async Task<IEnumerable<string>> ReadyAsync(DaybookStore store) =>
        (await store.Tasks.ListReadyAsync(new TaskListing(), Cancellation)).Items.Select(task => task.Id);
}
