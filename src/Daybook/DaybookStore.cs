using Daybook.Drafts;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Runs;
using Daybook.Search;
using Daybook.Tasks;
using Daybook.Timeline;

namespace Daybook;

/// <summary>
/// An open store. Any number of threads may use one instance, and any number of processes may have the same store open. Disposing it waits
/// for the writes under way; what was acknowledged is durable whether or not it is ever disposed.
/// </summary>
public abstract class DaybookStore : IAsyncDisposable
{
    /// <summary>What was learned.</summary>
    public abstract IMemoryStore Memory { get; }

    /// <summary>What is to do.</summary>
    public abstract ITaskStore Tasks { get; }

    /// <summary>Who works.</summary>
    public abstract ISessionStore Sessions { get; }

    /// <summary>What is known about the project as a whole.</summary>
    public abstract IContextStore Context { get; }

    /// <summary>Which agent processes ran.</summary>
    public abstract IRunStore Runs { get; }

    /// <summary>What was done.</summary>
    public abstract IOperationStore Operations { get; }

    /// <summary>What is half-finished.</summary>
    public abstract IDraftStore Drafts { get; }

    /// <summary>What was chosen in finished builder sessions.</summary>
    public abstract IBuilderMemory BuilderMemory { get; }

    /// <summary>What happened, of all kinds.</summary>
    public abstract ITimeline Timeline { get; }

    /// <summary>One question to all kinds.</summary>
    public abstract ISearch Search { get; }

    /// <summary>Whether records of a kind belong here. A folder of memory alone holds no others, and has none to be asked for.</summary>
    /// <param name="kind">One of <see cref="RecordKinds.All"/>.</param>
    public virtual bool Holds(string kind) => true;

    /// <summary>Ends the use of the store. Calls that are made afterwards fail with <see cref="ObjectDisposedException"/>.</summary>
    public abstract ValueTask DisposeAsync();
}
