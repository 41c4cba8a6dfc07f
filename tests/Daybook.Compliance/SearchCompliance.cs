using Daybook.Drafts;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Runs;
using Daybook.Search;
using Daybook.Tasks;
using Daybook.Testing;
using Xunit;

namespace Daybook.Compliance;

/// <summary>What every engine's search must do. An engine's tests derive from it and say how its store is opened.</summary>
public abstract partial class SearchCompliance
{
    private static readonly TaskActor Actor = new() { Agent = "codex", SessionId = "s-1" };

    protected ManualClock Clock { get; } = new();

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Opens a new, empty store.</summary>
    protected abstract Task<DaybookStore> OpenAsync(TimeProvider clock);

    [Fact]
    public async Task A_new_store_finds_nothing()
    {
        await using DaybookStore store = await OpenAsync(Clock);
        SearchAnswer answer = await store.Search.SearchAsync(new SearchQuery { Text = "anything" }, Cancellation);
        Assert.Empty(answer.Items);
        Assert.Equal((null, false, 0L), (answer.NextCursor, answer.IsCapped, answer.Behind));
    }

    [Fact]
    public async Task Every_kind_is_found_by_what_it_says()
    {
        await using DaybookStore store = await OpenAsync(Clock);
        await FillAsync(store);
        SearchAnswer answer = await store.Search.SearchAsync(new SearchQuery { Text = "pelican", Limit = 50 }, Cancellation);
        Assert.Equal(
            ["drafts", "drafts", "memory", "operations", "runs", "tasks"],
            answer.Items.Select(hit => hit.Kind).Order(StringComparer.Ordinal));
        Assert.All(answer.Items, hit => Assert.True(hit.Score > 0));
        Assert.All(answer.Items, hit => Assert.NotEmpty(hit.Title));
        Assert.Contains("pelican", answer.Items.First(hit => hit.Kind == "memory").Snippet, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_search_sees_what_was_added_just_before()
    {
        await using DaybookStore store = await OpenAsync(Clock);
        for (int round = 1; round <= 5; round++)
        {
            await AddAsync(store, $"heron number {round}");
            Assert.Equal(round, (await IdsAsync(store, "heron")).Count);
        }
    }

    [Fact]
    public async Task A_record_that_was_forgotten_or_replaced_is_not_found()
    {
        await using DaybookStore store = await OpenAsync(Clock);
        string gone = await AddAsync(store, "kestrel in the yard");
        string old = await AddAsync(store, "kestrel on the roof");
        string better = await AddAsync(store, "kestrel behind the roof");
        Assert.Equal(3, (await IdsAsync(store, "kestrel")).Count);
        await store.Memory.ForgetAsync(new MemoryForget { Id = gone, Reason = "wrong" }, Cancellation);
        await store.Memory.SupersedeAsync(new MemorySupersede { Id = old, By = better }, Cancellation);
        Assert.Equal([better], await IdsAsync(store, "kestrel"));
    }

    [Fact]
    public async Task A_record_that_names_a_better_one_that_is_not_here_is_found_until_that_comes()
    {
        await using DaybookStore store = await OpenAsync(Clock);
        await store.Memory.AddAsync(new MemoryRecord { Id = "older", Type = "note", Title = "kestrel on the roof", SupersededBy = "better" }, Cancellation);
        Assert.Equal(["older"], await IdsAsync(store, "kestrel"));
        await store.Memory.AddAsync(new MemoryRecord { Id = "better", Type = "note", Title = "kestrel behind the roof" }, Cancellation);
        Assert.Equal(["better"], await IdsAsync(store, "kestrel"));
    }

    [Fact]
    public async Task A_task_is_found_by_what_it_says_now()
    {
        await using DaybookStore store = await OpenAsync(Clock);
        TaskRecord task = await store.Tasks.CreateAsync(new NewTask { Name = "Mend the sparrow feeder" }, Actor, Cancellation);
        Assert.Equal([task.Id], await IdsAsync(store, "sparrow"));
        await store.Tasks.ChangeAsync(task.Id, new TaskChange.Edit(new TaskEdit { Name = "Mend the wagtail feeder" }), Actor, Cancellation);
        Assert.Empty(await IdsAsync(store, "sparrow"));
        Assert.Equal([task.Id], await IdsAsync(store, "wagtail"));
        await store.Tasks.ChangeAsync(task.Id, new TaskChange.Cancel("the wagtail left"), Actor, Cancellation);
        SearchAnswer closed = await store.Search.SearchAsync(new SearchQuery { Text = "feeder", Type = "cancelled" }, Cancellation);
        Assert.Equal(task.Id, Assert.Single(closed.Items).Id);
        Assert.Empty((await store.Search.SearchAsync(new SearchQuery { Text = "feeder", Type = "pending" }, Cancellation)).Items);
    }

    [Fact]
    public async Task A_draft_that_was_deleted_is_not_found()
    {
        await using DaybookStore store = await OpenAsync(Clock);
        DraftSummary draft = await store.Drafts.SaveAsync(new DraftSave { StateJson = """{"initial_description":"an avocet bot"}""" }, Cancellation);
        Assert.Equal([draft.SessionId], await IdsAsync(store, "avocet"));
        await store.Drafts.DeleteAsync(draft.SessionId, Cancellation);
        Assert.Empty(await IdsAsync(store, "avocet"));
    }

    [Fact]
    public async Task An_operation_and_a_run_are_found_by_how_they_ended()
    {
        await using DaybookStore store = await OpenAsync(Clock);
        OperationChange started = await store.Operations.StartAsync(
            new NewOperation { ProfileId = "p", Action = "deploy", Actor = "me", RequestText = "ship the bittern" }, Cancellation);
        RunRecord run = await store.Runs.CreateAsync(new NewRun { ProjectId = "web", TaskId = "t", AgentType = "codex", CommandLine = "bittern.sh" }, Cancellation);
        Assert.Equal(2, (await IdsAsync(store, "bittern")).Count);
        await store.Operations.CompleteAsync(started.View.Operation.InvocationId, new OperationCompletion { Outcome = OperationOutcome.Done, Evidence = "the dipper log" }, Cancellation);
        await store.Runs.FinishAsync(run.RunId, new RunFinish { Status = RunStatus.Failed, ExitCode = 3, ErrorSummary = "no dipper" }, Cancellation);
        Assert.Equal(2, (await IdsAsync(store, "dipper")).Count);
        Assert.Equal([run.RunId], (await store.Search.SearchAsync(new SearchQuery { Text = "dipper", Type = "failed" }, Cancellation)).Items.Select(hit => hit.Id));
    }

    /// <summary>One record of each kind, and an entry of builder memory.</summary>
    protected static async Task FillAsync(DaybookStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        await AddAsync(store, "A pelican sat on the pool");
        await store.Tasks.CreateAsync(new NewTask { Name = "Feed the pelican" }, Actor, Cancellation);
        await store.Runs.CreateAsync(new NewRun { ProjectId = "zoo", TaskId = "t", AgentType = "codex", CommandLine = "pelican --feed" }, Cancellation);
        await store.Drafts.SaveAsync(new DraftSave { StateJson = """{"initial_description":"a pelican bot"}""" }, Cancellation);
        await store.BuilderMemory.RecordAsync(new NewBuilderMemory { PurposeCategory = "coding", InitialDescription = "pelican helper" }, Cancellation);
        await store.Operations.StartAsync(new NewOperation { ProfileId = "p", Action = "feed", Actor = "me", RequestText = "feed the pelican" }, Cancellation);
    }

    protected static async Task<string> AddAsync(DaybookStore store, string text)
    {
        ArgumentNullException.ThrowIfNull(store);
        return (await store.Memory.AppendAsync(new MemoryRecord { Type = "note", Title = text, Summary = text }, Cancellation)).Id ?? "";
    }

    protected static async Task<IReadOnlyList<string>> IdsAsync(DaybookStore store, string text)
    {
        ArgumentNullException.ThrowIfNull(store);
        SearchAnswer answer = await store.Search.SearchAsync(new SearchQuery { Text = text, Limit = 100 }, Cancellation);
        Assert.Equal((false, 0L), (answer.IsCapped, answer.Behind));
        return [.. answer.Items.Select(hit => hit.Id)];
    }
}
