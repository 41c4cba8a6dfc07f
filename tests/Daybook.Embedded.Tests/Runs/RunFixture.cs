using Daybook.Runs;
using Daybook.Testing;
using Daybook.Testing.Disk;

namespace Daybook.Embedded.Tests.Runs;

/// <summary>A store of runs on one simulated disk, opened by one process after the other.</summary>
internal sealed class RunFixture
{
    internal const string Runs = TestStores.SimulatedFolder + "/runs/web/task-1/runs";
    internal const string Adopted = "/home/user/adopted";
    internal const string AdoptedRuns = Adopted + "/web/task-1/runs";

    internal RunFixture(SimulatedFileSystem? disk = null)
    {
        Disk = disk ?? TestStores.NewDisk();
        Processes.Start(Processes.OwnPid);
    }

    internal SimulatedFileSystem Disk { get; set; }

    internal ManualClock Clock { get; } = new();

    internal ManualProcesses Processes { get; } = new();

    internal static NewRun Run { get; } = new() { ProjectId = "web", TaskId = "task-1", AgentType = "codex" };

    /// <summary>What one process does between its start and its end.</summary>
    internal async Task<T> DoAsync<T>(Func<EmbeddedStore, Task<T>> work)
    {
        EmbeddedPorts ports = TestStores.SimulatedPorts(Disk, Clock, new RandomIdSource()) with { Processes = Processes };
        await using EmbeddedStore store = await TestStores.OpenAsync(ports, TestStores.SimulatedFolder, TimeSpan.FromMilliseconds(100));
        return await work(store);
    }

    internal Task<RunRecord> CreateAsync(string id) => DoAsync(store => store.Runs.CreateAsync(Run with { RunId = id }, CancellationToken.None));

    internal Task<RunView> GetAsync(string id) => DoAsync(store => store.Runs.GetAsync(id, CancellationToken.None));

    internal Task<Page<RunView>> ListAsync() => DoAsync(store => store.Runs.ListAsync(new RunQuery { Limit = 1000 }, CancellationToken.None));

    /// <summary>Points the store at a folder of the other system's.</summary>
    internal void Adopt()
    {
        Disk.PlantDirectory(Adopted);
        StoreFile file = StoreFile.Read(Disk, TestStores.SimulatedFolder);
        file.Kinds["runs"] = new KindPlace(Adopted) { Shape = "run-agent" };
        Disk.PlantFile(TestStores.SimulatedFolder + "/daybook.json", System.Text.Encoding.UTF8.GetString(file.Encode()));
    }

    internal void Plant(string folder, string content, string name = "run-info.yaml")
    {
        string path = "";
        foreach (string part in folder.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            path += "/" + part;
            if (!Disk.Exists(path))
            {
                Disk.PlantDirectory(path);
            }
        }

        Disk.PlantFile($"{folder}/{name}", content);
    }
}
