using Daybook.Compliance;
using Daybook.Testing;
using Daybook.Testing.Disk;

namespace Daybook.Embedded.Tests.Tasks;

/// <summary>The contract of tasks, kept on the simulated disk; reopening is what a power loss leaves.</summary>
public sealed class SimulatedTasksTests : TaskStoreCompliance
{
    private SimulatedFileSystem disk = new();

    protected override async Task<DaybookStore> OpenAsync(TimeProvider clock, IIdSource ids, ManualProcesses processes)
    {
        disk = TestStores.NewDisk();
        return await TestStores.OpenAsync(
            TestStores.SimulatedPorts(disk, clock, ids) with { Processes = processes }, TestStores.SimulatedFolder);
    }

    protected override async Task<DaybookStore> ReopenAsync(DaybookStore store, TimeProvider clock, IIdSource ids, ManualProcesses processes)
    {
        // What was acknowledged must not need the store to be closed first.
        disk = disk.AfterPowerLoss();
        await store.DisposeAsync();
        return await TestStores.OpenAsync(
            TestStores.SimulatedPorts(disk, clock, ids) with { Processes = processes }, TestStores.SimulatedFolder);
    }
}
