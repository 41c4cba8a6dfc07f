using Daybook.Durability.Logs;
using Daybook.Embedded;
using Daybook.Embedded.Memory;
using Daybook.Embedded.Operations;
using Daybook.Embedded.Runs;
using Daybook.Embedded.Tasks;
using Daybook.Testing;
using Daybook.Testing.Disk;

namespace Daybook.Proof.Crashes;

/// <summary>A store on a simulated disk, made once and used by one thread: the start of every exploration, and where its files are.</summary>
internal sealed class CrashStore : IDisposable
{
    private const string Project = "/p";

    private static readonly ManualProcesses Processes = OneProcess();

    private readonly EmbeddedPlaces places;

    public CrashStore()
    {
        Base = new SimulatedFileSystem();
        Base.PlantDirectory(Project);
        var search = new StoreSearch { WorkingDirectory = Project, Environment = static _ => null };
        StoreCreator.Create(Ports(Base, 0), search, StoreLocationKind.Repo);
        Base.SyncAll();
        places = EmbeddedPlaces.Find(Ports(Base, 0), Options);
        Tasks = places.Tasks ?? throw new InvalidOperationException("The store has no tasks.");
        Runs = places.Runs ?? throw new InvalidOperationException("The store has no runs.");
        Operations = places.Operations ?? throw new InvalidOperationException("The store has no operations.");
    }

    /// <summary>The disk with the empty store, everything durable.</summary>
    public SimulatedFileSystem Base { get; }

    public EmbeddedOptions Options { get; } = new() { Directory = Project + "/.daybook", LockWait = TimeSpan.FromMilliseconds(100), HolderLabel = "proof" };

    public DurabilityMetrics Metrics { get; } = new();

    public MemoryPlaces Memory => places.Memory;

    public MemorySetup MemorySetup => places.MemorySetup;

    public TaskPlaces Tasks { get; }

    public RunPlaces Runs { get; }

    public OperationPlaces Operations { get; }

    /// <summary>The ports of one process; two processes that are told apart by what they were asked before have different ids.</summary>
    public EmbeddedPorts Ports(SimulatedFileSystem disk, int asked)
    {
        ulong seed = (ulong)asked;
        foreach (char letter in disk.BootId)
        {
            seed = (seed * 31) + letter;
        }

        return new EmbeddedPorts(disk, new SimulatedClock(), StoppedClock.Noon, new SeededIds(seed)) { Processes = Processes };
    }

    public void Dispose() => Metrics.Dispose();

    private static ManualProcesses OneProcess()
    {
        var processes = new ManualProcesses();
        processes.Start(processes.OwnPid);
        return processes;
    }
}
