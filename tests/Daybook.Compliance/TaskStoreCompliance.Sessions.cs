using System.Text.Json;
using Daybook.Errors;
using Daybook.Tasks;
using Xunit;

namespace Daybook.Compliance;

public abstract partial class TaskStoreCompliance
{
    [Fact]
    public async Task An_agents_first_write_opens_a_session_and_the_next_ones_go_on_in_it()
    {
        DaybookStore store = await OpenAsync();
        TaskRecord first = await CreateAsync(store, "first");
        store = await ReopenAsync(store);
        TaskRecord second = await CreateAsync(store, "second");
        TaskRecord other = await store.Tasks.CreateAsync(new NewTask { Name = "other" }, Bob, Cancellation);

        Assert.Equal(first.SessionId, second.SessionId);
        Assert.NotEqual(first.SessionId, other.SessionId);
        Assert.Equal(["bob", "ann"], (await store.Sessions.ListAsync(new ProblemList(), Cancellation)).Select(session => session.Agent));
        await store.Sessions.EndAsync(Ann, Cancellation);
        Assert.NotEqual(first.SessionId, (await CreateAsync(store, "third")).SessionId);
        await store.DisposeAsync();
    }

    [Fact]
    public async Task A_session_has_a_scope_a_current_task_and_an_end()
    {
        DaybookStore store = await OpenAsync();
        SessionRecord session = await store.Sessions.StartAsync(Ann, Cancellation);
        TaskRecord first = await CreateAsync(store, "first");
        TaskRecord second = await CreateAsync(store, "second");
        await store.Sessions.ChangeScopeAsync("the pool", Ann, Cancellation);
        await ChangeAsync(store, first, new TaskChange.Start());
        Clock.Advance(TimeSpan.FromSeconds(1));
        await ChangeAsync(store, second, new TaskChange.Start());
        store = await ReopenAsync(store);

        SessionRecord open = await store.Sessions.GetAsync(session.SessionId, Cancellation);
        Assert.Equal(("the pool", second.Id, null), (open.Scope, open.CurrentTaskId, open.EndedAt));
        await ChangeAsync(store, second, new TaskChange.Complete(null));
        Assert.Equal(first.Id, (await store.Sessions.GetAsync(session.SessionId, Cancellation)).CurrentTaskId);
        await ChangeAsync(store, first, new TaskChange.Release(null));
        SessionRecord ended = await store.Sessions.EndAsync(Ann, Cancellation);
        Assert.Equal((null, Clock.GetUtcNow()), (ended.CurrentTaskId, ended.EndedAt.GetValueOrDefault()));
        await Assert.ThrowsAsync<NotFoundException>(() => store.Sessions.EndAsync(Ann, Cancellation));
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Sessions.ChangeScopeAsync(" ", Ann, Cancellation));
        await store.DisposeAsync();
    }

    [Fact]
    public async Task Resume_tells_the_interrupted_work_and_what_is_next()
    {
        DaybookStore store = await OpenAsync();
        TaskRecord mine = await CreateAsync(store, "mine");
        TaskRecord theirs = await store.Tasks.CreateAsync(new NewTask { Name = "theirs", Priority = 0 }, Bob, Cancellation);
        TaskRecord next = await CreateAsync(store, "next");
        await store.Tasks.ClaimAsync(theirs.Id, Claim("bob"), Cancellation);
        Processes.Elapsed += TaskLease.Default;
        await ChangeAsync(store, mine, new TaskChange.Start());
        store = await ReopenAsync(store);

        TaskResume resume = await store.Tasks.ResumeAsync("ann", new ProblemList(), Cancellation);

        Assert.Equal(("ann", mine.Id), (resume.Session?.Agent, resume.CurrentTask?.Id));
        Assert.Equal([theirs.Id], resume.Interrupted.Select(task => task.Id));
        Assert.Equal([theirs.Id, next.Id], resume.Ready.Select(task => task.Id));
        await store.DisposeAsync();
    }

    [Fact]
    public async Task The_context_is_kept_and_lists_grow()
    {
        DaybookStore store = await OpenAsync();
        await store.Context.SetAsync("project_type", JsonElement.Parse("\"cli_tool\""), Cancellation);
        await store.Context.AppendAsync("key_decisions", JsonElement.Parse("\"async\""), Cancellation);
        await store.Context.AppendAsync("own", JsonElement.Parse("{\"a\":1}"), Cancellation);
        store = await ReopenAsync(store);

        JsonElement list = await store.Context.AppendAsync("key_decisions", JsonElement.Parse("\"files\""), Cancellation);

        Assert.Equal("""["async","files"]""", Compact(list));
        Assert.Equal(
            """key_decisions=["async","files"] learned_patterns=[] project_type="cli_tool" own=[{"a":1}]""",
            string.Join(' ', (await store.Context.ListAsync(Cancellation)).Select(pair => $"{pair.Key}={Compact(pair.Value)}")));
        await Assert.ThrowsAsync<NotFoundException>(() => store.Context.GetAsync("absent", Cancellation));
        await Assert.ThrowsAsync<ConflictException>(() => store.Context.AppendAsync("project_type", JsonElement.Parse("1"), Cancellation));
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Context.SetAsync("revision", JsonElement.Parse("1"), Cancellation));
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Context.SetAsync("key_decisions", JsonElement.Parse("\"one\""), Cancellation));
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Context.AppendAsync("key_decisions", JsonElement.Parse("\" \""), Cancellation));
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Context.SetAsync("project_type", JsonElement.Parse("[]"), Cancellation));
        await store.DisposeAsync();
    }

    [Fact]
    public async Task A_list_that_begins_with_an_append_may_not_take_the_place_of_a_text()
    {
        DaybookStore store = await OpenAsync();

        await Assert.ThrowsAsync<InvalidInputException>(() => store.Context.AppendAsync("project_type", JsonElement.Parse("1"), Cancellation));

        await store.DisposeAsync();
    }

    [Theory]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""["\ud800"]""")]
    public async Task A_value_that_could_not_be_read_again_is_refused(string json)
    {
        DaybookStore store = await OpenAsync();
        TaskRecord task = await store.Tasks.CreateAsync(new NewTask { Name = "one" }, Ann, Cancellation);
        var value = JsonElement.Parse(json);
        var note = new TaskChange.Note(new TaskContext { Values = new Dictionary<string, JsonElement> { ["k"] = value } });

        await Assert.ThrowsAsync<InvalidInputException>(() => store.Tasks.ChangeAsync(task.Id, note, Ann, Cancellation));
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Context.SetAsync("k", value, Cancellation));
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Context.AppendAsync("k", value, Cancellation));

        await store.DisposeAsync();
    }

    [Fact]
    public async Task The_deepest_value_comes_back_wherever_the_task_goes()
    {
        DaybookStore store = await OpenAsync();
        TaskRecord task = await store.Tasks.CreateAsync(new NewTask { Name = "one" }, Ann, Cancellation);
        string deep = new string('[', 32) + new string(']', 32);
        var note = new TaskChange.Note(new TaskContext { Values = new Dictionary<string, JsonElement> { ["k"] = JsonElement.Parse(deep) } });
        foreach (TaskChange change in new TaskChange[] { note, new TaskChange.Start(), new TaskChange.Complete(null), new TaskChange.Reopen(null) })
        {
            await store.Tasks.ChangeAsync(task.Id, change, Ann, Cancellation);
        }

        store = await ReopenAsync(store);

        Assert.Equal(deep, Compact((await store.Tasks.GetAsync(task.Id, Cancellation)).Context.Values["k"]));
        await store.DisposeAsync();
    }

    private static string Compact(JsonElement value) => JsonSerializer.Serialize(value);
}
