using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Daybook.Mcp.Http;

/// <summary>
/// One client's transport and server. They are shared with nobody: answers are matched to requests by ids that clients choose, and two
/// clients choose the same ones.
/// </summary>
internal sealed class HttpSession : IAsyncDisposable
{
    private readonly StreamableHttpServerTransport transport;
    private readonly McpServer server;
    private readonly Task running;

    private HttpSession(StreamableHttpServerTransport transport, McpServerOptions options, ILoggerFactory loggers)
    {
        this.transport = transport;
        server = McpServer.Create(transport, options, loggers, serviceProvider: null);
        running = server.RunAsync(CancellationToken.None);
    }

    /// <summary>Its name, known to its client; null where a request stands alone.</summary>
    public string? Id => transport.SessionId;

    /// <summary>The version that client and server agreed on; null before that.</summary>
    public string? Version => server.NegotiatedProtocolVersion;

    /// <summary>A session of several requests.</summary>
    public static HttpSession Open(string id, McpServerOptions options, ILoggerFactory loggers) =>
        new(new StreamableHttpServerTransport(loggers) { SessionId = id }, options, loggers);

    /// <summary>A session of one request, which says itself all that the server has to know.</summary>
    public static HttpSession OpenForOne(McpServerOptions options, ILoggerFactory loggers) =>
        new(new StreamableHttpServerTransport(loggers) { Stateless = true }, options, loggers);

    /// <summary>Hands a message to the server and sends what it answers. Without anything to answer, that is acknowledged.</summary>
    /// <param name="message">The message.</param>
    /// <param name="context">The post that brought it.</param>
    /// <param name="cancellationToken">Ends the wait: the client has gone, or the server stops.</param>
    public async Task AnswerAsync(JsonRpcMessage message, HttpContext context, CancellationToken cancellationToken)
    {
        HttpResponse response = context.Response;
        response.Headers[HeaderNames.ContentType] = MediaTypes.EventStream;
        response.Headers["X-Accel-Buffering"] = "no";
        if (Id is not null)
        {
            response.Headers[ProtocolHeaders.Session] = Id;
        }

        context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
        bool hasAnswered = Id is null
            ? await AnswerAloneAsync(message, response, cancellationToken).ConfigureAwait(false)
            : await transport.HandlePostRequestAsync(message, response.Body, cancellationToken).ConfigureAwait(false);
        if (!hasAnswered)
        {
            response.Headers.Remove(HeaderNames.ContentType);
            response.StatusCode = StatusCodes.Status202Accepted;
        }
    }

    /// <summary>Ends it; what it still does for its client is told to stop, and is waited for.</summary>
    public async ValueTask DisposeAsync()
    {
        await transport.DisposeAsync().ConfigureAwait(false);
        await server.DisposeAsync().ConfigureAwait(false);
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Where requests stand alone, some errors have a status of their own. They come as one message, not as a stream with one.</summary>
    private async Task<bool> AnswerAloneAsync(JsonRpcMessage message, HttpResponse response, CancellationToken cancellationToken)
    {
        var body = new ClosableStream(response.Body);
        return await transport.HandlePostRequestAsync(message, body, StartAsync, cancellationToken).ConfigureAwait(false);

        async ValueTask StartAsync(JsonRpcMessage? first)
        {
            if (first is JsonRpcError error && StatusOf(error) is { } status)
            {
                response.StatusCode = status;
                await Refusal.WriteAsync(response, error, cancellationToken).ConfigureAwait(false);
                body.Close();
            }
        }
    }

    private static int? StatusOf(JsonRpcError error) => (McpErrorCode)error.Error.Code switch
    {
        McpErrorCode.MethodNotFound => StatusCodes.Status404NotFound,
        McpErrorCode.HeaderMismatch or McpErrorCode.MissingRequiredClientCapability or McpErrorCode.UnsupportedProtocolVersion =>
            StatusCodes.Status400BadRequest,
        _ => null,
    };
}
