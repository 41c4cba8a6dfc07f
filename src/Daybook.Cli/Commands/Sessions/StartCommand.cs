using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Embedded;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Sessions;

/// <summary><c>daybook session start</c></summary>
internal sealed class StartCommand : DaybookCommand
{
    private readonly Option<string?> agent = FieldOption.Text("--agent", "name", "Who works (default: DAYBOOK_AGENT, else user@host)");

    /// <summary>Builds the command.</summary>
    public StartCommand(CommandFrame frame)
        : base(
            frame,
            "start",
            "Begins a session. With DAYBOOK_SESSION set, the one of that id begins or goes on.",
            "daybook session start --agent codex-7",
            "daybook session start --quiet")
    {
        Add(agent);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        TaskActor environment = call.Surroundings.ActorWith(token: null);
        TaskActor actor = environment with { Agent = call.Value(agent) ?? environment.Agent };
        TaskRules.Validate(actor);
        await using EmbeddedStore store = await call.Stores.OpenToWriteAsync(call.Note, cancellationToken);
        SessionAnswer.PrintChanged(call.Console, await store.Sessions.StartAsync(actor, cancellationToken), "Started");
        return 0;
    }
}
