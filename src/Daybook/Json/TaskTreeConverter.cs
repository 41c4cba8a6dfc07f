using System.Text.Json;
using System.Text.Json.Serialization;
using Daybook.Tasks;

namespace Daybook.Json;

/// <summary>Writes a task's fields and then its parts as <c>children</c>.</summary>
internal sealed class TaskTreeConverter : JsonConverter<TaskTree>
{
    /// <inheritdoc/>
    public override TaskTree Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("trees are only written");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TaskTree value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        TaskJson.WriteMembers(writer, value.Task.Outline());
        writer.WriteStartArray("children"u8);
        foreach (TaskTree child in value.Children)
        {
            Write(writer, child, options);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
