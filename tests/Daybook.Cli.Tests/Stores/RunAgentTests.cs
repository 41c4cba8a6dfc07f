using Daybook.Cli.Stores;
using Daybook.Embedded;
using Daybook.Runs;
using Daybook.Testing;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Cli.Tests.Stores;

public sealed class RunAgentTests
{
    private const int Agent = 5000;

    private readonly SimulatedClock clock = new();
    private readonly ManualProcesses processes = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_agent_that_is_sooner_than_the_note_of_its_process_waits_for_that()
    {
        await using EmbeddedStore store = await OpenAsync();
        RunRecord run = await StartAsync(store);
        processes.Start(Agent);
        clock.DuringNextPause(static () => { });
        clock.DuringNextPause(() => Note(store, run));

        Assert.Equal(Agent, await RunAgent.FindAsync(store, run.RunId, clock, Cancellation));
        Assert.Equal(2, clock.Pauses);
    }

    [Fact]
    public async Task A_process_that_is_never_noted_is_waited_for_no_longer_than_the_bound()
    {
        await using EmbeddedStore store = await OpenAsync();
        RunRecord run = await StartAsync(store);

        Assert.Null(await RunAgent.FindAsync(store, run.RunId, clock, Cancellation));
        Assert.Equal(RunAgent.NotingMax, clock.Elapsed);
    }

    [Fact]
    public async Task Nothing_is_waited_for_once_the_supervisor_is_gone_or_where_there_is_no_run()
    {
        await using EmbeddedStore store = await OpenAsync();
        RunRecord run = await StartAsync(store);
        processes.End(processes.OwnPid);

        Assert.Null(await RunAgent.FindAsync(store, run.RunId, clock, Cancellation));
        Assert.Null(await RunAgent.FindAsync(store, "no-such-run", clock, Cancellation));
        Assert.Null(await RunAgent.FindAsync(store, null, clock, Cancellation));
        Assert.Equal(0, clock.Pauses);
    }

    private static Task<RunRecord> StartAsync(EmbeddedStore store) =>
        store.Runs.CreateAsync(new NewRun { ProjectId = "web", TaskId = "adhoc", AgentType = "sh", IsSupervised = true }, Cancellation);

    private static void Note(EmbeddedStore store, RunRecord run) =>
        store.Runs.UpdateAsync(run.RunId, static old => old with { Pid = Agent, Pgid = Agent }, Cancellation).GetAwaiter().GetResult();

    private Task<EmbeddedStore> OpenAsync()
    {
        var disk = new SimulatedFileSystem();
        disk.PlantDirectory("/p");
        processes.Start(processes.OwnPid);
        EmbeddedPorts ports = new(disk, new SimulatedClock(), new ManualClock(), new SequentialIds()) { Processes = processes };
        StoreCreator.Create(ports, new StoreSearch { WorkingDirectory = "/p", Environment = static _ => null }, StoreLocationKind.Repo);
        return EmbeddedStore.OpenAsync(new EmbeddedOptions { Directory = "/p/.daybook" }, ports, Cancellation);
    }
}
