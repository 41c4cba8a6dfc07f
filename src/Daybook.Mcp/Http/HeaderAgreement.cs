using System.Text.Json.Nodes;
using Daybook.Mcp.Calling;
using Daybook.Prime;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Daybook.Mcp.Http;

/// <summary>
/// Whether the headers of a post say what its body says. Whoever stands between client and server decides by the headers, and what is done
/// is decided by the body; a request that tells them different things is not answered.
/// </summary>
/// <seealso href="https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http#server-validation"/>
internal sealed class HeaderAgreement(IHeaderDictionary headers)
{
    private const string MetaMember = "_meta";
    private const string VersionMember = "io.modelcontextprotocol/protocolVersion";

    /// <summary>The version that the headers name, if they do.</summary>
    public string? Version => headers[ProtocolHeaders.Version] is [{ } version] ? version : null;

    private bool IsWithoutSessions => ProtocolVersions.IsWithoutSessions(Version);

    /// <summary>What is wrong with the version header by itself; null where it lacks or is fine.</summary>
    public Refusal? ExamineVersion() =>
        headers[ProtocolHeaders.Version].Count > 1 ? Refusal.Mismatch($"there is more than one {ProtocolHeaders.Version} header")
        : Version is not { } version || ProtocolVersions.IsKnown(version) ? null
        : new Refusal(StatusCodes.Status400BadRequest, "Unsupported protocol version")
        {
            Code = (int)McpErrorCode.UnsupportedProtocolVersion,
            Details = new JsonObject
            {
                ["supported"] = new JsonArray([.. ProtocolVersions.All.Select(static known => JsonValue.Create(known))]),
                ["requested"] = version,
            },
        };

    /// <summary>Where headers and message differ; null where they agree.</summary>
    public Refusal? Examine(JsonRpcMessage message) => message switch
    {
        JsonRpcRequest request => Examine(request.Method, request.Params, isRequest: true),
        JsonRpcNotification notification => Examine(notification.Method, notification.Params, isRequest: false),
        _ when IsWithoutSessions => new Refusal(StatusCodes.Status400BadRequest, "In this version of the protocol a client sends no responses"),
        _ => null,
    };

    private Refusal? Examine(string method, JsonNode? parameters, bool isRequest) =>
        ExamineVersion(method, parameters, isRequest)
        ?? Compare(ProtocolHeaders.Method, method, isNeeded: IsWithoutSessions && isRequest, isEncoded: false)
        ?? (NameOf(method, parameters) is { } name ? Compare(ProtocolHeaders.Name, name, isNeeded: IsWithoutSessions && isRequest, isEncoded: true) : null);

    private Refusal? ExamineVersion(string method, JsonNode? parameters, bool isRequest)
    {
        string? inBody = TextOf(Member(parameters, MetaMember), VersionMember);
        if (IsWithoutSessions)
        {
            return inBody == Version || (inBody is null && !isRequest) ? null
                : Refusal.Mismatch($"{ProtocolHeaders.Version} is '{Version}' and {VersionMember} in the body's {MetaMember} is {Quoted(inBody)}");
        }

        if (Version is not null && ProtocolVersions.IsWithoutSessions(inBody))
        {
            return Refusal.Mismatch($"{ProtocolHeaders.Version} is '{Version}' and {VersionMember} in the body's {MetaMember} is {Quoted(inBody)}");
        }

        if (Version is null)
        {
            return ProtocolVersions.IsWithoutSessions(inBody) ? Refusal.Mismatch($"the {ProtocolHeaders.Version} header is missing") : null;
        }

        return method == RequestMethods.Initialize && TextOf(parameters, "protocolVersion") is { } asked && asked != Version
            ? Refusal.Mismatch($"{ProtocolHeaders.Version} is '{Version}' and the body asks for {Quoted(asked)}")
            : null;
    }

    private Refusal? Compare(string header, string inBody, bool isNeeded, bool isEncoded)
    {
        if (headers[header].Count == 0)
        {
            return isNeeded ? Refusal.Mismatch($"the {header} header is missing") : null;
        }

        string? inHeader = headers[header] is [{ } value] ? isEncoded ? McpHeaderEncoder.DecodeValue(value) : value : null;
        return inHeader == inBody ? null : Refusal.Mismatch($"the {header} header is not what the body says");
    }

    /// <summary>What a request is about, for those that are about one thing by its name.</summary>
    private static string? NameOf(string method, JsonNode? parameters) => method switch
    {
        RequestMethods.ToolsCall or RequestMethods.PromptsGet => TextOf(parameters, "name"),
        RequestMethods.ResourcesRead => TextOf(parameters, "uri"),
        _ => null,
    };

    private static JsonNode? Member(JsonNode? node, string name) => node is JsonObject members ? members[name] : null;

    private static string? TextOf(JsonNode? node, string name) =>
        Member(node, name) is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static string Quoted(string? text) => text is null ? "missing" : $"'{PlainLine.Of(text, ToolArguments.ToldMax)}'";
}
