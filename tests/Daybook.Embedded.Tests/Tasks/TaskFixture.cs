using Daybook.Tasks;
using Daybook.Testing;
using Daybook.Testing.Disk;

namespace Daybook.Embedded.Tests.Tasks;

/// <summary>A store of tasks on one simulated disk, opened by one process after the other.</summary>
internal sealed class TaskFixture
{
    internal const string Folder = TestStores.SimulatedFolder;
    internal const string Journal = Folder + "/tasks/journal.jsonl";
    internal const string Checkpoint = Folder + "/tasks/checkpoint.json";
    internal const string Current = Folder + "/tasks/current.json";
    internal const string Backup = Folder + "/tasks/current.json.backup";
    internal const string Context = Folder + "/tasks/memory.json";
    internal const string History = Folder + "/tasks/history";
    internal const string Quarantine = Folder + "/quarantine";

    internal static readonly TaskActor Ann = new() { Agent = "ann" };

    internal TaskFixture()
        : this(TestStores.NewDisk())
    {
    }

    internal TaskFixture(SimulatedFileSystem disk)
    {
        Disk = disk;
    }

    internal SimulatedFileSystem Disk { get; set; }

    internal ManualClock Clock { get; } = new();

    internal ManualProcesses Processes { get; } = new();

    internal IIdSource Ids { get; set; } = new SequentialIds();

    internal EmbeddedPorts Ports => TestStores.SimulatedPorts(Disk, Clock, Ids) with { Processes = Processes };

    internal Task<EmbeddedStore> OpenAsync() => TestStores.OpenAsync(Ports, Folder, TimeSpan.FromMilliseconds(100));

    /// <summary>What one process does between its start and its end.</summary>
    internal async Task<T> RunAsync<T>(Func<EmbeddedStore, Task<T>> work)
    {
        await using EmbeddedStore store = await OpenAsync();
        return await work(store);
    }

    internal Task<TaskRecord> CreateAsync(string name) =>
        RunAsync(store => store.Tasks.CreateAsync(new NewTask { Name = name }, Ann, CancellationToken.None));

    internal Task<TaskRecord> ChangeAsync(string id, TaskChange change) =>
        RunAsync(store => store.Tasks.ChangeAsync(id, change, Ann, CancellationToken.None));

    internal Task<TaskRecord> GetAsync(string id) => RunAsync(store => store.Tasks.GetAsync(id, CancellationToken.None));

    internal async Task<TaskRecord> FinishedAsync(string name)
    {
        TaskRecord task = await CreateAsync(name);
        await ChangeAsync(task.Id, new TaskChange.Start());
        return await ChangeAsync(task.Id, new TaskChange.Complete(null));
    }

    internal Task<string> NamesAsync(TaskQuery query) => RunAsync(async store =>
        string.Join(' ', (await store.Tasks.ListAsync(query, CancellationToken.None)).Items.Select(task => task.Name)));

    internal IEnumerable<string> Quarantined() => Disk.Exists(Quarantine) ? Disk.List(Quarantine).Select(name => Disk.ReadText($"{Quarantine}/{name}")) : [];
}
