using System.Text.Json;
using System.Text.Json.Serialization;
using Daybook.Tasks;

namespace Daybook.Json;

/// <summary>Lets an event stand inside other shapes in the form that <see cref="TaskEventJson"/> gives it.</summary>
internal sealed class TaskEventConverter : JsonConverter<TaskEvent>
{
    /// <inheritdoc/>
    public override TaskEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("events are only written");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TaskEvent value, JsonSerializerOptions options) =>
        TaskEventJson.Write(writer, value.Outline());
}
