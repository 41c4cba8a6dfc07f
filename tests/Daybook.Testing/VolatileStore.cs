using Daybook.Drafts;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Processes;
using Daybook.Runs;
using Daybook.Search;
using Daybook.Tasks;
using Daybook.Timeline;

namespace Daybook.Testing;

/// <summary>
/// A store that forgets everything when it goes: the simplest one that keeps the contract, by which the others are judged.
/// </summary>
public sealed class VolatileStore : DaybookStore
{
    public VolatileStore(TimeProvider clock, IIdSource ids)
        : this(clock, ids, new MemorySettings(), new ManualProcesses(), DraftSchema.Any)
    {
    }

    public VolatileStore(TimeProvider clock, IIdSource ids, DraftSchema schema)
        : this(clock, ids, new MemorySettings(), new ManualProcesses(), schema)
    {
    }

    public VolatileStore(TimeProvider clock, IIdSource ids, IProcessTable processes)
        : this(clock, ids, new MemorySettings(), processes, DraftSchema.Any)
    {
    }

    public VolatileStore(TimeProvider clock, IIdSource ids, MemorySettings settings)
        : this(clock, ids, settings, new ManualProcesses(), DraftSchema.Any)
    {
    }

    private VolatileStore(TimeProvider clock, IIdSource ids, MemorySettings settings, IProcessTable processes, DraftSchema schema)
    {
        var memory = new VolatileMemory(clock, ids, settings);
        Memory = memory;
        var tasks = new VolatileTasks(clock, ids, processes);
        Tasks = tasks;
        Sessions = tasks;
        Context = new VolatileContext();
        Runs = new VolatileRuns(clock, processes);
        Operations = new VolatileOperations(clock, ids);
        Drafts = new VolatileDrafts(clock, ids, schema);
        BuilderMemory = new VolatileBuilderMemory(clock, ids);
        Timeline = new VolatileTimeline(memory, tasks, this);
        Search = new VolatileSearch(this, clock);
    }

    public override IMemoryStore Memory { get; }

    public override ITaskStore Tasks { get; }

    public override ISessionStore Sessions { get; }

    public override IContextStore Context { get; }

    public override IRunStore Runs { get; }

    public override IOperationStore Operations { get; }

    public override IDraftStore Drafts { get; }

    public override IBuilderMemory BuilderMemory { get; }

    public override ITimeline Timeline { get; }

    public override ISearch Search { get; }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
