using System.Net;
using System.Net.Sockets;
using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Mcp;
using Daybook.Mcp.Http;
using Microsoft.Extensions.Logging;

namespace Daybook.Cli.Commands.Mcp;

/// <summary>Serves over HTTP until a signal ends it. It stands apart from the command, which can then run without loading a web server.</summary>
/// <param name="call">The call of the command.</param>
/// <param name="server">What is served.</param>
/// <param name="log">Who is told what happens.</param>
internal sealed class HttpServing(CommandCall call, DaybookMcp server, ILoggerFactory log)
{
    // Closing the store takes its time too, and both are to be done within a second.
    private static readonly TimeSpan StopWait = TimeSpan.FromMilliseconds(300);

    /// <summary>Listens, says where, and serves.</summary>
    /// <param name="address">Where to listen.</param>
    /// <param name="allowsRemote">Whether other machines are meant to reach it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="DaybookException">It cannot listen there, or there is no store or no usable token.</exception>
    public async Task RunAsync(IPEndPoint address, bool allowsRemote, CancellationToken cancellationToken)
    {
        if (!allowsRemote && !IPAddress.IsLoopback(address.Address))
        {
            throw new InvalidInputException($"{address} can be reached by other machines, and the token would travel there unencrypted")
            {
                Hint = "listen on 127.0.0.1, and let ssh -L bring others here; --allow-remote if it is meant",
            };
        }

        string store = call.Stores.Locate().Path;
        string token = AccessToken.Open(call.Surroundings.Ports, store, call.Stores.LockWait);
        TimeProvider time = call.Surroundings.Ports.Time;
        McpHttpServer http = await StartAsync(OptionsOf(address, allowsRemote, token), cancellationToken);
        try
        {
            Tell(http.Address.ToString(), AccessToken.PathIn(store));
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            // Calls that do not hear that they shall end are cut off; what they have acknowledged is durable.
            await Task.WhenAny(http.DisposeAsync().AsTask(), Task.Delay(StopWait, time, CancellationToken.None));
        }
    }

    private static async Task<McpHttpServer> StartAsync(McpHttpOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await McpHttpServer.StartAsync(options, cancellationToken);
        }
        catch (SocketException refused)
        {
            throw new BusyException($"cannot listen on {options.Address}: {refused.Message}", refused)
            {
                Hint = "choose another port; 0 lets the system choose one",
            };
        }
    }

    private McpHttpOptions OptionsOf(IPEndPoint address, bool allowsRemote, string token)
    {
        Surroundings surroundings = call.Surroundings;

        // Requests that stand alone have no session to be found under, so those of one server share a name in the store.
        string shared = surroundings.Variable(CrossLinks.SessionVariable) ?? surroundings.Ports.Ids.NewId().ToString();
        return new McpHttpOptions
        {
            Address = address,
            AllowsRemote = allowsRemote,
            Token = token,
            ForSession = server.OptionsForSession,
            ForRequest = () => server.OptionsForRequest(shared),
            Ids = surroundings.Ports.Ids,
            Time = surroundings.Ports.Time,
            Loggers = log,
        };
    }

    private void Tell(string url, string tokenPath)
    {
        if (call.Console.Mode == OutputMode.Json)
        {
            call.Console.WriteJson(new HttpAnswer(url, tokenPath), CliJson.Default.HttpAnswer);
            call.Console.Flush();
        }

        call.Console.Words.WriteLine($"Serving {url}");
        call.Console.Words.WriteLine($"Clients send the header Authorization: Bearer <what is in {tokenPath}>");
    }
}
