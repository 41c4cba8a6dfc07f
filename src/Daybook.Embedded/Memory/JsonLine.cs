using System.Buffers;
using System.Text.Json;
using Daybook.Durability.Integrity;
using Daybook.Durability.Logs;

namespace Daybook.Embedded.Memory;

/// <summary>The small sealed lines beside the records: amendments and the list of segments.</summary>
internal static class JsonLine
{
    /// <summary>Reads a line as an object; null where it holds none, or holds a name twice.</summary>
    internal static JsonDocument? Parse(LogLine line)
    {
        if (!LineShape.MayBeObject(line.Bytes))
        {
            return null;
        }

        try
        {
            JsonDocument document = JsonDocument.Parse(line.Bytes.ToArray(), new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (!line.IsTooLong && document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // Garbage, or a name with half of a surrogate pair, which its reader reports.
        }

        return null;
    }

    /// <summary>A text member that is there.</summary>
    internal static string? Text(JsonElement line, string name) =>
        line.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && IsText(value) ? value.GetString() : null;

    /// <summary>A time member that is there and can be read.</summary>
    internal static DateTimeOffset? Time(JsonElement line, string name) => Text(line, name) is { } text ? UtcTime.Parse(text) : null;

    /// <summary>Writes a time member.</summary>
    internal static void WriteTime(Utf8JsonWriter writer, string name, DateTimeOffset time)
    {
        Span<byte> utf8 = stackalloc byte[UtcTime.Length];
        UtcTime.Format(time, utf8);
        writer.WriteString(name, utf8);
    }

    /// <summary>Writes members as a sealed line without its newline.</summary>
    internal static void Write(Action<Utf8JsonWriter> members, IBufferWriter<byte> output)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        SealedLine.Write(json.WrittenSpan, output);
    }

    private static bool IsText(JsonElement value)
    {
        try
        {
            return value.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return false;
        }
    }
}
