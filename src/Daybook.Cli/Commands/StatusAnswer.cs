using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Json;
using Daybook.Operations;
using Daybook.Tasks;

namespace Daybook.Cli.Commands;

/// <summary>What <c>status</c> answers.</summary>
/// <param name="Store">The store's folder.</param>
/// <param name="Format">The format of its files.</param>
/// <param name="Kinds">What it holds, by kind.</param>
internal sealed record StatusAnswer(string Store, int Format, StatusAnswer.KindCounts Kinds)
{
    /// <summary>The wire form of a status.</summary>
    public static StatusAnswer Of(StoreStatus status) => new(
        status.Store,
        status.Format,
        new KindCounts(
            new MemoryCounts(status.Memory?.Records, status.Memory?.Problems, ReportOf(status.MemoryFault)),
            status.Tasks is { } tasks ? TaskCounts.Of(tasks) : status.TasksFault is { } fault ? new TaskCounts { Error = FailureReport.Of(fault) } : null,
            status.Runs is { } runs ? new RunCounts(runs.Records, runs.Projects, runs.Problems, null)
                : status.RunsFault is { } gone ? new RunCounts(null, null, null, FailureReport.Of(gone))
                : null,
            status.Drafts is { } drafts ? new DraftCounts(drafts.Records, drafts.Remembered, drafts.Problems, null)
                : status.DraftsFault is { } damage ? new DraftCounts(null, null, null, FailureReport.Of(damage))
                : null,
            status.Operations is { } operations ? OperationCounts.Of(operations)
                : status.OperationsFault is { } closed ? new OperationCounts(null, null, null, null, FailureReport.Of(closed))
                : null))
    {
        Sqlite = status.Sqlite?.Version,
        SqliteLibrary = status.Sqlite?.Library,
    };

    /// <summary>The version of the SQLite in use; absent where none is used.</summary>
    public string? Sqlite { get; init; }

    /// <summary>Where that SQLite comes from: <c>system</c> or <c>bundled</c>.</summary>
    public string? SqliteLibrary { get; init; }

    private static ErrorReport? ReportOf(Exception? fault) => fault is null ? null : FailureReport.Of(fault);

    /// <summary>What a store holds, by kind.</summary>
    /// <param name="Memory">What was learned.</param>
    /// <param name="Tasks">What is to do; absent where only memory is kept.</param>
    /// <param name="Runs">Which processes ran; absent where only memory is kept.</param>
    /// <param name="Drafts">What is half-finished; absent where only memory is kept.</param>
    /// <param name="Operations">What was done; absent where only memory is kept.</param>
    internal sealed record KindCounts(MemoryCounts Memory, TaskCounts? Tasks, RunCounts? Runs, DraftCounts? Drafts, OperationCounts? Operations);

    /// <summary>What the drafts amount to.</summary>
    /// <param name="Records">How many drafts there are.</param>
    /// <param name="Remembered">How many finished sessions are remembered.</param>
    /// <param name="Problems">How many drafts cannot be listed.</param>
    /// <param name="Error">Why they cannot be read; nothing is counted then.</param>
    internal sealed record DraftCounts(long? Records, long? Remembered, long? Problems, ErrorReport? Error);

    /// <summary>What the operations of this work tree amount to.</summary>
    /// <param name="Open">How many nobody has closed.</param>
    /// <param name="Closed">How many are closed.</param>
    /// <param name="PendingCommit">How many of those are not committed as they stand.</param>
    /// <param name="Problems">How many lines and logs are skipped or doubted.</param>
    /// <param name="Error">Why they cannot be read; nothing is counted then.</param>
    internal sealed record OperationCounts(long? Open, long? Closed, long? PendingCommit, long? Problems, ErrorReport? Error)
    {
        /// <summary>The wire form of a status.</summary>
        public static OperationCounts Of(OperationStoreStatus status) => new(status.Open, status.Closed, status.PendingCommit, status.Problems, null);
    }

    /// <summary>What the runs amount to.</summary>
    /// <param name="Records">How many folders of runs there are, by their names.</param>
    /// <param name="Projects">How many projects they belong to.</param>
    /// <param name="Problems">How many folders on the way to runs cannot be looked into; records are not opened for this.</param>
    /// <param name="Error">Why they cannot be read; nothing is counted then.</param>
    internal sealed record RunCounts(long? Records, long? Projects, long? Problems, ErrorReport? Error);

    /// <summary>What memory holds.</summary>
    /// <param name="Records">How many readable records lie within the retention window.</param>
    /// <param name="Problems">How many lines are skipped or doubted.</param>
    /// <param name="Error">What is wrong with the setup of memory; nothing is counted then.</param>
    internal sealed record MemoryCounts(long? Records, long? Problems, ErrorReport? Error);

    /// <summary>What the tasks amount to.</summary>
    internal sealed record TaskCounts
    {
        /// <summary>How many are pending, blocked ones included.</summary>
        public long? Pending { get; init; }

        /// <summary>How many are in progress.</summary>
        public long? InProgress { get; init; }

        /// <summary>How many of the open ones wait for others.</summary>
        public long? Blocked { get; init; }

        /// <summary>How often one was finished: a task that was opened again and finished anew counts each time.</summary>
        public long? Finished { get; init; }

        /// <summary>How many sessions are open.</summary>
        public long? Sessions { get; init; }

        /// <summary>How many lines are skipped or doubted.</summary>
        public long? Problems { get; init; }

        /// <summary>Why they cannot be read; nothing is counted then.</summary>
        public ErrorReport? Error { get; init; }

        /// <summary>The wire form of a status.</summary>
        public static TaskCounts Of(TaskStoreStatus status) => new()
        {
            Pending = status.Pending,
            InProgress = status.InProgress,
            Blocked = status.Blocked,
            Finished = status.Finished,
            Sessions = status.Sessions,
            Problems = status.Problems,
        };
    }
}
