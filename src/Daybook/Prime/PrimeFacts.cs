using Daybook.Drafts;
using Daybook.Git;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Runs;
using Daybook.Tasks;

namespace Daybook.Prime;

/// <summary>What was read of a store to prime an agent. What could not be read is empty, and told in <see cref="Faults"/>.</summary>
public sealed record PrimeFacts
{
    /// <summary>The moment of the question, UTC.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Where to go on with tasks.</summary>
    public TaskResume? Resume { get; init; }

    /// <summary>What may be begun, in the order of work.</summary>
    public IReadOnlyList<TaskRecord> Ready { get; init; } = [];

    /// <summary>How many tasks may be begun.</summary>
    public long ReadyTotal { get; init; }

    /// <summary>What git shows as uncommitted.</summary>
    public UncommittedFiles Changed { get; init; } = UncommittedFiles.None;

    /// <summary>Of the newest runs those that go on, or ended without anybody having seen it.</summary>
    public IReadOnlyList<RunView> Runs { get; init; } = [];

    /// <summary>Of the newest operations those that nobody has closed.</summary>
    public IReadOnlyList<OperationView> Operations { get; init; } = [];

    /// <summary>What memory knows about the changed files, most relevant first.</summary>
    public IReadOnlyList<MemoryRecord> Related { get; init; } = [];

    /// <summary>The newest of what memory holds.</summary>
    public IReadOnlyList<MemoryRecord> Newest { get; init; } = [];

    /// <summary>Half-finished builder sessions, the one saved last first.</summary>
    public IReadOnlyList<DraftSummary> Drafts { get; init; } = [];

    /// <summary>What stood in the way of reading.</summary>
    public IReadOnlyList<PrimeFault> Faults { get; init; } = [];

    /// <summary>Whether the store holds nothing to tell; uncommitted files alone are no news.</summary>
    public bool IsEmpty =>
        Resume is null or { Session: null, CurrentTask: null, Interrupted.Count: 0, Ready.Count: 0 }
        && Ready.Count == 0 && Runs.Count == 0 && Operations.Count == 0 && Newest.Count == 0 && Related.Count == 0 && Drafts.Count == 0 && Faults.Count == 0;
}
