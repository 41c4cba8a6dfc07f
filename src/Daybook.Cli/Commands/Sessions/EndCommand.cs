using Daybook.Cli.Options;
using Daybook.Embedded;

namespace Daybook.Cli.Commands.Sessions;

/// <summary><c>daybook session end</c></summary>
internal sealed class EndCommand(CommandFrame frame) : DaybookCommand(
    frame,
    "end",
    "Ends the session of DAYBOOK_SESSION, else the open one of the agent. Tasks in progress stay what they are.",
    "daybook session end")
{
    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        await using EmbeddedStore store = await call.Stores.OpenToChangeAsync(cancellationToken);
        SessionAnswer.PrintChanged(
            call.Console, await store.Sessions.EndAsync(call.Surroundings.ActorWith(token: null), cancellationToken), "Ended");
        return 0;
    }
}
