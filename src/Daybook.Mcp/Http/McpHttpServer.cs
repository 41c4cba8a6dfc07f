using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Daybook.Mcp.Http;

/// <summary>
/// Serves the protocol over HTTP to all who have its token. It is the web server alone, without a host around it: nothing else reads
/// settings, takes signals or writes logs.
/// </summary>
public sealed class McpHttpServer : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping;
    private readonly HttpSessions sessions;
    private readonly KestrelServer server;

    private McpHttpServer(KestrelServer server, HttpSessions sessions, CancellationTokenSource stopping, IPEndPoint bound)
    {
        this.server = server;
        this.sessions = sessions;
        this.stopping = stopping;
        Address = new Uri($"http://{bound}{Admission.Path}");
    }

    /// <summary>Where clients find it.</summary>
    public Uri Address { get; }

    /// <summary>Starts to listen. When it returns, clients are answered.</summary>
    /// <exception cref="ArgumentException">The address can be reached by other machines, and that is not said to be meant.</exception>
    /// <exception cref="SocketException">The address is taken, or is not this machine's.</exception>
    public static async Task<McpHttpServer> StartAsync(McpHttpOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!options.AllowsRemote && !IPAddress.IsLoopback(options.Address.Address))
        {
            throw new ArgumentException($"{options.Address} can be reached by other machines", nameof(options));
        }

        // Bound before anything listens, so that the port is known to the rules that let requests in.
        Socket socket = SocketTransportOptions.CreateDefaultBoundListenSocket(options.Address);
        var bound = (IPEndPoint?)socket.LocalEndPoint ?? options.Address;
        var stopping = new CancellationTokenSource();
        var sessions = new HttpSessions(options);
        KestrelServer server = Create(bound, socket, options.Loggers);
        var started = new McpHttpServer(server, sessions, stopping, bound);
        try
        {
            var admission = new Admission(new HostRule(bound), new BearerToken(options.Token));
            await server.StartAsync(new McpEndpoint(options, admission, sessions, stopping.Token), cancellationToken).ConfigureAwait(false);
            return started;
        }
        catch
        {
            socket.Dispose();
            await started.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops. What is being answered is told to end; nothing is waited for but that.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await server.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        await sessions.DisposeAsync().ConfigureAwait(false);
        server.Dispose();
        stopping.Dispose();
    }

    private static KestrelServer Create(IPEndPoint bound, Socket socket, ILoggerFactory loggers)
    {
        var settings = new KestrelServerOptions { AddServerHeader = false };
        settings.Limits.MaxRequestBodySize = McpHttpOptions.BodyBytesMax;
        settings.Listen(bound, static listen => listen.Protocols = HttpProtocols.Http1);
        var sockets = new SocketTransportOptions { CreateBoundListenSocket = _ => socket };
        return new KestrelServer(Options.Create(settings), new SocketTransportFactory(Options.Create(sockets), loggers), loggers);
    }
}
