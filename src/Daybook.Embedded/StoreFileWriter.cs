using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Daybook.Embedded;

/// <summary>Writes the content of <c>daybook.json</c>, for people to read: indented, and with what this version does not know.</summary>
internal static class StoreFileWriter
{
    /// <summary>The bytes of the file.</summary>
    internal static byte[] Write(StoreFile file)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("format", file.Format);
            writer.WriteString("store_id", file.StoreId);
            Span<byte> time = stackalloc byte[UtcTime.Length];
            UtcTime.Format(file.CreatedAt, time);
            writer.WriteString("created_at", time);
            WriteKinds(writer, file.Kinds);
            if (file.Track is { } track)
            {
                writer.WriteStartArray("track");
                foreach (string kind in track)
                {
                    writer.WriteStringValue(kind);
                }

                writer.WriteEndArray();
            }

            WriteExtra(writer, file.Extra);
            writer.WriteEndObject();
        }

        return [.. bytes.WrittenSpan, (byte)'\n'];
    }

    private static void WriteKinds(Utf8JsonWriter writer, Dictionary<string, KindPlace> kinds)
    {
        writer.WriteStartObject("kinds");
        foreach ((string kind, KindPlace place) in kinds)
        {
            writer.WriteStartObject(kind);
            writer.WriteString("path", place.Path);
            if (place.Shape is { } shape)
            {
                writer.WriteString("shape", shape);
            }

            WriteExtra(writer, place.Extra);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteExtra(Utf8JsonWriter writer, Dictionary<string, JsonElement> extra)
    {
        foreach ((string name, JsonElement value) in extra)
        {
            writer.WritePropertyName(name);

            // Byte for byte: the settings of memory may hold what is no text, which is told to those who use memory and kept here.
            writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
        }
    }
}
