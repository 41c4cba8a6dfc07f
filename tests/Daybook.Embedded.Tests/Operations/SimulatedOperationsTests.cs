using Daybook.Compliance;
using Daybook.Testing.Disk;

namespace Daybook.Embedded.Tests.Operations;

/// <summary>The contract of operations, kept on the simulated disk; reopening is what a power loss leaves.</summary>
public sealed class SimulatedOperationsTests : OperationStoreCompliance
{
    private SimulatedFileSystem disk = new();

    protected override async Task<DaybookStore> OpenAsync(TimeProvider clock)
    {
        disk = TestStores.NewDisk();
        return await TestStores.OpenAsync(TestStores.SimulatedPorts(disk, clock), TestStores.SimulatedFolder);
    }

    protected override async Task<DaybookStore> ReopenAsync(DaybookStore store, TimeProvider clock)
    {
        disk = disk.AfterPowerLoss();
        await store.DisposeAsync();
        return await TestStores.OpenAsync(TestStores.SimulatedPorts(disk, clock), TestStores.SimulatedFolder);
    }
}
