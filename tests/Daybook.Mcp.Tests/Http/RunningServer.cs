using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Daybook.Mcp.Http;
using Daybook.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using ModelContextProtocol.Client;
using Xunit;

namespace Daybook.Mcp.Tests.Http;

/// <summary>A server over HTTP in this process, and the ways to speak to it.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    public const string Token = "correct-horse-battery-staple-0123456789";

    private readonly McpHttpServer server;

    private RunningServer(McpHttpServer server, SmallServer small)
    {
        this.server = server;
        Small = small;
    }

    public SmallServer Small { get; }

    public ManualClock Clock { get; private init; } = new();

    public Uri Address => server.Address;

    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false });

    public static Task<RunningServer> StartAsync() => StartAsync(static options => options);

    public static async Task<RunningServer> StartAsync(Func<McpHttpOptions, McpHttpOptions> change)
    {
        var small = new SmallServer();
        var clock = new ManualClock();
        McpHttpOptions options = change(new McpHttpOptions
        {
            Address = new IPEndPoint(IPAddress.Loopback, 0),
            Token = Token,
            ForSession = small.Options,
            ForRequest = small.Options,
            Ids = new RandomIdSource(),
            Time = clock,
            Loggers = NullLoggerFactory.Instance,
        });
        McpHttpServer server = await McpHttpServer.StartAsync(options, TestContext.Current.CancellationToken);
        return new RunningServer(server, small) { Clock = clock };
    }

    /// <summary>A post that is as it should be: of the newest version, about nothing in particular.</summary>
    public HttpRequestMessage Post(string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        return request;
    }

    /// <summary>Sends a request; the answer's body is read.</summary>
    public async Task<(HttpResponseMessage Response, string Body)> SendAsync(HttpRequestMessage request)
    {
        HttpResponseMessage response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The SDK's own client, in a version of the protocol.</summary>
    public Task<McpClient> ConnectAsync(string version)
    {
        var options = new HttpClientTransportOptions
        {
            Endpoint = Address,
            TransportMode = HttpTransportMode.StreamableHttp,
            AdditionalHeaders = new Dictionary<string, string> { ["Authorization"] = $"Bearer {Token}" },
        };
        var transport = new HttpClientTransport(options, new HttpClient(new SocketsHttpHandler { UseProxy = false }), NullLoggerFactory.Instance, ownsHttpClient: true);
        return McpClient.CreateAsync(transport, new McpClientOptions { ProtocolVersion = version }, cancellationToken: TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await server.DisposeAsync();
    }
}
