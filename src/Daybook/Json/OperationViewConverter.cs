using System.Text.Json;
using System.Text.Json.Serialization;
using Daybook.Operations;

namespace Daybook.Json;

/// <summary>Lets an operation stand inside other shapes in the form that <see cref="OperationJson"/> gives it.</summary>
internal sealed class OperationViewConverter : JsonConverter<OperationView>
{
    /// <inheritdoc/>
    public override OperationView Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("operations are only written");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, OperationView value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        OperationJson.WriteMembers(writer, value);
        writer.WriteEndObject();
    }
}
