using System.Buffers;
using System.Globalization;
using System.Text;
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
    /// <summary>What is said of a message with a text that is none.</summary>
    public const string NoText = "a text of the message holds half of a surrogate pair, or bytes that are no UTF-8; it was not read";

    // Clients choose ids; what answers an error need not repeat one of any length.
    private const int IdBytesMax = 1_000;

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
            if (JsonSerializer.Deserialize(bytes, type) is not { } message)
            {
                return new LineReading(null, Refuse((int)McpErrorCode.InvalidRequest, "null is no message", id: null));
            }

            if (!HasText(bytes))
            {
                return new LineReading(null, Refuse((int)McpErrorCode.InvalidParams, NoText, IdOf(line, isWhole: true, out _)));
            }

            return MessageNames.FaultOf(bytes) is { } fault
                ? new LineReading(null, Refuse((int)McpErrorCode.InvalidRequest, fault, IdOf(line, isWhole: true, out _)))
                : new LineReading(message, null);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or NotSupportedException or ArgumentException or FormatException)
        {
            string? id = IdOf(line, isWhole: true, out bool isJson);
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

    /// <summary>Whether every text of a message is one; it was parsed before, which leaves texts as they are until somebody asks.</summary>
    public static bool HasText(ReadOnlySpan<byte> json)
    {
        try
        {
            WellFormedJson.CheckTexts(json);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The id of a message, as JSON, that cannot be read as one: it is nested too deeply, or too long to be held.</summary>
    /// <param name="json">The message, or the beginning of it.</param>
    /// <param name="isWhole">Whether it is all of it.</param>
    /// <param name="isJson">Whether it is JSON as far as it goes.</param>
    public static string? IdOf(ReadOnlySequence<byte> json, bool isWhole, out bool isJson)
    {
        string? id = null;
        try
        {
            var reader = new Utf8JsonReader(json, isWhole, new JsonReaderState(new JsonReaderOptions { MaxDepth = int.MaxValue }));
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && IsId(reader) && reader.Read())
                {
                    id = IdAt(reader);
                }
            }

            isJson = true;
        }
        catch (JsonException)
        {
            isJson = false;
        }

        return id;
    }

    private static bool IsId(in Utf8JsonReader reader)
    {
        try
        {
            return reader.ValueTextEquals("id"u8);
        }
        catch (InvalidOperationException)
        {
            // A name with half of a surrogate pair in it.
            return false;
        }
    }

    private static string? IdAt(in Utf8JsonReader reader)
    {
        ReadOnlySequence<byte> value = reader.HasValueSequence ? reader.ValueSequence : new ReadOnlySequence<byte>(reader.ValueSpan.ToArray());
        return reader.TokenType switch
        {
            JsonTokenType.String when value.Length <= IdBytesMax => $"\"{Encoding.UTF8.GetString(value)}\"",
            JsonTokenType.Number when reader.TryGetInt64(out long number) => number.ToString(CultureInfo.InvariantCulture),
            _ => null,
        };
    }
}
