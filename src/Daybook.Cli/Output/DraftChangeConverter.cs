using System.Text.Json;
using System.Text.Json.Serialization;
using Daybook.Cli.Commands.Drafts;
using Daybook.Drafts;

namespace Daybook.Cli.Output;

/// <summary>Writes a draft and then what was done with it.</summary>
internal sealed class DraftChangeConverter : JsonConverter<DraftChange>
{
    /// <inheritdoc/>
    public override DraftChange Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("drafts are only written");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DraftChange value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        DraftJson.WriteMembers(writer, value.Draft);
        writer.WriteString("action"u8, value.Action);
        writer.WriteEndObject();
    }
}
