using Daybook.Errors;
using Daybook.Runs;
using Daybook.Testing;
using Xunit;

namespace Daybook.Compliance;

/// <summary>What every engine's runs must do. An engine's tests derive from it and say how its store is opened.</summary>
public abstract partial class RunStoreCompliance
{
    private const int Child = 900;

    protected ManualClock Clock { get; } = new();

    protected ManualProcesses Processes { get; } = new();

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Opens a new, empty store.</summary>
    protected abstract Task<DaybookStore> OpenAsync(TimeProvider clock, ManualProcesses processes);

    /// <summary>Closes a store and opens the same one again; an engine without persistence returns it as it is.</summary>
    protected abstract Task<DaybookStore> ReopenAsync(DaybookStore store, TimeProvider clock, ManualProcesses processes);

    [Fact]
    public async Task A_new_store_has_no_runs()
    {
        await using DaybookStore store = await OpenAsync();
        Assert.Empty((await store.Runs.ListAsync(new RunQuery(), Cancellation)).Items);
        Assert.Empty(await store.Runs.GetTreeAsync(null, new ProblemList(), Cancellation));
        Assert.Equal(0, (await store.Runs.GetStatusAsync(Cancellation)).Records);
    }

    [Fact]
    public async Task A_created_run_comes_back_with_everything_that_was_said_and_known()
    {
        DaybookStore store = await OpenAsync();
        Processes.Start(Child);
        RunRecord created = await store.Runs.CreateAsync(
            new NewRun
            {
                ProjectId = "web",
                TaskId = "task-1",
                AgentType = "codex \"5\"",
                ParentRunId = "run-0",
                PreviousRunId = "run-9",
                Pid = Child,
                IsSupervised = true,
                Cwd = "/a b/ünïcödé 🦊",
                CommandLine = "sh -c 'echo: #no\ttab\nline'",
                AgentVersion = "1.0",
            },
            Cancellation);
        store = await ReopenAsync(store, Clock, Processes);
        RunView view = await store.Runs.GetAsync(created.RunId, Cancellation);
        Assert.Equal(created with { Extra = view.Run.Extra }, view.Run);
        Assert.Equal(Clock.GetUtcNow(), view.Run.StartTime);
        Assert.Equal((RunStatus.Running, null, null), (view.Run.Status, view.Run.ExitCode, view.Run.EndTime));
        Assert.Equal(("host", "boot-1", "pid:[1]", Processes.OwnPid), (view.Run.HostName, view.Run.BootId, view.Run.PidNamespace, view.Run.SupervisorPid));
        Assert.StartsWith("20261101-1200000000-4711-", created.RunId, StringComparison.Ordinal);
        await store.DisposeAsync();
    }

    [Fact]
    public async Task Exit_code_zero_is_kept()
    {
        DaybookStore store = await OpenAsync();
        RunRecord run = await CreateAsync(store);
        Clock.Advance(TimeSpan.FromSeconds(5));
        await store.Runs.FinishAsync(run.RunId, new RunFinish { Status = RunStatus.Completed, ExitCode = 0 }, Cancellation);
        store = await ReopenAsync(store, Clock, Processes);
        RunView view = await store.Runs.GetAsync(run.RunId, Cancellation);
        Assert.Equal((RunStatus.Completed, 0, Clock.GetUtcNow()), (view.State, view.Run.ExitCode, view.Run.EndTime));
        await store.DisposeAsync();
    }

    [Fact]
    public async Task The_first_end_stands_and_a_second_one_that_says_the_same_succeeds()
    {
        await using DaybookStore store = await OpenAsync();
        RunRecord run = await CreateAsync(store);
        var failed = new RunFinish { Status = RunStatus.Failed, ExitCode = 3, ErrorSummary = "broke" };
        RunRecord first = await store.Runs.FinishAsync(run.RunId, failed, Cancellation);
        Clock.Advance(TimeSpan.FromSeconds(5));
        RunRecord second = await store.Runs.FinishAsync(run.RunId, failed, Cancellation);
        Assert.Equal(first.EndTime, second.EndTime);
        foreach (RunFinish other in new[] { failed with { ExitCode = 4 }, new RunFinish { Status = RunStatus.Completed }, failed with { ErrorSummary = "other" } })
        {
            await Assert.ThrowsAsync<ConflictException>(() => store.Runs.FinishAsync(run.RunId, other, Cancellation));
        }
    }

    [Fact]
    public async Task An_end_that_begins_like_an_inferred_one_stands_too()
    {
        await using DaybookStore store = await OpenAsync();
        RunRecord run = await CreateAsync(store);
        var stopped = new RunFinish { Status = RunStatus.Failed, ErrorSummary = "interrupted: user pressed ctrl-C" };
        await store.Runs.FinishAsync(run.RunId, stopped, Cancellation);
        await Assert.ThrowsAsync<ConflictException>(
            () => store.Runs.FinishAsync(run.RunId, new RunFinish { Status = RunStatus.Completed, ExitCode = 0 }, Cancellation));
    }

    [Fact]
    public async Task An_update_that_throws_writes_nothing()
    {
        await using DaybookStore store = await OpenAsync();
        RunRecord run = await CreateAsync(store);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => store.Runs.UpdateAsync(run.RunId, static _ => throw new InvalidOperationException("no"), Cancellation));
        RunView view = await store.Runs.GetAsync(run.RunId, Cancellation);
        Assert.Equal(run with { Extra = view.Run.Extra }, view.Run);
    }

    [Fact]
    public async Task Ten_writers_with_a_hundred_updates_each_lose_none()
    {
        await using DaybookStore store = await OpenAsync();
        RunRecord run = await CreateAsync(store);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(async () =>
        {
            for (int count = 0; count < 100; count++)
            {
                await store.Runs.UpdateAsync(run.RunId, static old => old with { Pgid = old.Pgid + 1 }, Cancellation);
            }
        })));
        Assert.Equal(1000, (await store.Runs.GetAsync(run.RunId, Cancellation)).Run.Pgid);
    }

    [Fact]
    public async Task Runs_created_in_one_moment_have_ids_of_their_own()
    {
        await using DaybookStore store = await OpenAsync();
        RunRecord[] created = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => CreateAsync(store)));
        Assert.Equal(50, created.DistinctBy(run => run.RunId).Count());
        Assert.Equal(50, (await store.Runs.ListAsync(new RunQuery { Limit = 100 }, Cancellation)).Items.Count);
    }

    [Fact]
    public async Task A_given_id_is_taken_once_and_the_same_run_again_is_no_fault()
    {
        await using DaybookStore store = await OpenAsync();
        NewRun run = Run() with { RunId = "run-a" };
        RunRecord first = await store.Runs.CreateAsync(run, Cancellation);
        Assert.Equal(first.StartTime, (await store.Runs.CreateAsync(run, Cancellation)).StartTime);
        await Assert.ThrowsAsync<ConflictException>(() => store.Runs.CreateAsync(run with { AgentType = "other" }, Cancellation));
        await Assert.ThrowsAsync<ConflictException>(() => store.Runs.CreateAsync(run with { TaskId = "other" }, Cancellation));
    }

    [Theory]
    [InlineData("../../etc")]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("con")]
    [InlineData("CON.txt")]
    [InlineData(".hidden")]
    [InlineData("..")]
    [InlineData("a\0b")]
    [InlineData("c:x")]
    public async Task Ids_that_could_lead_elsewhere_are_refused(string id)
    {
        await using DaybookStore store = await OpenAsync();
        foreach (NewRun run in new[]
        {
            Run() with { ProjectId = id }, Run() with { TaskId = id }, Run() with { RunId = id }, Run() with { ParentRunId = id },
        })
        {
            await Assert.ThrowsAsync<InvalidInputException>(() => store.Runs.CreateAsync(run, Cancellation));
        }

        await Assert.ThrowsAsync<InvalidInputException>(() => store.Runs.CreateAsync(Run() with { TaskId = new string('x', 300) }, Cancellation));
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Runs.ListAsync(new RunQuery { ProjectId = id }, Cancellation));
        Assert.Empty((await store.Runs.ListAsync(new RunQuery(), Cancellation)).Items);
    }

    [Fact]
    public async Task An_id_may_be_abbreviated_while_it_is_clear()
    {
        await using DaybookStore store = await OpenAsync();
        await store.Runs.CreateAsync(Run() with { RunId = "alpha-1" }, Cancellation);
        await store.Runs.CreateAsync(Run() with { RunId = "alpha-2" }, Cancellation);
        Assert.Equal("alpha-2", (await store.Runs.GetAsync("alpha-2", Cancellation)).Run.RunId);
        ConflictException ambiguous = await Assert.ThrowsAsync<ConflictException>(() => store.Runs.GetAsync("alph", Cancellation));
        Assert.Equal(["alpha-1", "alpha-2"], ambiguous.Candidates);
        await Assert.ThrowsAsync<NotFoundException>(() => store.Runs.GetAsync("alp", Cancellation));
        await Assert.ThrowsAsync<NotFoundException>(() => store.Runs.GetAsync("beta", Cancellation));
    }

    [Fact]
    public async Task Runs_are_listed_newest_first_by_time_and_not_by_text()
    {
        await using DaybookStore store = await OpenAsync();
        var created = new List<string>();
        for (int count = 0; count < 25; count++)
        {
            // Of two processes in one second, the later one may have the lower number.
            Processes.OwnPid = 1000 - count;
            created.Add((await store.Runs.CreateAsync(Run() with { TaskId = $"task-{count % 3}", RunId = count % 7 == 0 ? $"own-{100 - count}" : null }, Cancellation)).RunId);
            Clock.Advance(TimeSpan.FromMilliseconds(count % 2 == 0 ? 1 : 300));
        }

        created.Reverse();
        Assert.Equal(created, (await store.Runs.ListAsync(new RunQuery { Limit = 100 }, Cancellation)).Items.Select(view => view.Run.RunId));
        Assert.Equal(created, await PagesAsync(store, new RunQuery { Limit = 4 }));
        Assert.Equal(
            created.Where((_, index) => (24 - index) % 3 == 1), await PagesAsync(store, new RunQuery { Limit = 2, TaskId = "task-1" }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task A_page_size_out_of_bounds_is_refused(int limit)
    {
        await using DaybookStore store = await OpenAsync();
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Runs.ListAsync(new RunQuery { Limit = limit }, Cancellation));
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Runs.ListAsync(new RunQuery { Cursor = "x" }, Cancellation));
    }

    protected Task<DaybookStore> OpenAsync()
    {
        Processes.Start(Processes.OwnPid);
        return OpenAsync(Clock, Processes);
    }

    protected static NewRun Run() => new() { ProjectId = "web", TaskId = "task-1", AgentType = "codex" };

    protected static Task<RunRecord> CreateAsync(DaybookStore store) => store.Runs.CreateAsync(Run(), Cancellation);

    private static async Task<List<string>> PagesAsync(DaybookStore store, RunQuery query)
    {
        var ids = new List<string>();
        string? cursor = null;
        do
        {
            Page<RunView> page = await store.Runs.ListAsync(query with { Cursor = cursor }, Cancellation);
            Assert.True(page.Items.Count <= query.Limit);
            ids.AddRange(page.Items.Select(view => view.Run.RunId));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return ids;
    }
}
