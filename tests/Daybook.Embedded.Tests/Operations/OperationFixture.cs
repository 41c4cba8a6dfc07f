using System.Text;
using Daybook.Operations;
using Daybook.Testing;
using Daybook.Testing.Disk;

namespace Daybook.Embedded.Tests.Operations;

/// <summary>A store of operations on one simulated disk, opened by one process after the other.</summary>
internal sealed class OperationFixture
{
    internal const string Id = "01KTK4DFAS04MCX5GP1W2R6NEP";
    internal const string Folder = TestStores.SimulatedFolder + "/operations";
    internal const string Project = "/home/user/project";
    internal const string Adopted = Project + "/kitty-ops";

    internal OperationFixture(SimulatedFileSystem? disk = null) => Disk = disk ?? TestStores.NewDisk();

    internal SimulatedFileSystem Disk { get; set; }

    internal ManualClock Clock { get; } = new();

    internal string? WorkTree { get; set; }

    internal Func<EmbeddedPorts, EmbeddedPorts> With { get; set; } = static ports => ports;

    internal static NewOperation New { get; } = new() { ProfileId = "pedro", Action = "generate", Actor = "codex" };

    internal static OperationCompletion Done { get; } = new() { Outcome = OperationOutcome.Done };

    internal static string LogOf(string id, string folder = Folder) => $"{folder}/{id}.jsonl";

    /// <summary>What one process does between its start and its end.</summary>
    internal async Task<T> DoAsync<T>(Func<EmbeddedStore, Task<T>> work)
    {
        EmbeddedPorts ports = With(TestStores.SimulatedPorts(Disk, Clock, new RandomIdSource()));
        await using EmbeddedStore store = await EmbeddedStore.OpenAsync(
            new EmbeddedOptions { Directory = TestStores.SimulatedFolder, WorkTree = WorkTree, LockWait = TimeSpan.FromMilliseconds(100), HolderLabel = "test" },
            ports,
            CancellationToken.None);
        return await work(store);
    }

    internal Task<OperationChange> StartAsync(NewOperation operation) => DoAsync(store => store.Operations.StartAsync(operation, CancellationToken.None));

    internal Task<OperationChange> CompleteAsync(string id, OperationCompletion? completion = null) =>
        DoAsync(store => store.Operations.CompleteAsync(id, completion ?? Done, CancellationToken.None));

    internal Task<OperationChange> LinkAsync(string id, params string[] artifacts) =>
        DoAsync(store => store.Operations.LinkAsync(id, new OperationLinks { Artifacts = artifacts }, CancellationToken.None));

    internal Task<OperationView> GetAsync(string id) => DoAsync(store => store.Operations.GetAsync(id, CancellationToken.None));

    internal Task<Page<OperationView>> ListAsync() => DoAsync(store => store.Operations.ListAsync(new OperationQuery { Limit = 1000 }, CancellationToken.None));

    internal Task<IReadOnlyList<Finding>> ExamineAsync() => DoAsync(store => store.OperationDoctor.ExamineAsync(TimeSpan.Zero, CancellationToken.None));

    internal Task<IReadOnlyList<Finding>> FixAsync() => DoAsync(store => store.OperationDoctor.FixAsync(TimeSpan.Zero, CancellationToken.None));

    /// <summary>Points the store at a folder of the other system's.</summary>
    internal void Adopt()
    {
        Disk.PlantDirectory(Adopted);
        StoreFile file = StoreFile.Read(Disk, TestStores.SimulatedFolder);
        file.Kinds["operations"] = new KindPlace("../kitty-ops") { Shape = "spec-kitty" };
        Disk.PlantFile(TestStores.SimulatedFolder + "/daybook.json", Encoding.UTF8.GetString(file.Encode()));
    }

    internal void Plant(string id, params string[] lines) => Disk.PlantFile(LogOf(id), string.Concat(lines.Select(static line => line + "\n")));
}
