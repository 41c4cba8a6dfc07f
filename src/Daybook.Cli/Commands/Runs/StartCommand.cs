using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Runs;

namespace Daybook.Cli.Commands.Runs;

/// <summary><c>daybook run start</c></summary>
internal sealed class StartCommand : DaybookCommand
{
    private readonly Option<string> project = new("--project") { Description = "The project", HelpName = "id", Required = true };
    private readonly Option<string> task = new("--task") { Description = "The task", HelpName = "id", Required = true };
    private readonly Option<string> agent = new("--agent") { Description = "The agent", HelpName = "name", Required = true };
    private readonly Option<string?> parent = FieldOption.Text("--parent", "run", "The run that started it (default: DAYBOOK_RUN)");
    private readonly Option<string?> previous = FieldOption.Text("--previous", "run", "The run that it is a restart of");
    private readonly Option<string?> id = FieldOption.Text("--id", "id", "Its id (default: one is assigned)");

    private readonly Option<int?> pid = new("--pid")
    {
        Description = "The agent's process, which must run now; without it the run is unknown until it is finished",
        HelpName = "n",
        CustomParser = NumberArgument.ReadInt,
    };

    /// <summary>Builds the command.</summary>
    public StartCommand(CommandFrame frame)
        : base(
            frame,
            "start",
            "Records a run that something else watches over; run finish records its end.",
            "daybook run start --project web --task task-1 --agent codex",
            "daybook run start --project web --task task-1 --agent codex --quiet")
    {
        Add(project);
        Add(task);
        Add(agent);
        Add(parent);
        Add(previous);
        Add(pid);
        Add(id);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var run = new NewRun
        {
            ProjectId = call.Parsed.GetRequiredValue(project),
            TaskId = call.Parsed.GetRequiredValue(task),
            AgentType = call.Parsed.GetRequiredValue(agent),
            RunId = call.Value(id),
            Pid = call.Value(pid) ?? 0,
            Cwd = call.Surroundings.WorkingDirectory.Value,
        };

        // Before a store is made for it: what no store may hold leaves no trace.
        RunRules.Validate(run);
        await using EmbeddedStore store = await call.Stores.OpenToWriteAsync(call.Note, cancellationToken);
        run = run with
        {
            ParentRunId = call.Value(parent) is { } named ? (await store.Runs.GetAsync(named, cancellationToken)).Run.RunId : call.Surroundings.Variable(RunLiveness.VariableName),
            PreviousRunId = call.Value(previous) is { } older ? (await store.Runs.GetAsync(older, cancellationToken)).Run.RunId : null,
        };
        RunRecord created = await store.Runs.CreateAsync(run, cancellationToken);
        RunView view = await store.Runs.GetAsync(created.RunId, cancellationToken);
        RunOptions.Answer(call.Console, view, text => text.WriteLine(new Piece("Started", Tone.Good), " ", view.Run.RunId));
        return 0;
    }
}
