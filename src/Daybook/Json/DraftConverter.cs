using System.Text.Json;
using System.Text.Json.Serialization;
using Daybook.Drafts;

namespace Daybook.Json;

/// <summary>Lets a draft stand inside other shapes in the form that <see cref="DraftJson"/> gives it.</summary>
internal sealed class DraftConverter : JsonConverter<Draft>
{
    /// <inheritdoc/>
    public override Draft Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("drafts are only written");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Draft value, JsonSerializerOptions options) => DraftJson.Write(writer, value);
}
