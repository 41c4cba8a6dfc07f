using System.Text.Json;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Memory;
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

    /// <summary>Makes the store of a repository what these options say.</summary>
    internal static StoreCreated Create(EmbeddedPorts ports, string directory, InitOptions options) =>
        StoreCreator.Create(ports, new StoreSearch { WorkingDirectory = directory, Environment = _ => null }, options);

    /// <summary>Creates the store of a directory outside git.</summary>
    internal static StoreCreated Create(EmbeddedPorts ports, string directory) =>
        StoreCreator.Create(ports, new StoreSearch { WorkingDirectory = directory, Environment = _ => null }, StoreLocationKind.Repo);

    /// <summary>A file of this repository.</summary>
    internal static string InCheckout(string path)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Join(folder.FullName, "Daybook.slnx")))
        {
            folder = folder.Parent;
        }

        return Path.Join(folder?.FullName, path);
    }

    /// <summary>Writes settings into a store's file, as a user would.</summary>
    internal static void SetUp(IFileSystem disk, string folder, MemorySettings settings)
    {
        string json = $$"""{"enabled":{{(settings.Enabled ? "true" : "false")}},"retention_days":{{settings.RetentionDays}},"max_matches":{{settings.MaxMatches}}}""";
        using JsonDocument block = JsonDocument.Parse(json);
        StoreFile file = StoreFile.Read(disk, folder);
        file.Extra["memory"] = block.RootElement.Clone();
        new AtomicFile(disk, static () => "settings").Write(Path.Join(folder, StoreFile.FileName), file.Encode());
    }

    /// <summary>Opens a store.</summary>
    internal static Task<EmbeddedStore> OpenAsync(EmbeddedPorts ports, string folder, TimeSpan? wait = null) => EmbeddedStore.OpenAsync(
        new EmbeddedOptions { Directory = folder, LockWait = wait ?? TimeSpan.FromSeconds(10), HolderLabel = "test" },
        ports,
        CancellationToken.None);
}
