using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Daybook.Mcp.Http;

/// <summary>Why a request is not answered: for HTTP a status, for the client an error of the protocol. It never repeats what was sent as a secret.</summary>
/// <param name="Status">Of HTTP.</param>
/// <param name="Message">What is wrong and what would be right.</param>
internal sealed record Refusal(int Status, string Message)
{
    /// <summary>What other servers say where a session is gone; the protocol names no code for it.</summary>
    public const int SessionNotFound = -32001;

    private static readonly JsonTypeInfo<JsonRpcError> ErrorType =
        (JsonTypeInfo<JsonRpcError>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcError));

    /// <summary>Of the protocol.</summary>
    public int Code { get; init; } = (int)McpErrorCode.InvalidRequest;

    /// <summary>What the code has to say beyond words.</summary>
    public JsonNode? Details { get; init; }

    /// <summary>The request, where it was read.</summary>
    public RequestId Id { get; init; }

    /// <summary>A header that belongs to the status, and its value.</summary>
    public (string Name, string Value)? Header { get; init; }

    /// <summary>Header and body say different things, or a header lacks.</summary>
    public static Refusal Mismatch(string message) =>
        new(StatusCodes.Status400BadRequest, "Header mismatch: " + message) { Code = (int)McpErrorCode.HeaderMismatch };

    /// <summary>Sends it in place of an answer.</summary>
    public Task WriteAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        response.StatusCode = Status;
        if (Header is { } header)
        {
            response.Headers[header.Name] = header.Value;
        }

        var error = new JsonRpcError { Id = Id, Error = new JsonRpcErrorDetail { Code = Code, Message = Message, Data = Details } };
        return WriteAsync(response, error, cancellationToken);
    }

    /// <summary>Sends an error as the one message of a response.</summary>
    public static Task WriteAsync(HttpResponse response, JsonRpcError error, CancellationToken cancellationToken)
    {
        response.Headers[HeaderNames.ContentType] = MediaTypes.Json;
        return JsonSerializer.SerializeAsync(response.Body, error, ErrorType, cancellationToken);
    }
}
