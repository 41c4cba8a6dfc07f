using Daybook.Compliance;
using Daybook.Memory;
using Daybook.Testing.Disk;

namespace Daybook.Embedded.Tests.Memory;

/// <summary>The contract of memory, kept on the simulated disk; reopening is a new boot after a power loss.</summary>
public sealed class SimulatedMemoryTests : MemoryStoreCompliance
{
    private SimulatedFileSystem disk = new();

    protected override async Task<DaybookStore> OpenAsync(TimeProvider clock, IIdSource ids, MemorySettings settings)
    {
        disk = TestStores.NewDisk();
        TestStores.SetUp(disk, TestStores.SimulatedFolder, settings);
        return await TestStores.OpenAsync(TestStores.SimulatedPorts(disk, clock, ids), TestStores.SimulatedFolder);
    }

    protected override async Task<DaybookStore> ReopenAsync(DaybookStore store, TimeProvider clock, IIdSource ids)
    {
        // What was acknowledged must not need the store to be closed first.
        disk = disk.AfterPowerLoss();
        await store.DisposeAsync();
        return await TestStores.OpenAsync(TestStores.SimulatedPorts(disk, clock, ids), TestStores.SimulatedFolder);
    }
}
