using System.CommandLine;
using System.Globalization;
using Daybook.Cli.Commands.Backup;
using Daybook.Cli.Commands.Context;
using Daybook.Cli.Commands.Drafts;
using Daybook.Cli.Commands.Hooks;
using Daybook.Cli.Commands.Mcp;
using Daybook.Cli.Commands.Memory;
using Daybook.Cli.Commands.Operations;
using Daybook.Cli.Commands.Recall;
using Daybook.Cli.Commands.Runs;
using Daybook.Cli.Commands.Sessions;
using Daybook.Cli.Commands.Setup;
using Daybook.Cli.Commands.Tasks;
using Daybook.Cli.Commands.Tour;
using Daybook.Cli.Help;
using Daybook.Errors;

namespace Daybook.Cli.Commands;

/// <summary><c>daybook</c>: the root of the command tree.</summary>
internal sealed class DaybookRoot : DaybookCommand
{
    private readonly Option<bool> version = new("--version") { Description = "Print the version" };

    /// <summary>Builds the tree, as far as a command line can mean it.</summary>
    /// <param name="frame">What all commands stand in.</param>
    /// <param name="isNamed">Whether the command line has this word.</param>
    public DaybookRoot(CommandFrame frame, Func<string, bool> isNamed)
        : base(
            frame,
            "daybook",
            "Durable state for coding agents: what they learn and have to do survives the end of a process, a session and a machine.",
            "daybook init",
            "daybook remember \"Retries hide the pool leak: never raise them\" --path src/db.cs",
            "daybook memory query --path src/db.cs",
            "daybook task create \"Fix the pool leak\" --priority 1",
            "daybook prime",
            "daybook doctor")
    {
        frame.Store.AddTo(this);
        frame.Output.AddTo(this);

        // Not the library's own option for it, which reads its description, which is replaced then, out of resources: a tenth of the start.
        Add(new Option<bool>("--help", "-h") { Description = "Show help", Action = new ShowHelp(frame), Recursive = true, Arity = ArgumentArity.Zero });
        Add(version);
        foreach (Command command in LazyCommand.Choose(Commands(frame), isNamed))
        {
            Add(command);
        }

        GroupCommand.Fill(this, isNamed);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<HelpSection> MoreHelp =>
    [
        new("Environment", [
            new("DAYBOOK_STORE", "The store, unless --store names one"),
            new("DAYBOOK_AGENT", "Who is acting: the holder of claims, and for those who wait for a lock (default: user@host)"),
            new("DAYBOOK_SESSION", "The session in which it is done, stored with records and events; likewise DAYBOOK_RUN, DAYBOOK_TASK, DAYBOOK_OPERATION"),
            new("DAYBOOK_LOG", "What daybook mcp logs to stderr: trace, debug, information, warning (default), error"),
            new("MEMORY_STATE_DIR", "The folder of the memory file, in place of the store's, unless --store names one"),
            new("MEMORY_ENABLED", "Whether memory is on: 1, true, yes or 0, false, no; over the setting in daybook.json"),
            new("MEMORY_RETENTION_DAYS", "How many days back a query looks, 1 to 365; likewise"),
            new("MEMORY_MAX_MATCHES", "How many records a query returns, 1 to 20; likewise"),
            new("NO_COLOR", "Print without colour"),
        ]),
        new("Exit codes", [new("0", "done, also when nothing was found"), .. ExitCodes()]),
    ];

    /// <inheritdoc/>
    protected override Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (call.Value(version))
        {
            VersionCommand.Answer(call);
        }
        else
        {
            HelpText.Write(call.Console.Text, this);
        }

        return Task.FromResult(0);
    }

    private LazyCommand[] Commands(CommandFrame frame) =>
    [
        new("init", () => new InitCommand(frame)),
        new("where", () => new WhereCommand(frame)),
        new("status", () => new StatusCommand(frame)),
        new("prime", () => new PrimeCommand(frame)),
        new("timeline", () => new TimelineCommand(frame)),
        new("remember", () => new RememberCommand(frame)),
        new("search", () => new SearchCommand(frame)),
        new("memory", () => MemoryGroup.Of(frame)),
        new("task", () => TaskGroup.Of(frame)),
        new("session", () => SessionGroup.Of(frame)),
        new("context", () => ContextGroup.Of(frame)),
        new("run", () => RunGroup.Of(frame)),
        new("draft", () => DraftGroup.Of(frame)),
        new("recall", () => RecallGroup.Of(frame)),
        new("op", () => OperationGroup.Of(frame)),
        new("doctor", () => new DoctorCommand(frame)),
        new("backup", () => new BackupCommand(frame)),
        new("restore", () => new RestoreCommand(frame)),
        new("export", () => new ExportCommand(frame)),
        new("import", () => new ImportCommand(frame)),
        new("tour", () => new TourCommand(frame)),
        new("mcp", () => new McpCommand(frame)),
        new("setup", () => new SetupCommand(frame)),
        new("hook", () => new HookCommand(frame)),
        new("completion", () => new CompletionCommand(frame)),
        new(CompleteCommand.Word, () => new CompleteCommand(frame, this)),
        new("version", () => new VersionCommand(frame)),
    ];

    private static IEnumerable<HelpRow> ExitCodes() => ErrorTable.Rows
        .GroupBy(row => row.ExitCode)
        .Select(rows => new HelpRow(rows.Key.ToString(CultureInfo.InvariantCulture), string.Join(", ", rows.Select(row => row.Name))));
}
