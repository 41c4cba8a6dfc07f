using Daybook.Crash.Tests.Processes;
using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Proof.Processes;
using Daybook.Proof.Stores;
using Daybook.Runs;
using Xunit;

namespace Daybook.Crash.Tests;

/// <summary>Many processes that change one run, of ours and of the other system.</summary>
public sealed class RunWritersTests : IDisposable
{
    private const string Run = "20261101-1200000000-1-0";
    private const int Updates = 60;

    private readonly ScratchStore store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task Of_eight_processes_that_update_one_run_no_update_is_lost()
    {
        const int Processes = 8;
        await store.Program.RunAsync("run", "start", "--project", "p", "--task", "t", "--agent", "a", "--id", Run);
        DaybookAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, Processes).Select(_ => OursAsync()));
        int[] told = [.. answers.SelectMany(static answer => answer.Output).Select(static line => int.Parse(line.Split(' ')[1]))];
        Assert.Equal(Enumerable.Range(1, Processes * Updates), told.Order());
        Assert.Equal(Processes * Updates, (await ReadAsync()).Run.Pgid);
    }

    [Fact]
    public async Task Of_many_creators_in_many_tasks_one_gets_an_id_that_all_of_them_want()
    {
        const int Creators = 8;
        for (int round = 0; round < 10; round++)
        {
            string id = $"wanted-{round}";
            using var begin = new Barrier(Creators);
            Task<bool>[] creators = [.. Enumerable.Range(0, Creators).Select(number => Task.Factory.StartNew(
                () => CreateAsync(begin, id, number), Cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap())];
            Assert.Single(await Task.WhenAll(creators), static isMine => isMine);
        }
    }

    [Fact]
    public async Task A_writer_of_the_other_system_that_keeps_its_lock_file_loses_nothing_and_makes_us_lose_nothing()
    {
        string file = await AdoptAsync();
        Task<DaybookAnswer>[] ours = [OursAsync(), OursAsync()];
        Task<DaybookAnswer>[] theirs = [RunAgentWriter.RunAsync(file, Updates, removesLock: false), RunAgentWriter.RunAsync(file, Updates, removesLock: false)];
        Assert.All(await Task.WhenAll([.. ours, .. theirs]), static answer => answer.MustSucceed());
        RunRecord run = (await ReadAsync()).Run;
        Assert.Equal((2 * Updates, $"{2 * Updates}"), (run.Pgid, run.Extra["theirs"]));
    }

    [Fact]
    public async Task Beside_writers_that_remove_their_lock_file_every_write_is_whole_and_nobody_waits_in_vain()
    {
        string file = await AdoptAsync();
        Task<DaybookAnswer>[] writers =
        [
            OursAsync(), OursAsync(), RunAgentWriter.RunAsync(file, Updates, removesLock: true), RunAgentWriter.RunAsync(file, Updates, removesLock: true),
        ];
        Task all = Task.WhenAll(writers);
        while (!all.IsCompleted)
        {
            Assert.Equal("kept", (await ReadAsync()).Run.Extra["other"]);
            await Task.WhenAny(all, Task.Delay(5, Cancellation));
        }

        Assert.All(await Task.WhenAll(writers), static answer => answer.MustSucceed());
        RunRecord run = (await ReadAsync()).Run;
        Assert.InRange(run.Pgid, 1, 2 * Updates);
        Assert.InRange(int.Parse(run.Extra["theirs"]), 1, 2 * Updates);
        Assert.Equal(["run-info.yaml"], Directory.GetFiles(Path.GetDirectoryName(file) ?? "").Select(Path.GetFileName).Where(static name => name?.EndsWith(".lock", StringComparison.Ordinal) == false));
    }

    private async Task<string> AdoptAsync()
    {
        RunAgentWriter.SkipUnlessInstalled();
        string folder = Path.Join(store.Outside, ".run-agent", "runs");
        string file = Path.Join(folder, "p", "t", "runs", Run, "run-info.yaml");
        Directory.CreateDirectory(Path.GetDirectoryName(file) ?? "");
        await File.WriteAllTextAsync(
            file,
            $"version: 1\nrun_id: {Run}\nproject_id: p\ntask_id: t\nagent: a\npid: 0\npgid: 0\nstart_time: 2026-11-01T12:00:00Z\n"
            + "end_time: 0001-01-01T00:00:00Z\nexit_code: -1\nstatus: running\ntheirs: 0\nother: kept\n",
            Cancellation);
        DaybookProgram program = store.Program with { Home = store.Outside };
        (await program.RunAsync("init", "--adopt")).MustSucceed();
        return file;
    }

    private async Task<bool> CreateAsync(Barrier begin, string id, int number)
    {
        await using EmbeddedStore open = await store.OpenAsync();
        begin.SignalAndWait(Cancellation);
        try
        {
            await open.Runs.CreateAsync(new NewRun { ProjectId = "p", TaskId = $"t{number}", AgentType = "a", RunId = id }, Cancellation);
            return true;
        }
        catch (ConflictException)
        {
            return false;
        }
    }

    private Task<DaybookAnswer> OursAsync() => Tool.RunAsync(
        "dotnet", Path.Join(AppContext.BaseDirectory, "Daybook.Crash.Worker.dll"), "run", store.Folder, Run, $"{Updates}");

    private async Task<RunView> ReadAsync()
    {
        await using EmbeddedStore open = await store.OpenAsync();
        return await open.Runs.GetAsync(Run, Cancellation);
    }
}
