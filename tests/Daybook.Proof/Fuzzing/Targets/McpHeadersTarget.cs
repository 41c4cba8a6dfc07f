using System.Buffers;
using System.Net;
using System.Text.Json.Serialization.Metadata;
using Daybook.Mcp.Http;
using Daybook.Mcp.Transports;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>The headers of a request over HTTP, and whether they agree with its body.</summary>
internal sealed class McpHeadersTarget() : FuzzTarget(
    "mcp-headers",
    Seed.Texts(
        "Host: 127.0.0.1:4711\nAuthorization: Bearer secret\nContent-Type: application/json; charset=utf-8\nAccept: application/json, text/event-stream\nMCP-Protocol-Version: 2026-07-28\nMcp-Method: tools/call\nMcp-Name: memory_add\n\n"
        + """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"memory_add","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}""",
        "Host: localhost:4711\nOrigin: http://localhost:4711\nAuthorization: bearer secret\nContent-Type: application/json\nAccept: application/json;q=0.9\nAccept: text/event-stream\nMCP-Protocol-Version: 2025-11-25\nMcp-Session-Id: s\n\n"
        + """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25"}}""",
        "Host: [::1]:4711\nMcp-Name: =?base64?bWVtb3J5?=\n\n{\"jsonrpc\":\"2.0\",\"method\":\"resources/read\",\"id\":2,\"params\":{\"uri\":\"a\"}}"),
    "Host: ", "Origin: null", "Origin: http://", "Authorization: Bearer secret\n", "Content-Type: ", "Accept: */*", "MCP-Protocol-Version: ", "Mcp-Name: =?base64?", "?=", "Mcp-Method: ", ";q=", "\"", "\n", "Content-Encoding: gzip\n")
{
    private static readonly JsonTypeInfo<JsonRpcMessage> Type = (JsonTypeInfo<JsonRpcMessage>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage));
    private static readonly Admission Admission = new(new HostRule(new IPEndPoint(IPAddress.Loopback, 4711)), new BearerToken("secret"));

    public override void Run(ReadOnlySpan<byte> input)
    {
        int end = input.IndexOf("\n\n"u8);
        ReadOnlySpan<byte> head = end < 0 ? input : input[..end];
        var context = new DefaultHttpContext();
        context.Request.Method = "POST";
        context.Request.Path = Admission.Path;
        foreach (string line in TextOf(head).Split('\n'))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                context.Request.Headers.Append(line[..colon], line[(colon + 1)..].Trim());
            }
        }

        Refusal? refusal = Admission.Examine(context.Request);
        Claim(refusal is not null || context.Request.Headers.Authorization.ToString().EndsWith("secret", StringComparison.Ordinal), "somebody without the secret is let in");
        var agreement = new HeaderAgreement(context.Request.Headers);
        _ = agreement.ExamineVersion();
        if (end >= 0 && LineReading.Of(new ReadOnlySequence<byte>(input[(end + 2)..].ToArray()), Type).Message is { } message)
        {
            _ = agreement.Examine(message);
        }
    }
}
