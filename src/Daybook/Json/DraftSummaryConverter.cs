using System.Text.Json;
using System.Text.Json.Serialization;
using Daybook.Drafts;

namespace Daybook.Json;

/// <summary>Lets a draft's summary stand inside other shapes in the form that <see cref="DraftJson"/> gives it.</summary>
internal sealed class DraftSummaryConverter : JsonConverter<DraftSummary>
{
    /// <inheritdoc/>
    public override DraftSummary Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("drafts are only written");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DraftSummary value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        DraftJson.WriteMembers(writer, value);
        writer.WriteEndObject();
    }
}
