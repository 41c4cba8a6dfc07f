using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Daybook.Mcp.Transports;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>A line of the Model Context Protocol.</summary>
internal sealed class McpMessageTarget() : FuzzTarget(
    "mcp-message",
    Seed.Texts(
        """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"c","version":"1"}}}""",
        """{"jsonrpc":"2.0","id":"a","method":"tools/call","params":{"name":"memory_add","arguments":{"type":"note"},"_meta":{"progressToken":1}}}""",
        """{"jsonrpc":"2.0","method":"notifications/initialized"}""", """{"jsonrpc":"2.0","id":7,"result":{"x":[1,2]}}""",
        """{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"m","data":{}}}"""),
    "\"jsonrpc\":\"2.0\"", "\"id\":", "\"method\":", "\"params\":", "\"result\":", "\"error\":{", "\"code\":", "\"id\":1.5", "\"id\":[]", "\"id\":{}", "\"jsonrpc\":\"1.0\"")
{
    private static readonly JsonTypeInfo<JsonRpcMessage> Type = (JsonTypeInfo<JsonRpcMessage>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage));

    public override void Run(ReadOnlySpan<byte> input)
    {
        var line = new ReadOnlySequence<byte>(input.ToArray());
        LineReading reading = LineReading.Of(line, Type);
        Claim(reading.Message is null || reading.Refusal is null, "it is a message, and is refused");
        Claim(reading.Message is not null || reading.Refusal is not null || input.Trim(" \t\r"u8).IsEmpty, "it is lost without a word");
        if (reading.Refusal is { } refusal)
        {
            Claim(refusal[^1] == '\n' && refusal.AsSpan(0, refusal.Length - 1).IndexOf((byte)'\n') < 0, "a refusal is not one line");
            using JsonDocument document = JsonDocument.Parse(refusal);
            Claim(document.RootElement.GetProperty("error").GetProperty("code").GetInt32() < 0, "a refusal has no code");
        }

        if (reading.Message is { } message)
        {
            byte[] written = JsonSerializer.SerializeToUtf8Bytes(message, Type);
            LineReading again = LineReading.Of(new ReadOnlySequence<byte>(written), Type);
            Claim(again.Message is not null, "a message that is written again is none");
            ClaimSame(written, JsonSerializer.SerializeToUtf8Bytes(again.Message!, Type));
        }

        _ = LineReading.IdOf(line.Slice(0, line.Length / 2), isWhole: false, out _);
    }
}
