using System.Text.Json;
using System.Text.Json.Serialization;
using Daybook.Cli.Commands.Runs;
using Daybook.Runs;

namespace Daybook.Cli.Output;

/// <summary>Writes a run and then what was done with it.</summary>
internal sealed class RunChangeConverter : JsonConverter<RunChange>
{
    /// <inheritdoc/>
    public override RunChange Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("runs are only written");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RunChange value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        RunJson.WriteMembers(writer, value.View);
        writer.WriteString("action"u8, value.Action);
        writer.WriteEndObject();
    }
}
