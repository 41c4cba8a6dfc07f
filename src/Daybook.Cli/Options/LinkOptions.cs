using System.CommandLine;
using Daybook.Memory;

namespace Daybook.Cli.Options;

/// <summary>In what something was learned, on the command line. What it leaves open the environment says, by <see cref="CrossLinks"/>.</summary>
internal sealed class LinkOptions
{
    private readonly Option<string?> session = Session();
    private readonly Option<string?> task = Task();
    private readonly Option<string?> run = Run();
    private readonly Option<string?> operation = FieldOption.Text("--operation", "id", "The operation during which it happens (default: DAYBOOK_OPERATION)");

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => [session, task, run, operation];

    /// <summary>The session.</summary>
    public static Option<string?> Session() => FieldOption.Text("--session", "id", "The session in which it happens (default: DAYBOOK_SESSION)");

    /// <summary>The task.</summary>
    public static Option<string?> Task() => FieldOption.Text("--task", "id", "The task for which it happens (default: DAYBOOK_TASK)");

    /// <summary>The run.</summary>
    public static Option<string?> Run() => FieldOption.Text("--run", "id", "The run in which it happens (default: DAYBOOK_RUN)");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>The record with what a command line says.</summary>
    public MemoryRecord Over(MemoryRecord record, ParseResult parsed) => record with
    {
        SessionId = parsed.GetValue(session) ?? record.SessionId,
        TaskId = parsed.GetValue(task) ?? record.TaskId,
        RunId = parsed.GetValue(run) ?? record.RunId,
        OperationId = parsed.GetValue(operation) ?? record.OperationId,
    };
}
