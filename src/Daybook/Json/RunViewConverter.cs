using System.Text.Json;
using System.Text.Json.Serialization;
using Daybook.Runs;

namespace Daybook.Json;

/// <summary>Lets a run stand inside other shapes in the form that <see cref="RunJson"/> gives it.</summary>
internal sealed class RunViewConverter : JsonConverter<RunView>
{
    /// <inheritdoc/>
    public override RunView Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("runs are only written");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RunView value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        RunJson.WriteMembers(writer, value);
        writer.WriteEndObject();
    }
}
