using System.Buffers;
using System.Text.Json;

namespace Daybook.Mcp.Answers;

/// <summary>
/// Cuts JSON down to a number of bytes, whatever its shape, and then it says <c>truncated</c>. On every level what is short stays whole and
/// what is long shares the room. Bytes are counted as they are sent, escaped.
/// </summary>
internal static class Shortening
{
    private const string Mark = "truncated";
    private const int MarkBytes = 18;

    /// <summary>The value itself if it fits, else what fits of it.</summary>
    /// <param name="value">An object.</param>
    /// <param name="bytesMax">How many bytes it may have.</param>
    /// <param name="isCut">Whether something was cut.</param>
    public static JsonElement Fit(JsonElement value, int bytesMax, out bool isCut)
    {
        isCut = Size(value) > bytesMax;
        return isCut ? Marked(value, bytesMax) : value;
    }

    /// <summary>The same for a value that is sent as a text, where every quotation mark is escaped once more.</summary>
    public static string FitAsText(JsonElement value, int bytesMax)
    {
        JsonElement fitting = value;
        for (int bytes = bytesMax; SizeOf(fitting.GetRawText()) > bytesMax; bytes -= bytes / 8)
        {
            fitting = Marked(value, bytes);
        }

        return fitting.GetRawText();
    }

    /// <summary>Writes what fits of a value.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="value">Any value.</param>
    /// <param name="areIds">Whether the texts of a list are ids.</param>
    /// <param name="bytesMax">How many bytes it may have: six at least, which every value can be cut to.</param>
    public static void WriteFitting(Utf8JsonWriter writer, JsonElement value, bool areIds, int bytesMax)
    {
        if (Size(value) <= bytesMax)
        {
            value.WriteTo(writer);
            return;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                WriteParts(writer, Part.OfObject(value), bytesMax - 2);
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                WriteParts(writer, Part.OfArray(value, areIds), bytesMax - 2);
                writer.WriteEndArray();
                break;
            default:
                // The digits of a number that is cut are no number.
                string text = value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : value.GetRawText();
                writer.WriteStringValue(CutText.ToBytes(text, bytesMax - 2));
                break;
        }
    }

    /// <summary>How many bytes a value has when it is sent.</summary>
    public static int Size(JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            value.WriteTo(writer);
        }

        return buffer.WrittenCount;
    }

    /// <summary>How many bytes a text has when it is sent inside of a JSON text.</summary>
    public static int SizeOf(string text) => JsonEncodedText.Encode(text).EncodedUtf8Bytes.Length;

    private static JsonElement Marked(JsonElement value, int bytesMax)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            WriteParts(writer, Part.OfObject(value).Where(static part => part.Name != Mark), bytesMax - MarkBytes - 2);
            writer.WriteBoolean(Mark, true);
            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static void WriteParts(Utf8JsonWriter writer, IEnumerable<Part> parts, int bytesMax)
    {
        foreach ((Part part, int bytes) in Part.Share(parts, bytesMax))
        {
            if (part.Name is { } name)
            {
                writer.WritePropertyName(name);
            }

            WriteFitting(writer, part.Value, part.IsId, bytes - part.AroundBytes);
        }
    }
}
