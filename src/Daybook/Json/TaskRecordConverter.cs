using System.Text.Json;
using System.Text.Json.Serialization;
using Daybook.Tasks;

namespace Daybook.Json;

/// <summary>Lets a task stand inside other shapes in the form that <see cref="TaskJson"/> gives it.</summary>
internal sealed class TaskRecordConverter : JsonConverter<TaskRecord>
{
    /// <inheritdoc/>
    public override TaskRecord Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("tasks are only written");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TaskRecord value, JsonSerializerOptions options) => TaskJson.Write(writer, value.Outline());
}
