using Daybook.Drafts;
using Daybook.Embedded.Sqlite;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Runs;
using Daybook.Tasks;

namespace Daybook.Embedded;

/// <summary>What a store holds.</summary>
/// <param name="Store">Its folder; the memory folder where only that is open.</param>
/// <param name="Format">The format of its files.</param>
/// <param name="Memory">What memory holds; null where it cannot be read.</param>
/// <param name="MemoryFault">What is wrong with memory then.</param>
public sealed record StoreStatus(string Store, int Format, MemoryStatus? Memory, DaybookException? MemoryFault)
{
    /// <summary>What the tasks amount to; null where only memory is open, or where they cannot be read.</summary>
    public TaskStoreStatus? Tasks { get; init; }

    /// <summary>What is wrong with the tasks where they cannot be read.</summary>
    public DaybookException? TasksFault { get; init; }

    /// <summary>What the runs amount to; null where only memory is open, or where they cannot be read.</summary>
    public RunStoreStatus? Runs { get; init; }

    /// <summary>What is wrong with the runs where they cannot be read.</summary>
    public DaybookException? RunsFault { get; init; }

    /// <summary>What the operations amount to; null where only memory is open, or where they cannot be read.</summary>
    public OperationStoreStatus? Operations { get; init; }

    /// <summary>What is wrong with the operations where they cannot be read.</summary>
    public DaybookException? OperationsFault { get; init; }

    /// <summary>What the drafts amount to; null where only memory is open, or where they cannot be read.</summary>
    public DraftStoreStatus? Drafts { get; init; }

    /// <summary>The SQLite in use; null where only memory is open, or where none can be loaded.</summary>
    public SqliteInUse? Sqlite { get; init; }

    /// <summary>What is wrong with the drafts where they cannot be read.</summary>
    public DaybookException? DraftsFault { get; init; }
}
