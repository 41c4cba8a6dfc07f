using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Runs;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Runs;

/// <summary>What is answered of a run survives a power loss, whoever was to make it durable.</summary>
public sealed class RunDurabilityTests
{
    private static readonly RunFinish Done = new() { Status = RunStatus.Completed, ExitCode = 0 };

    private readonly RunFixture runs = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_end_of_a_run_whose_creator_was_refused_the_sync_of_its_name()
    {
        await runs.CreateAsync("r-0");
        RefuseSync(RunFixture.Runs);
        await Assert.ThrowsAnyAsync<DaybookException>(() => runs.CreateAsync("r-1"));
        runs.Disk.ClearFaults();

        await FinishAsync("r-1", Done);

        await DemandCompletedAsync("r-1");
    }

    [Fact]
    public async Task The_end_with_which_another_one_is_refused()
    {
        await runs.CreateAsync("r-1");
        RefuseSync(RunFixture.Runs + "/r-1");
        await Assert.ThrowsAnyAsync<DaybookException>(() => FinishAsync("r-1", Done));
        runs.Disk.ClearFaults();

        await Assert.ThrowsAsync<ConflictException>(() => FinishAsync("r-1", new RunFinish { Status = RunStatus.Failed, ExitCode = 3 }));

        await DemandCompletedAsync("r-1");
    }

    [Fact]
    public async Task An_end_that_another_program_wrote_and_did_not_flush()
    {
        await runs.CreateAsync("r-1");
        runs.Disk.SyncAll();
        string file = RunFixture.Runs + "/r-1/run-info.yaml";
        var twin = new RunFixture(runs.Disk.AfterPowerLoss());
        await twin.DoAsync(static store => store.Runs.FinishAsync("r-1", Done, Cancellation));
        using (IFile temp = runs.Disk.Open(file + ".tmp", OpenMode.CreateNew))
        {
            temp.WriteFully(twin.Disk.ReadBytes(file), 0);
        }

        runs.Disk.Rename(file + ".tmp", file);

        await FinishAsync("r-1", Done);

        await DemandCompletedAsync("r-1");
    }

    [Fact]
    public async Task A_run_in_a_folder_that_a_killed_process_made_anew()
    {
        await using EmbeddedStore store = await TestStores.OpenAsync(
            TestStores.SimulatedPorts(runs.Disk, runs.Clock, new RandomIdSource()) with { Processes = runs.Processes }, TestStores.SimulatedFolder);
        await store.Runs.CreateAsync(RunFixture.Run with { RunId = "r-1" }, Cancellation);
        runs.Disk.Delete(RunFixture.Runs + "/r-1/run-info.yaml");
        runs.Disk.DeleteDirectory(RunFixture.Runs + "/r-1");
        runs.Disk.DeleteDirectory(RunFixture.Runs);
        runs.Disk.SyncAll();
        runs.Disk.CreateDirectory(RunFixture.Runs);

        await store.Runs.CreateAsync(RunFixture.Run with { RunId = "r-2" }, Cancellation);

        Assert.Equal("r-2", (await new RunFixture(runs.Disk.AfterPowerLoss()).GetAsync("r-2")).Run.RunId);
    }

    private void RefuseSync(string directory) =>
        runs.Disk.Inject(Fault.Fails(FileSystemError.InputOutput, DiskCall.SyncDirectory) with { Path = directory });

    private Task<RunRecord> FinishAsync(string id, RunFinish finish) => runs.DoAsync(store => store.Runs.FinishAsync(id, finish, Cancellation));

    private async Task DemandCompletedAsync(string id) =>
        Assert.Equal(RunStatus.Completed, (await new RunFixture(runs.Disk.AfterPowerLoss()).GetAsync(id)).Run.Status);
}
