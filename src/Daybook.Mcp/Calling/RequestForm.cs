using System.Text.Json;
using System.Text.Json.Nodes;
using Daybook.Errors;
using Daybook.Mcp.Answers;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Daybook.Mcp.Calling;

/// <summary>
/// What the parameters of a request must have before they are read. The reader of the protocol would answer that an error occurred, as if it
/// were ours; by <see cref="ErrorTable"/> it is the caller's, who is told what is missing.
/// </summary>
internal static class RequestForm
{
    private const int PathBytesMax = 200;

    /// <summary>Looks at a request before it is read.</summary>
    /// <exception cref="McpProtocolException">Its parameters are not those of its method.</exception>
    public static McpMessageHandler Examined(McpMessageHandler next) => async (context, cancellationToken) =>
    {
        var request = context.JsonRpcMessage as JsonRpcRequest;
        if (request is not null && FaultOf(request.Method, request.Params) is { } fault)
        {
            throw new McpProtocolException(fault, McpErrorCode.InvalidParams);
        }

        try
        {
            await next(context, cancellationToken).ConfigureAwait(false);
        }
        catch (JsonException failure) when (request is not null)
        {
            // What fails in our own hands is told by an answer or an error of ours; this is the reading of the parameters.
            throw new McpProtocolException($"params of {request.Method} cannot be read{At(failure.Path)}", failure, McpErrorCode.InvalidParams);
        }
    };

    private static string At(string? path) => path is { Length: > 0 } ? $" at {CutText.ToBytes(path, PathBytesMax)}" : "";

    private static string? FaultOf(string method, JsonNode? parameters) => method switch
    {
        RequestMethods.ToolsCall => NameFault(parameters, method, "name", "the name of a tool") ?? ArgumentsFault(parameters),
        RequestMethods.PromptsGet => NameFault(parameters, method, "name", "the name of a prompt") ?? ArgumentsFault(parameters),
        RequestMethods.ResourcesRead => NameFault(parameters, method, "uri", "the address of a resource"),
        _ => null,
    };

    private static string? NameFault(JsonNode? parameters, string method, string member, string meaning) =>
        parameters is not JsonObject given ? $"{method} lacks params, an object with {member}, {meaning}"
        : given[member] is not { } name ? $"params of {method} lack {member}, {meaning}"
        : name.GetValueKind() != JsonValueKind.String ? $"{member} in params of {method} is not a text; it must be {meaning}"
        : null;

    private static string? ArgumentsFault(JsonNode? parameters) =>
        parameters?["arguments"] is not { } arguments || arguments.GetValueKind() == JsonValueKind.Object
            ? null
            : "arguments in params is not an object; it must have the arguments by name, as {\"id\":\"...\"}";
}
