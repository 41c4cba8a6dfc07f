using System.CommandLine;
using System.Net;
using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Daybook.Mcp;
using Daybook.Mcp.Telemetry;
using Daybook.Mcp.Transports;

namespace Daybook.Cli.Commands.Mcp;

/// <summary><c>daybook mcp</c></summary>
internal sealed class McpCommand : DaybookCommand
{
    // After the end of the input the process is to be gone within a second; what was acknowledged is durable by then.
    private static readonly TimeSpan CloseWait = TimeSpan.FromMilliseconds(400);

    private readonly Option<IPEndPoint?> http = new("--http")
    {
        Description = "Serve over HTTP at this address, of this machine alone, in place of stdin and stdout",
        HelpName = "address:port",
        CustomParser = AddressArgument.Read,
    };

    private readonly Option<bool> allowRemote = new("--allow-remote")
    {
        Description = "Let --http listen where other machines reach it, unencrypted",
    };

    /// <summary>Builds the command.</summary>
    public McpCommand(CommandFrame frame)
        : base(
            frame,
            "mcp",
            "Serves agents over the Model Context Protocol on stdin and stdout, until stdin ends, or over HTTP, until it is told to stop. "
            + "DAYBOOK_LOG=debug logs to stderr.",
            "daybook mcp",
            "daybook mcp --store /srv/team/.daybook",
            "daybook mcp --http 127.0.0.1:4711")
    {
        Add(http);
        Add(allowRemote);
        Validators.Add(result =>
        {
            if (result.GetValue(allowRemote) && result.GetValue(http) is null)
            {
                result.AddError("--allow-remote is for --http: without it nothing listens");
            }
        });
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        Surroundings surroundings = call.Surroundings;
        var workplace = new McpWorkplace(call.Stores, surroundings, call.Note);
        DaybookMcp server = ServerOf(surroundings, workplace);
        using var log = StreamLog.Of(surroundings);
        using OtlpExport? telemetry = OtlpExport.IsAskedFor(surroundings.Environment) ? OtlpExport.Start(VersionCommand.Released()) : null;
        try
        {
            await (call.Value(http) is { } address
                ? new HttpServing(call, server, log).RunAsync(address, call.Value(allowRemote), cancellationToken)
                : server.ServeAsync(new LineTransport(BlockingInput.Of(surroundings.Input), surroundings.Output), log, cancellationToken));
        }
        finally
        {
            // Views are written when a store is closed. They can wait for another day if that takes long; truth is on the disk.
            await Task.WhenAny(workplace.DisposeAsync().AsTask(), Task.Delay(CloseWait, surroundings.Ports.Time, CancellationToken.None));
        }

        return 0;
    }

    /// <summary>The server, over whatever transport.</summary>
    internal static DaybookMcp ServerOf(Surroundings surroundings, IWorkplace workplace) => new(new McpSurroundings
    {
        Workplace = workplace,
        Time = surroundings.Ports.Time,
        Ids = surroundings.Ports.Ids,
        Environment = surroundings.Environment,
        Actor = surroundings.Actor,
        Version = VersionCommand.Released(),
        ProcessId = surroundings.Ports.Processes.OwnPid,
    });
}
