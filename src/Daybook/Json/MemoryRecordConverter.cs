using System.Text.Json;
using System.Text.Json.Serialization;
using Daybook.Memory;

namespace Daybook.Json;

/// <summary>Lets a memory record stand inside other shapes in the form that <see cref="MemoryJson"/> gives it.</summary>
internal sealed class MemoryRecordConverter : JsonConverter<MemoryRecord>
{
    /// <inheritdoc/>
    public override MemoryRecord Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("records are read line by line");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, MemoryRecord value, JsonSerializerOptions options) => MemoryJson.Write(writer, value);
}
