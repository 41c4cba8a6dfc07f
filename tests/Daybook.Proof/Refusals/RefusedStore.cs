using Daybook.Embedded;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Proof.Crashes;
using Daybook.Runs;
using Daybook.Tasks;
using Daybook.Testing;
using Daybook.Testing.Disk;

namespace Daybook.Proof.Refusals;

/// <summary>A store on a simulated disk with something of each kind in it, and one with damage in each log besides.</summary>
internal static class RefusedStore
{
    public const string Folder = "/p/.daybook";
    public const string OpenTask = "00000001-0000-4000-8000-000000000000";
    public const string BusyTask = "00000002-0000-4000-8000-000000000000";
    public const string Operation = "01KTK4DFAS04MCX5GP1W2R6NEP";
    public const string Run = "run-one";

    public static readonly TaskActor Actor = new() { Agent = "proof" };

    private static readonly ManualProcesses Processes = OneProcess();
    private static long processes;

    // Made when first asked for: other threads help, and they must not wait for this type to be ready.
    private static readonly Lazy<SimulatedFileSystem> Filled = new(Fill);
    private static readonly Lazy<SimulatedFileSystem> Spoilt = new(static () => Damage(Sound.AfterPowerLoss()));

    public static SimulatedFileSystem Sound => Filled.Value;

    public static SimulatedFileSystem Damaged => Spoilt.Value;

    /// <summary>Starts a process on a disk.</summary>
    public static Task<EmbeddedStore> OpenAsync(SimulatedFileSystem disk) => EmbeddedStore.OpenAsync(
        new EmbeddedOptions { Directory = Folder, LockWait = TimeSpan.FromMilliseconds(100), HolderLabel = "proof" }, Ports(disk), CancellationToken.None);

    /// <summary>Everything that was there before is there still.</summary>
    public static async Task DemandIntactAsync(EmbeddedStore store, string kind)
    {
        switch (kind)
        {
            case MemoryRecord.KindName:
                foreach (string id in new[] { "old", "new" })
                {
                    try
                    {
                        await store.Memory.GetAsync(id, CancellationToken.None);
                    }
                    catch (Errors.NotFoundException gone) when (gone.Message.Contains("forgotten", StringComparison.Ordinal))
                    {
                        // That was the command.
                    }
                }

                break;
            case TaskRecord.KindName:
                await store.Tasks.GetAsync(OpenTask, CancellationToken.None);
                await store.Tasks.GetAsync(BusyTask, CancellationToken.None);
                break;
            case RunRecord.KindName:
                await store.Runs.GetAsync(Run, CancellationToken.None);
                break;
            default:
                await store.Operations.GetAsync(Operation, CancellationToken.None);
                break;
        }
    }

    private static EmbeddedPorts Ports(SimulatedFileSystem disk) =>
        new(disk, new SimulatedClock(), StoppedClock.Noon, new SeededIds((ulong)Interlocked.Increment(ref processes))) { Processes = Processes };

    private static SimulatedFileSystem Fill()
    {
        SimulatedFileSystem disk = new();
        disk.PlantDirectory("/p");
        StoreCreator.Create(Ports(disk), new StoreSearch { WorkingDirectory = "/p", Environment = static _ => null }, StoreLocationKind.Repo);
        disk.PlantDirectory(Folder + "/memory");
        disk.PlantFile(Folder + "/memory/memory.jsonl", "{\"id\":\"old\",\"type\":\"note\",\"timestamp\":\"2026-01-01T00:00:00Z\"}\n");
        FillAsync(disk).GetAwaiter().GetResult();
        disk.SyncAll();
        return disk;
    }

    private static async Task FillAsync(SimulatedFileSystem disk)
    {
        await using EmbeddedStore store = await OpenAsync(disk);
        await store.Memory.AddAsync(new MemoryRecord { Id = "new", Type = "note", Title = "new" }, CancellationToken.None);
        await store.Tasks.CreateAsync(new NewTask { Id = OpenTask, Name = "open" }, Actor, CancellationToken.None);
        await store.Tasks.CreateAsync(new NewTask { Id = BusyTask, Name = "busy" }, Actor, CancellationToken.None);
        await store.Tasks.ChangeAsync(BusyTask, new TaskChange.Start(), Actor, CancellationToken.None);
        await store.Runs.CreateAsync(new NewRun { RunId = Run, ProjectId = "p", TaskId = "t", AgentType = "codex" }, CancellationToken.None);
        await store.Operations.StartAsync(
            new NewOperation { Id = Operation, ProfileId = "pedro", Action = "generate", Actor = "codex" }, CancellationToken.None);
    }

    private static SimulatedFileSystem Damage(SimulatedFileSystem disk)
    {
        foreach (string log in new[] { "memory/memory.jsonl", "tasks/journal.jsonl", $"operations/{Operation}.jsonl" })
        {
            disk.PlantFile($"{Folder}/{log}", [.. disk.ReadBytes($"{Folder}/{log}"), .. "garbage\n{\"torn"u8]);
        }

        disk.PlantFile($"{Folder}/runs/p/t/runs/.new-1-1-left/run-info.yaml", "run_id: left\n");
        disk.SyncAll();
        return disk;
    }

    private static ManualProcesses OneProcess()
    {
        var table = new ManualProcesses();
        table.Start(table.OwnPid);
        return table;
    }
}
