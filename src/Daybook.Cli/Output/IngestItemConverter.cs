using System.Text.Json;
using System.Text.Json.Serialization;
using Daybook.Cli.Commands.Memory.Ingest;
using Daybook.Json;
using Daybook.Memory;

namespace Daybook.Cli.Output;

/// <summary>Writes what was done and then the fields of the record, in one object.</summary>
internal sealed class IngestItemConverter : JsonConverter<IngestItem>
{
    /// <inheritdoc/>
    public override IngestItem Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("answers are only written");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IngestItem value, JsonSerializerOptions options)
    {
        AddAnswer answer = value.Answer;
        writer.WriteStartObject();
        writer.WriteString("action"u8, answer.Added ? "added" : answer.Reason);
        if (answer.Ignored is { } reason)
        {
            writer.WriteString("reason"u8, reason);
        }

        if (answer.ExistingId is { } existing)
        {
            writer.WriteString("existing_id"u8, existing);
        }

        if (answer.Line is { } line)
        {
            writer.WriteNumber("line"u8, line);
        }

        MemoryJson.WriteFields(writer, (value.Record ?? new MemoryRecord()) with { Id = answer.Id });
        writer.WriteEndObject();
    }
}
