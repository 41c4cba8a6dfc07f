using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Daybook.Links;

namespace Daybook.Json;

/// <summary>Puts <c>references</c> behind the members that a record has everywhere. Without any the record is as it is everywhere.</summary>
internal sealed class ShownRecordConverter : JsonConverter<ShownRecord>
{
    private const string MemberName = "references";

    /// <inheritdoc/>
    public override ShownRecord Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("records are only written");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ShownRecord value, JsonSerializerOptions options)
    {
        if (value.References.Count == 0)
        {
            value.Write(writer);
            return;
        }

        var record = new ArrayBufferWriter<byte>();
        using (var own = new Utf8JsonWriter(record, new JsonWriterOptions { Encoder = writer.Options.Encoder }))
        {
            value.Write(own);
        }

        writer.WriteStartObject();
        using (JsonDocument document = JsonDocument.Parse(record.WrittenMemory))
        {
            // A record of another program may have a member of that name, too; it is kept in the file, and only one can be told.
            foreach (JsonProperty member in document.RootElement.EnumerateObject().Where(static member => !member.NameEquals(MemberName)))
            {
                member.WriteTo(writer);
            }
        }

        writer.WriteStartArray(MemberName);
        foreach (RecordReference reference in value.References)
        {
            Write(writer, reference);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, RecordReference reference)
    {
        writer.WriteStartObject();
        writer.WriteString("kind"u8, reference.Kind);
        WriteText(writer, "id"u8, reference.Id);
        WriteText(writer, "title"u8, reference.Title);
        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }
}
