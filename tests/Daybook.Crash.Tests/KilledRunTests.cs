using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Daybook.Embedded;
using Daybook.Proof.Processes;
using Daybook.Proof.Stores;
using Daybook.Runs;
using Xunit;

namespace Daybook.Crash.Tests;

/// <summary>Real process trees of runs, killed, signalled and left alone.</summary>
public sealed class KilledRunTests : IDisposable
{
    private readonly ScratchStore store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task When_run_exec_is_killed_the_run_is_interrupted_and_its_living_child_is_named_until_it_ends()
    {
        await using DaybookProcess exec = store.Program.Start("run", "exec", "--project", "p", "--task", "t", "--", "sh", "-c", "echo $$; exec sleep 300");
        int child = int.Parse(await exec.ReadLineAsync() ?? "", CultureInfo.InvariantCulture);
        exec.Kill();
        RunView view = await UntilAsync(static run => run.State == RunStatus.Interrupted);
        Assert.Equal((RunStatus.Running, child), (view.Run.Status, view.LiveChild));

        DaybookAnswer reaped = await store.Program.RunAsync("run", "reap", "--json");
        Assert.Contains($"\"live_child\":{child}", reaped.Output[0], StringComparison.Ordinal);
        Assert.Contains("\"status\":\"interrupted\"", reaped.Output[0], StringComparison.Ordinal);
        using (Process living = Process.GetProcessById(child))
        {
            living.Kill();
        }

        await UntilAsync(static run => run.LiveChild is null);
        Assert.Equal("{\"items\":[],\"total\":0}", (await store.Program.RunAsync("run", "reap", "--json")).Output[0]);
    }

    [Fact]
    public async Task A_task_that_was_claimed_in_a_run_is_free_again_when_the_runs_agent_is_killed()
    {
        string id = (await store.Program.RunAsync("task", "create", "work", "--quiet")).Output[0];
        string claim = string.Join(' ', store.Program.Words("task", "claim", id, "--lease", "24h"));
        await using DaybookProcess exec = Start("sh", "-c", $"{claim} >&2; echo $$; exec sleep 300");
        int agent = int.Parse(await exec.ReadLineAsync() ?? "", CultureInfo.InvariantCulture);
        Assert.Equal(4, (await store.Program.RunAsync("task", "claim", id)).ExitCode);

        await KillAsync("KILL", $"{agent}");
        await exec.EndAsync(TestTimeout.Default);

        Assert.Contains("\"token\":2", (await store.Program.RunAsync("task", "claim", id, "--json")).Output[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT", 2)]
    [InlineData("TERM", 15)]
    [InlineData("HUP", 1)]
    [InlineData("QUIT", 3)]
    [InlineData("USR1", 10)]
    [InlineData("USR2", 12)]
    [InlineData("ALRM", 14)]
    [InlineData("PWR", 30)]
    public async Task A_signal_to_run_exec_reaches_the_program_which_decides(string name, int number)
    {
        await using DaybookProcess obeying = Start("sh", "-c", $"echo $PPID; exec sleep 300");
        await KillAsync(name, await obeying.ReadLineAsync());
        Assert.Equal(128 + number, (await obeying.EndAsync(TestTimeout.Default)).ExitCode);

        await using DaybookProcess deciding = Start("sh", "-c", $"trap 'echo caught; exit 5' {name}; echo $PPID; while :; do sleep 0.05; done");
        await KillAsync(name, await deciding.ReadLineAsync());
        DaybookAnswer answer = await deciding.EndAsync(TestTimeout.Default);
        Assert.Equal((5, "caught"), (answer.ExitCode, answer.Output[^1]));
        Assert.Equal([5, 128 + number], (await ListAsync()).Select(view => view.Run.ExitCode ?? -1));
    }

    [Fact]
    public async Task A_tree_killed_at_random_moments_leaves_only_whole_records_and_known_states()
    {
        var random = new Random(7);
        for (int round = 0; round < 6; round++)
        {
            string nested = string.Join(' ', store.Program.Words("run", "exec", "--", "sh", "-c", "'sleep 0.1'"));
            await using DaybookProcess exec = Start("sh", "-c", $"echo begun; {nested}; {nested}");
            await exec.ReadLineAsync();
            await Task.WhenAny(exec.ReadLineAsync(), Task.Delay(random.Next(800), Cancellation));
            exec.Kill();
        }

        await UntilAllAsync(static view => view.State is RunStatus.Completed or RunStatus.Interrupted && view.LiveChild is null);
        DaybookAnswer doctor = await store.Program.RunAsync("doctor", "runs", "--fix", "--json");
        Assert.True(doctor.ExitCode == 0, string.Join('\n', doctor.Output));
        Assert.True((await ListAsync()).Count >= 6);
    }

    [Fact]
    public async Task Ten_processes_with_many_updates_of_one_run_lose_none()
    {
        await store.Program.RunAsync("run", "start", "--project", "p", "--task", "t", "--agent", "a", "--id", "one");
        string[][] commands =
        [
            .. Enumerable.Range(0, 10).Select(number => new[] { "run", "start", "--project", "p", "--task", "t", "--agent", "a", "--quiet" }),
            .. Enumerable.Range(0, 5).Select(number => new[] { "run", "finish", "one", "--status", "failed", "--exit-code", $"{number}" }),
        ];
        DaybookAnswer[] answers = await Task.WhenAll(commands.Select(command => store.Program.RunAsync(command)));
        Assert.Equal(10, answers.Take(10).Select(answer => answer.Output[0]).Distinct().Count());
        Assert.Equal([0, 4, 4, 4, 4], answers.Skip(10).Select(answer => answer.ExitCode).Order());
    }

    [Fact]
    public async Task When_nobody_reads_the_output_any_more_the_program_is_told()
    {
        string words = string.Join(' ', store.Program.Words("run", "exec", "--", "yes"));
        DaybookAnswer answer = await Tool.RunAsync("sh", "-c", $"cd {store.Work} && {words} | head -n 1");
        Assert.Equal("y", answer.Output[0]);
        await UntilAsync(static view => view.Run.ExitCode == 141);
    }

    [Fact]
    public async Task When_the_output_cannot_be_passed_on_it_is_kept_and_the_end_is_recorded()
    {
        string words = string.Join(' ', store.Program.Words("run", "exec", "--", "echo", "kept"));
        DaybookAnswer answer = await Tool.RunAsync("sh", "-c", $"cd {store.Work} && {words} > /dev/full");
        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("cannot be passed on", answer.Words, StringComparison.Ordinal);
        RunView run = Assert.Single(await ListAsync());
        Assert.Equal("kept\n", await File.ReadAllTextAsync(Path.Join(run.Path, "agent-stdout.txt"), Cancellation));
    }

    [Fact]
    public async Task A_signal_to_any_of_its_threads_does_not_make_run_exec_wait_for_a_daemon()
    {
        Assert.SkipUnless(Tool.IsInstalled("python3"), "python3 is not installed, so no single thread can be signalled.");
        const string SignalThreads = "import ctypes, os, sys; pid = int(sys.argv[1]); "
            + "[ctypes.CDLL(None).tgkill(pid, int(thread), 15) for thread in os.listdir('/proc/%d/task' % pid)]";
        await using DaybookProcess exec = Start("sh", "-c", "trap '' TERM; sleep 300 & echo $PPID $!; while [ ! -e go ]; do sleep 0.05; done");
        string[] numbers = (await exec.ReadLineAsync() ?? "").Split(' ');
        for (int round = 0; round < 3; round++)
        {
            (await Tool.RunAsync("python3", "-c", SignalThreads, numbers[0])).MustSucceed();
        }

        await File.WriteAllTextAsync(Path.Join(store.Work, "go"), "", Cancellation);
        try
        {
            Assert.Equal(0, (await exec.EndAsync(TimeSpan.FromSeconds(30))).ExitCode);
        }
        finally
        {
            await KillAsync("KILL", numbers[1]);
        }
    }

    private static async Task KillAsync(string signal, string? pid) =>
        Assert.Equal(0, (await Tool.RunAsync("sh", "-c", $"kill -{signal} {pid}")).ExitCode);

    private DaybookProcess Start(params string[] command) => store.Program.Start(["run", "exec", "--project", "p", "--task", "t", "--", .. command]);

    private async Task<IReadOnlyList<RunView>> ListAsync()
    {
        await using EmbeddedStore open = await EmbeddedStore.OpenAsync(new EmbeddedOptions { Directory = store.Folder }, Cancellation);
        Page<RunView> page = await open.Runs.ListAsync(new RunQuery { Limit = 1000 }, Cancellation);
        Assert.Empty(page.Problems);
        return page.Items;
    }

    private async Task<RunView> UntilAsync(Func<RunView, bool> isSo) => (await UntilAllAsync(isSo))[0];

    /// <summary>Looks until it is so, since a killed process takes a moment to go.</summary>
    private async Task<IReadOnlyList<RunView>> UntilAllAsync(Func<RunView, bool> isSo)
    {
        long began = Stopwatch.GetTimestamp();
        IReadOnlyList<RunView> views;
        while (!(views = await ListAsync()).All(isSo))
        {
            Assert.True(
                Stopwatch.GetElapsedTime(began) < TestTimeout.Default,
                string.Join('\n', views.Select(view => $"{view.Run.RunId} {view.State} {JsonSerializer.Serialize(view.LiveChild)}")));
            await Task.Delay(20, Cancellation);
        }

        return views;
    }
}
