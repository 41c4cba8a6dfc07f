using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Embedded;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Sessions;

/// <summary><c>daybook session scope</c></summary>
internal sealed class ScopeCommand : DaybookCommand
{
    private readonly Argument<string> text = new("text") { Description = "What the session is about from now on, in one line" };

    /// <summary>Builds the command.</summary>
    public ScopeCommand(CommandFrame frame)
        : base(
            frame,
            "scope",
            "Notes what the session of DAYBOOK_SESSION, else the open one of the agent, is about from now on.",
            "daybook session scope \"the connection pool\"")
    {
        Add(text);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        string scope = call.Parsed.GetRequiredValue(text);
        TaskActor actor = call.Surroundings.ActorWith(token: null);
        TaskRules.ValidateScope(scope);
        TaskRules.Validate(actor);
        await using EmbeddedStore store = await call.Stores.OpenToWriteAsync(call.Note, cancellationToken);
        SessionAnswer.PrintChanged(call.Console, await store.Sessions.ChangeScopeAsync(scope, actor, cancellationToken), "Changed");
        return 0;
    }
}
