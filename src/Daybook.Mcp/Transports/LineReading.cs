using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Daybook.Mcp.Transports;

/// <summary>What a line turned out to be: a message, nothing at all, or something to be answered with an error.</summary>
/// <param name="Message">The message.</param>
/// <param name="Refusal">The line that answers what is no message.</param>
internal readonly record struct LineReading(JsonRpcMessage? Message, byte[]? Refusal)
{
    /// <summary>Reads a line without its end.</summary>
    public static LineReading Of(ReadOnlySequence<byte> line, JsonTypeInfo<JsonRpcMessage> type)
    {
        byte[] bytes = Trimmed(line);
        if (bytes.Length == 0)
        {
            return default;
        }

        if (bytes[0] == '[')
        {
            return new LineReading(null, Refuse((int)McpErrorCode.InvalidRequest, "several messages in one are not part of this protocol; send each on a line of its own", id: null));
        }

        try
        {
            return JsonSerializer.Deserialize(bytes, type) is { } message
                ? new LineReading(message, null)
                : new LineReading(null, Refuse((int)McpErrorCode.InvalidRequest, "null is no message", id: null));
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or NotSupportedException or ArgumentException or FormatException)
        {
            string? id = IdOf(bytes, out bool isJson);
            return new LineReading(null, isJson
                ? Refuse((int)McpErrorCode.InvalidRequest, "this is no JSON-RPC 2.0 message", id)
                : Refuse((int)McpErrorCode.ParseError, "this is no JSON", id: null));
        }
    }

    /// <summary>The line of an error.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="id">The request's id as JSON; null where it is not known, which the answer then says.</param>
    public static byte[] Refuse(int code, string message, string? id)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("jsonrpc"u8, "2.0"u8);
            writer.WritePropertyName("id"u8);
            writer.WriteRawValue(id ?? "null");
            writer.WriteStartObject("error"u8);
            writer.WriteNumber("code"u8, code);
            writer.WriteString("message"u8, message);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Trimmed(ReadOnlySequence<byte> line)
    {
        byte[] bytes = line.ToArray();
        return bytes.AsSpan().Trim(" \t\r"u8) is { Length: var length } trimmed && length < bytes.Length ? trimmed.ToArray() : bytes;
    }

    private static string? IdOf(byte[] bytes, out bool isJson)
    {
        isJson = false;
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            isJson = true;
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("id", out JsonElement id)
                ? id.ValueKind switch
                {
                    JsonValueKind.String => id.GetRawText(),
                    JsonValueKind.Number when id.TryGetInt64(out long number) => number.ToString(CultureInfo.InvariantCulture),
                    _ => null,
                }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
