using Daybook.Compliance;
using Daybook.Testing;
using Daybook.Testing.Disk;

namespace Daybook.Embedded.Tests.Runs;

/// <summary>The contract of runs, kept on the simulated disk; reopening is what a power loss leaves.</summary>
public sealed class SimulatedRunsTests : RunStoreCompliance
{
    private SimulatedFileSystem disk = new();

    protected override async Task<DaybookStore> OpenAsync(TimeProvider clock, ManualProcesses processes)
    {
        disk = TestStores.NewDisk();
        return await TestStores.OpenAsync(TestStores.SimulatedPorts(disk, clock) with { Processes = processes }, TestStores.SimulatedFolder);
    }

    protected override async Task<DaybookStore> ReopenAsync(DaybookStore store, TimeProvider clock, ManualProcesses processes)
    {
        disk = disk.AfterPowerLoss();
        await store.DisposeAsync();
        return await TestStores.OpenAsync(TestStores.SimulatedPorts(disk, clock) with { Processes = processes }, TestStores.SimulatedFolder);
    }
}
