using Daybook.Cli.Output;
using Daybook.Embedded;

namespace Daybook.Cli.Commands;

/// <summary><c>daybook status</c></summary>
internal sealed class StatusCommand(CommandFrame frame)
    : DaybookCommand(frame, "status", "Counts what the store holds. Writes nothing.", "daybook status", "daybook status --json")
{
    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        await using EmbeddedStore store = await call.Stores.OpenExistingAsync(cancellationToken);
        StoreStatus status = await call.Console.PatientlyAsync("Counting", _ => store.GetStatusAsync(cancellationToken));
        switch (call.Console.Mode)
        {
            case OutputMode.Json:
                call.Console.WriteJson(StatusAnswer.Of(status), CliJson.Default.StatusAnswer);
                break;
            case OutputMode.Quiet:
                call.Console.WriteId(status.Store);
                break;
            default:
                call.Console.Text.WriteLine(new Piece("Store   ", Tone.Faint), $"{status.Store} (format {status.Format})");
                TellMemory(call.Console.Text, status);
                TellTasks(call.Console.Text, status);
                TellRuns(call.Console.Text, status);
                TellDrafts(call.Console.Text, status);
                TellOperations(call.Console.Text, status);
                TellSqlite(call.Console.Text, status);
                break;
        }

        return 0;
    }

    private static void TellMemory(ILineWriter text, StoreStatus status) => Tell(
        text,
        "Memory  ",
        status.MemoryFault,
        status.Memory is { } memory
            ? ($"{Wording.Count(memory.Records, "record")} within {Wording.Count(memory.RetentionDays, "day")}", memory.Problems)
            : null);

    private static void TellTasks(ILineWriter text, StoreStatus status) => Tell(
        text,
        "Tasks   ",
        status.TasksFault,
        status.Tasks is { } tasks
            ? ($"{tasks.Pending} pending ({tasks.Blocked} blocked), {tasks.InProgress} in progress, finished {Wording.Count(tasks.Finished, "time")}", tasks.Problems)
            : null);

    private static void TellRuns(ILineWriter text, StoreStatus status) => Tell(
        text,
        "Runs    ",
        status.RunsFault,
        status.Runs is { } runs ? ($"{Wording.Count(runs.Records, "run")} of {Wording.Count(runs.Projects, "project")}", runs.Problems) : null);

    private static void TellDrafts(ILineWriter text, StoreStatus status) => Tell(
        text,
        "Drafts  ",
        status.DraftsFault,
        status.Drafts is { } drafts
            ? ($"{Wording.Count(drafts.Records, "draft")}, {Wording.Count(drafts.Remembered, "session")} remembered", drafts.Problems)
            : null);

    private static void TellOperations(ILineWriter text, StoreStatus status) => Tell(
        text,
        "Ops     ",
        status.OperationsFault,
        status.Operations is { } operations
            ? ($"{operations.Open} open, {operations.Closed} closed ({operations.PendingCommit} not committed)", operations.Problems)
            : null);

    private static void Tell(ILineWriter text, string name, Exception? fault, (string Words, long Problems)? counts)
    {
        var kind = new Piece(name, Tone.Faint);
        if (counts is { } known)
        {
            text.WriteLine(kind, known.Words, new Piece($", {Wording.Count(known.Problems, "problem")}", known.Problems > 0 ? Tone.Warning : Tone.Plain));
        }
        else if (fault is not null)
        {
            text.WriteLine(kind, new Piece(fault.Message, Tone.Bad));
        }
    }

    private static void TellSqlite(ILineWriter text, StoreStatus status)
    {
        if (status.Sqlite is { } sqlite)
        {
            text.WriteLine(new Piece("SQLite  ", Tone.Faint), $"{sqlite.Version} ({sqlite.Library})");
        }
    }
}
