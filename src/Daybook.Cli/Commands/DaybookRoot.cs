using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using Daybook.Cli.Commands.Context;
using Daybook.Cli.Commands.Drafts;
using Daybook.Cli.Commands.Memory.Ingest;
using Daybook.Cli.Commands.Recall;
using Daybook.Cli.Commands.Runs;
using Daybook.Cli.Commands.Sessions;
using Daybook.Cli.Commands.Tasks;
using Daybook.Cli.Commands.Tour;
using Daybook.Cli.Help;
using Daybook.Errors;

namespace Daybook.Cli.Commands;

/// <summary><c>daybook</c>: the root of the command tree.</summary>
internal sealed class DaybookRoot : DaybookCommand
{
    private readonly Option<bool> version = new("--version") { Description = "Print the version" };

    /// <summary>Builds the tree.</summary>
    public DaybookRoot(CommandFrame frame)
        : base(
            frame,
            "daybook",
            "Durable state for coding agents: what they learn and have to do survives the end of a process, a session and a machine.",
            "daybook init",
            "daybook remember \"Retries hide the pool leak: never raise them\" --path src/db.cs",
            "daybook memory query --path src/db.cs",
            "daybook task create \"Fix the pool leak\" --priority 1",
            "daybook task resume",
            "daybook doctor")
    {
        frame.Store.AddTo(this);
        frame.Output.AddTo(this);
        Add(new HelpOption("--help", "-h") { Description = "Show help", Action = new ShowHelp(frame) });
        Add(version);
        Add(new InitCommand(frame));
        Add(new WhereCommand(frame));
        Add(new StatusCommand(frame));
        Add(new RememberCommand(frame));
        Add(Memory(frame));
        Add(TaskGroup.Of(frame));
        Add(SessionGroup.Of(frame));
        Add(ContextGroup.Of(frame));
        Add(RunGroup.Of(frame));
        Add(DraftGroup.Of(frame));
        Add(RecallGroup.Of(frame));
        Add(new DoctorCommand(frame));
        Add(new TourCommand(frame));
        Add(new CompletionCommand(frame));
        Add(new CompleteCommand(frame, this));
        Add(new VersionCommand(frame));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<HelpSection> MoreHelp { get; } =
    [
        new("Environment", [
            new("DAYBOOK_STORE", "The store, unless --store names one"),
            new("DAYBOOK_AGENT", "Who is acting: the holder of claims, and for those who wait for a lock (default: user@host)"),
            new("DAYBOOK_SESSION", "The session in which it is done, stored with records and events; likewise DAYBOOK_RUN, DAYBOOK_TASK, DAYBOOK_OPERATION"),
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

    private static GroupCommand Memory(CommandFrame frame) => new(
        frame,
        "memory",
        "What was learned: incidents, decisions, patterns, notes.",
        [
            "daybook memory add --type incident --severity high --title \"Pool exhausted\" --path src/db.cs",
            "daybook memory query --path src/db.cs --json",
        ],
        () =>
        [
            new Memory.AddCommand(frame),
            new Memory.QueryCommand(frame),
            new Memory.ListCommand(frame),
            new Memory.ShowCommand(frame),
            new Memory.ForgetCommand(frame),
            new Memory.SupersedeCommand(frame),
            new Memory.CompactCommand(frame),
            new Memory.StatusCommand(frame),
            IngestGroup.Of(frame),
        ]);

    private static IEnumerable<HelpRow> ExitCodes() => ErrorTable.Rows
        .GroupBy(row => row.ExitCode)
        .Select(rows => new HelpRow(rows.Key.ToString(CultureInfo.InvariantCulture), string.Join(", ", rows.Select(row => row.Name))));
}
