using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Daybook.Mcp.Transports;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Daybook.Mcp.Http;

/// <summary>
/// Answers requests: whoever is let in posts one message, to the session that the headers name or, from 2026-07-28 on, to none. Both eras
/// share the one address.
/// </summary>
/// <param name="options">What is served.</param>
/// <param name="admission">Who is let in.</param>
/// <param name="sessions">The sessions of the older era.</param>
/// <param name="stopping">Ends all that is being answered.</param>
internal sealed class McpEndpoint(McpHttpOptions options, Admission admission, HttpSessions sessions, CancellationToken stopping)
    : IHttpApplication<HttpContext>
{
    private static readonly JsonTypeInfo<JsonRpcMessage> MessageType =
        (JsonTypeInfo<JsonRpcMessage>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage));

    /// <inheritdoc/>
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    /// <inheritdoc/>
    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // Kestrel owns the features that the context is made of.
    }

    /// <inheritdoc/>
    public async Task ProcessRequestAsync(HttpContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            Refusal? refusal = admission.Examine(context.Request) ?? await AnswerAsync(context, ending.Token).ConfigureAwait(false);
            if (refusal is not null)
            {
                await refusal.WriteAsync(context.Response, ending.Token).ConfigureAwait(false);
            }
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            await new Refusal(bad.StatusCode, bad.Message).WriteAsync(context.Response, ending.Token).ConfigureAwait(false);
        }
        catch (JsonException) when (!context.Response.HasStarted)
        {
            // The transport itself reads what a handshake says.
            context.Response.Headers.Remove(ProtocolHeaders.Session);
            await new Refusal(StatusCodes.Status400BadRequest, "The parameters are not those of the method") { Code = (int)McpErrorCode.InvalidParams }
                .WriteAsync(context.Response, ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Nobody is there to be answered.
            context.Abort();
        }
    }

    private async Task<Refusal?> AnswerAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var agreement = new HeaderAgreement(context.Request.Headers);
        if (agreement.ExamineVersion() is { } unknown)
        {
            return unknown;
        }

        bool isAlone = ProtocolVersions.IsWithoutSessions(agreement.Version);
        if (HttpMethods.IsDelete(context.Request.Method))
        {
            return isAlone ? Admission.NotAllowed(HttpMethods.Post) : await EndAsync(context).ConfigureAwait(false);
        }

        (JsonRpcMessage? message, Refusal? unreadable) = await ReadAsync(context.Request, cancellationToken).ConfigureAwait(false);
        if (message is null)
        {
            return unreadable;
        }

        Refusal? refusal = agreement.Examine(message);
        if (refusal is null)
        {
            message.Context = new JsonRpcMessageContext { ProtocolVersion = agreement.Version };
            refusal = isAlone
                ? await AnswerAloneAsync(message, context, cancellationToken).ConfigureAwait(false)
                : await AnswerInSessionAsync(message, agreement, context, cancellationToken).ConfigureAwait(false);
        }

        return refusal is null || message is not JsonRpcRequest request ? refusal : refusal with { Id = request.Id };
    }

    private static async Task<(JsonRpcMessage? Message, Refusal? Refusal)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken).ConfigureAwait(false);
        byte[] json = WithoutMark(body.GetBuffer().AsSpan(0, (int)body.Length)).ToArray();
        JsonRpcMessage? message;
        try
        {
            message = JsonSerializer.Deserialize(json, MessageType);
        }
        catch (JsonException)
        {
            return (null, NoMessage(McpErrorCode.ParseError));
        }
        catch (InvalidOperationException)
        {
            return (null, Unreadable(McpErrorCode.InvalidParams, LineReading.NoText));
        }

        RequestId id = message is JsonRpcRequest asked ? asked.Id : default;
        return message is null ? (null, NoMessage(McpErrorCode.InvalidRequest))
            : !LineReading.HasText(json) ? (null, Unreadable(McpErrorCode.InvalidParams, LineReading.NoText) with { Id = id })
            : MessageNames.FaultOf(json) is { } fault ? (null, Unreadable(McpErrorCode.InvalidRequest, fault) with { Id = id })
            : (message, null);
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> body) => body.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;

    private static Refusal Unreadable(McpErrorCode code, string message) => new(StatusCodes.Status400BadRequest, message) { Code = (int)code };

    private static Refusal NoMessage(McpErrorCode code) =>
        new(StatusCodes.Status400BadRequest, "The body is not one message of JSON-RPC 2.0; batches are not part of the protocol") { Code = (int)code };

    private async Task<Refusal?> AnswerAloneAsync(JsonRpcMessage message, HttpContext context, CancellationToken cancellationToken)
    {
        HttpSession one = HttpSession.OpenForOne(options.ForRequest(), options.Loggers);
        await using (one.ConfigureAwait(false))
        {
            await one.AnswerAsync(message, context, cancellationToken).ConfigureAwait(false);
            return null;
        }
    }

    private async Task<Refusal?> AnswerInSessionAsync(
        JsonRpcMessage message, HeaderAgreement agreement, HttpContext context, CancellationToken cancellationToken)
    {
        bool begins = message is JsonRpcRequest { Method: RequestMethods.Initialize };
        (HttpSession? session, Refusal? refusal) = begins ? await OpenAsync(context.Request).ConfigureAwait(false) : Find(context.Request);
        if (session is null)
        {
            return refusal;
        }

        try
        {
            if (agreement.Version is { } version && session.Version is { } agreed && version != agreed)
            {
                return Refusal.Mismatch($"{ProtocolHeaders.Version} is '{version}' and the session has agreed on '{agreed}'");
            }

            await session.AnswerAsync(message, context, cancellationToken).ConfigureAwait(false);
            return null;
        }
        finally
        {
            sessions.Release(session);
            if (begins && session.Version is null && session.Id is { } id)
            {
                // Its client was told an error, or is gone: nobody will come back for it.
                await sessions.EndAsync(id).ConfigureAwait(false);
            }
        }
    }

    private async Task<(HttpSession? Session, Refusal? Refusal)> OpenAsync(HttpRequest request)
    {
        if (request.Headers.ContainsKey(ProtocolHeaders.Session))
        {
            return (null, new Refusal(StatusCodes.Status400BadRequest, "A session is initialized once; initialize without a session begins another"));
        }

        HttpSession? opened = await sessions.OpenAsync().ConfigureAwait(false);
        return (opened, opened is null ? new Refusal(StatusCodes.Status503ServiceUnavailable, "There are too many sessions, and all are busy") : null);
    }

    private (HttpSession? Session, Refusal? Refusal) Find(HttpRequest request) =>
        request.Headers[ProtocolHeaders.Session] is not [{ Length: > 0 } id]
            ? (null, new Refusal(StatusCodes.Status400BadRequest, $"The {ProtocolHeaders.Session} header is missing; initialize begins a session"))
        : sessions.TryUse(id, out HttpSession? session) ? (session, null)
        : (null, Gone());

    private async Task<Refusal?> EndAsync(HttpContext context)
    {
        if (context.Request.Headers[ProtocolHeaders.Session] is not [{ Length: > 0 } id] || !await sessions.EndAsync(id).ConfigureAwait(false))
        {
            return Gone();
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return null;
    }

    private static Refusal Gone() =>
        new(StatusCodes.Status404NotFound, "There is no such session (any more); initialize begins another") { Code = Refusal.SessionNotFound };
}
