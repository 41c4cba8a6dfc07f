using System.Text.Json;
using System.Text.Json.Serialization;
using Daybook.Drafts;

namespace Daybook.Json;

/// <summary>Lets an entry of builder memory stand inside other shapes in the form that <see cref="BuilderMemoryJson"/> gives it.</summary>
internal sealed class BuilderMemoryEntryConverter : JsonConverter<BuilderMemoryEntry>
{
    /// <inheritdoc/>
    public override BuilderMemoryEntry Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("entries are only written");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, BuilderMemoryEntry value, JsonSerializerOptions options) => BuilderMemoryJson.Write(writer, value);
}
