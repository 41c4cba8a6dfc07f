using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Testing;
using Daybook.Testing.Disk;

namespace Daybook.Embedded.Tests;

/// <summary>Stores on the real and on the simulated disk.</summary>
internal static class TestStores
{
    internal const string SimulatedFolder = "/home/user/project/.daybook";

    /// <summary>This machine's disk with a clock and ids of the test's own.</summary>
    internal static EmbeddedPorts RealPorts(TimeProvider? time = null, IIdSource? ids = null) =>
        new(LocalFileSystem.Create(), new SystemMonotonicClock(), time ?? new ManualClock(), ids ?? new SequentialIds());

    /// <summary>A simulated disk with a clock and ids of the test's own.</summary>
    internal static EmbeddedPorts SimulatedPorts(SimulatedFileSystem disk, TimeProvider? time = null, IIdSource? ids = null) =>
        new(disk, new SimulatedClock(), time ?? new ManualClock(), ids ?? new SequentialIds());

    /// <summary>A simulated disk on which a store was created and synced.</summary>
    internal static SimulatedFileSystem NewDisk()
    {
        SimulatedFileSystem disk = new();
        disk.PlantDirectory("/home");
        disk.PlantDirectory("/home/user");
        disk.PlantDirectory("/home/user/project");
        Create(SimulatedPorts(disk), "/home/user/project");
        disk.SyncAll();
        return disk;
    }

    /// <summary>Creates the store of a directory outside git.</summary>
    internal static StoreCreated Create(EmbeddedPorts ports, string directory) =>
        StoreCreator.Create(ports, new StoreSearch { WorkingDirectory = directory, Environment = _ => null }, StoreLocationKind.Repo);

    /// <summary>Opens a store.</summary>
    internal static Task<EmbeddedStore> OpenAsync(EmbeddedPorts ports, string folder, TimeSpan? wait = null) => EmbeddedStore.OpenAsync(
        new EmbeddedOptions { Directory = folder, LockWait = wait ?? TimeSpan.FromSeconds(10), HolderLabel = "test" },
        ports,
        CancellationToken.None);
}
