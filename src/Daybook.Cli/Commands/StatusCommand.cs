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

    private static void TellMemory(ILineWriter text, StoreStatus status)
    {
        Piece name = new("Memory  ", Tone.Faint);
        if (status.Memory is { } memory)
        {
            text.WriteLine(name, Wording.Count(memory.Records, "record"), Problems(memory.Problems));
        }
        else if (status.MemoryFault is { } fault)
        {
            text.WriteLine(name, new Piece(fault.Message, Tone.Bad));
        }
    }

    private static void TellTasks(ILineWriter text, StoreStatus status)
    {
        Piece name = new("Tasks   ", Tone.Faint);
        if (status.Tasks is { } tasks)
        {
            string counts = $"{tasks.Pending} pending ({tasks.Blocked} blocked), {tasks.InProgress} in progress, {tasks.Finished} finished";
            text.WriteLine(name, counts, Problems(tasks.Problems));
        }
        else if (status.TasksFault is { } fault)
        {
            text.WriteLine(name, new Piece(fault.Message, Tone.Bad));
        }
    }

    private static void TellRuns(ILineWriter text, StoreStatus status)
    {
        if (status.Runs is { } runs)
        {
            text.WriteLine(new Piece("Runs    ", Tone.Faint), $"{Wording.Count(runs.Records, "run")} of {Wording.Count(runs.Projects, "project")}", Problems(runs.Problems));
        }
    }

    private static void TellDrafts(ILineWriter text, StoreStatus status)
    {
        Piece name = new("Drafts  ", Tone.Faint);
        if (status.Drafts is { } drafts)
        {
            text.WriteLine(name, $"{Wording.Count(drafts.Records, "draft")}, {Wording.Count(drafts.Remembered, "session")} remembered", Problems(drafts.Problems));
        }
        else if (status.DraftsFault is { } fault)
        {
            text.WriteLine(name, new Piece(fault.Message, Tone.Bad));
        }
    }

    private static void TellOperations(ILineWriter text, StoreStatus status)
    {
        Piece name = new("Ops     ", Tone.Faint);
        if (status.Operations is { } operations)
        {
            text.WriteLine(name, $"{operations.Open} open, {operations.Closed} closed ({operations.PendingCommit} not committed)", Problems(operations.Problems));
        }
        else if (status.OperationsFault is { } fault)
        {
            text.WriteLine(name, new Piece(fault.Message, Tone.Bad));
        }
    }

    private static void TellSqlite(ILineWriter text, StoreStatus status)
    {
        if (status.Sqlite is { } sqlite)
        {
            text.WriteLine(new Piece("SQLite  ", Tone.Faint), $"{sqlite.Version} ({sqlite.Library})");
        }
    }

    private static Piece Problems(long count) => new($", {Wording.Count(count, "problem")}", count > 0 ? Tone.Warning : Tone.Plain);
}
