using Daybook.Runs;
using Xunit;

namespace Daybook.Compliance;

/// <summary>Runs whose processes live, end and come back under old numbers.</summary>
public abstract partial class RunStoreCompliance
{
    [Fact]
    public async Task A_run_runs_while_its_process_does_and_is_interrupted_after_that()
    {
        await using DaybookStore store = await OpenAsync();
        Processes.Start(Child);
        RunRecord run = await store.Runs.CreateAsync(Run() with { Pid = Child }, Cancellation);
        Assert.Equal(RunStatus.Running, await StateAsync(store, run));
        Processes.End(Child);
        Assert.Equal(RunStatus.Interrupted, await StateAsync(store, run));

        // A number that is used again is another process.
        Processes.Start(Child);
        Assert.Equal(RunStatus.Interrupted, await StateAsync(store, run));
        Assert.Equal(RunStatus.Running, (await store.Runs.GetAsync(run.RunId, Cancellation)).Run.Status);
    }

    [Fact]
    public async Task Without_a_process_nothing_is_known_until_the_run_is_finished()
    {
        await using DaybookStore store = await OpenAsync();
        RunRecord run = await CreateAsync(store);
        Assert.Equal(RunStatus.Unknown, await StateAsync(store, run));
        Assert.Empty(await store.Runs.ReapAsync(new ProblemList(), Cancellation));
        await store.Runs.FinishAsync(run.RunId, new RunFinish { Status = RunStatus.Completed }, Cancellation);
        Assert.Equal(RunStatus.Completed, await StateAsync(store, run));
    }

    [Fact]
    public async Task The_run_of_another_host_or_numbering_is_unknown_and_never_dead()
    {
        await using DaybookStore store = await OpenAsync();
        Processes.Start(Child);
        RunRecord run = await store.Runs.CreateAsync(Run() with { Pid = Child }, Cancellation);
        Processes.End(Child);
        Processes.HostName = "elsewhere";
        Assert.Equal(RunStatus.Unknown, await StateAsync(store, run));
        Processes.HostName = "host";
        Processes.PidNamespace = "pid:[2]";
        Assert.Equal(RunStatus.Unknown, await StateAsync(store, run));
        Assert.Empty(await store.Runs.ReapAsync(new ProblemList(), Cancellation));
    }

    [Fact]
    public async Task After_a_restart_of_the_machine_what_ran_is_interrupted()
    {
        await using DaybookStore store = await OpenAsync();
        Processes.Start(Child);
        RunRecord run = await store.Runs.CreateAsync(Run() with { Pid = Child }, Cancellation);
        Processes.Restart("boot-2");
        Processes.Start(Child);
        Assert.Equal(RunStatus.Interrupted, await StateAsync(store, run));
    }

    [Fact]
    public async Task The_supervisor_decides_and_a_child_that_outlives_it_is_named()
    {
        await using DaybookStore store = await OpenAsync();
        RunRecord run = await store.Runs.CreateAsync(Run() with { IsSupervised = true }, Cancellation);
        Processes.Start(Child);
        Assert.Equal(RunStatus.Running, await StateAsync(store, run));
        await store.Runs.UpdateAsync(run.RunId, old => old with { Pid = Child, Pgid = Child, PidStartTime = Processes.StartTimeOf(Child) }, Cancellation);
        Processes.End(Processes.OwnPid);
        RunView view = await store.Runs.GetAsync(run.RunId, Cancellation);
        Assert.Equal((RunStatus.Interrupted, Child), (view.State, view.LiveChild));
        Processes.End(Child);
        Assert.Null((await store.Runs.GetAsync(run.RunId, Cancellation)).LiveChild);
    }

    [Fact]
    public async Task A_child_whose_number_was_not_noted_is_found_by_its_environment()
    {
        await using DaybookStore store = await OpenAsync();
        RunRecord run = await store.Runs.CreateAsync(Run() with { IsSupervised = true }, Cancellation);
        Processes.Start(Child);
        Processes.SetVariable(Child, "DAYBOOK_RUN", run.RunId);
        Processes.End(Processes.OwnPid);
        Assert.Equal(Child, (await store.Runs.GetAsync(run.RunId, Cancellation)).LiveChild);
    }

    [Fact]
    public async Task Reaping_stores_what_is_known_once_and_a_seen_end_still_wins()
    {
        DaybookStore store = await OpenAsync();
        Processes.Start(Child);
        RunRecord run = await store.Runs.CreateAsync(Run() with { Pid = Child }, Cancellation);
        RunRecord living = await store.Runs.CreateAsync(Run() with { IsSupervised = true }, Cancellation);
        Processes.End(Child);
        RunView reaped = Assert.Single(await store.Runs.ReapAsync(new ProblemList(), Cancellation));
        Assert.Equal((run.RunId, RunStatus.Interrupted, -1, Clock.GetUtcNow()), (reaped.Run.RunId, reaped.Run.Status, reaped.Run.ExitCode, reaped.Run.EndTime));
        Assert.Empty(await store.Runs.ReapAsync(new ProblemList(), Cancellation));
        store = await ReopenAsync(store, Clock, Processes);
        Assert.Equal(RunStatus.Interrupted, (await store.Runs.GetAsync(run.RunId, Cancellation)).Run.Status);
        Assert.Equal(RunStatus.Running, await StateAsync(store, living));
        RunRecord ended = await store.Runs.FinishAsync(run.RunId, new RunFinish { Status = RunStatus.Failed, ExitCode = 9 }, Cancellation);
        Assert.Equal((RunStatus.Failed, 9, null), (ended.Status, ended.ExitCode, ended.ErrorSummary));
        await store.DisposeAsync();
    }

    [Fact]
    public async Task Runs_are_listed_by_how_they_stand_now()
    {
        await using DaybookStore store = await OpenAsync();
        Processes.Start(Child);
        RunRecord run = await store.Runs.CreateAsync(Run() with { Pid = Child }, Cancellation);
        await CreateAsync(store);
        Processes.End(Child);
        var query = new RunQuery { State = RunStatus.Interrupted };
        Assert.Equal(run.RunId, Assert.Single((await store.Runs.ListAsync(query, Cancellation)).Items).Run.RunId);
    }

    [Fact]
    public async Task Collecting_removes_what_ended_long_ago_and_nobody_needs()
    {
        await using DaybookStore store = await OpenAsync();
        RunRecord parent = await EndedAsync(store, RunStatus.Completed, null);
        RunRecord between = await EndedAsync(store, RunStatus.Completed, parent.RunId);
        RunRecord living = await store.Runs.CreateAsync(Run() with { ParentRunId = between.RunId, IsSupervised = true }, Cancellation);
        RunRecord completed = await EndedAsync(store, RunStatus.Completed, null);
        RunRecord failed = await EndedAsync(store, RunStatus.Failed, null);
        RunRecord referenced = await EndedAsync(store, RunStatus.Completed, null);
        RunRecord late = await CreateAsync(store);
        Clock.Advance(TimeSpan.FromDays(8));

        // It started long ago and ended now.
        await store.Runs.FinishAsync(late.RunId, new RunFinish { Status = RunStatus.Completed }, Cancellation);
        var collection = new RunCollection { DryRun = true, Referenced = new HashSet<string> { referenced.RunId } };
        Assert.Equal([failed.RunId, completed.RunId], await CollectAsync(store, collection));
        Assert.Equal([completed.RunId], await CollectAsync(store, collection with { KeepFailed = true, DryRun = false }));
        Assert.Equal([failed.RunId], await CollectAsync(store, collection with { DryRun = false }));
        IReadOnlyList<RunView> left = (await store.Runs.ListAsync(new RunQuery(), Cancellation)).Items;
        Assert.Equal(new[] { parent, between, living, referenced, late }.Select(run => run.RunId).Order(), left.Select(view => view.Run.RunId).Order());
    }

    [Fact]
    public async Task The_tree_hangs_children_below_parents_and_restarts_below_the_newest()
    {
        await using DaybookStore store = await OpenAsync();
        await AddAsync("root", null, null);
        await AddAsync("child-1", "root", null);
        await AddAsync("child-2", "root", null);
        await AddAsync("again", "root", "child-1");
        await AddAsync("lost", "nobody", null);
        await AddAsync("circle", "circle", null);
        IReadOnlyList<RunNode> tree = await store.Runs.GetTreeAsync("web", new ProblemList(), Cancellation);
        Assert.Equal("circle lost root(again[child-1] child-2)", Words(tree));
        Assert.Empty(await store.Runs.GetTreeAsync("other", new ProblemList(), Cancellation));

        async Task AddAsync(string id, string? parent, string? previous)
        {
            await store.Runs.CreateAsync(Run() with { RunId = id, ParentRunId = parent, PreviousRunId = previous }, Cancellation);
            Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private static string Words(IReadOnlyList<RunNode> nodes) => string.Join(' ', nodes.Select(node =>
        node.Run.Run.RunId + (node.Previous.Count > 0 ? $"[{Words(node.Previous)}]" : "") + (node.Children.Count > 0 ? $"({Words(node.Children)})" : "")));

    private static async Task<RunStatus> StateAsync(DaybookStore store, RunRecord run) => (await store.Runs.GetAsync(run.RunId, Cancellation)).State;

    private static async Task<IEnumerable<string>> CollectAsync(DaybookStore store, RunCollection collection) =>
        (await store.Runs.CollectAsync(collection, new ProblemList(), Cancellation)).Select(view => view.Run.RunId);

    private async Task<RunRecord> EndedAsync(DaybookStore store, RunStatus status, string? parent)
    {
        RunRecord run = await store.Runs.CreateAsync(Run() with { ParentRunId = parent }, Cancellation);
        Clock.Advance(TimeSpan.FromSeconds(1));
        return await store.Runs.FinishAsync(run.RunId, new RunFinish { Status = status }, Cancellation);
    }
}
