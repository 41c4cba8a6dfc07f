using System.Text.Json;
using System.Text.Json.Serialization;
using Daybook.Runs;

namespace Daybook.Json;

/// <summary>Writes a run and the runs below it.</summary>
internal sealed class RunNodeConverter : JsonConverter<RunNode>
{
    /// <inheritdoc/>
    public override RunNode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("runs are only written");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RunNode value, JsonSerializerOptions options) => RunJson.Write(writer, value);
}
