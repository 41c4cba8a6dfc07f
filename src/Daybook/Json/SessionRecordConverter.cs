using System.Text.Json;
using System.Text.Json.Serialization;
using Daybook.Tasks;

namespace Daybook.Json;

/// <summary>Lets a session stand inside other shapes in the form that <see cref="TaskJson"/> gives it.</summary>
internal sealed class SessionRecordConverter : JsonConverter<SessionRecord>
{
    /// <inheritdoc/>
    public override SessionRecord Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("sessions are only written");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, SessionRecord value, JsonSerializerOptions options) =>
        TaskJson.Write(writer, value.Outline());
}
