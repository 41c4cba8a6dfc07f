using System.Text.Json;
using System.Text.Json.Serialization;

namespace Daybook.Json;

/// <summary>Writes a time as it is written everywhere: UTC, seven digits, <c>Z</c>.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("answers are only written");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> utf8 = stackalloc byte[UtcTime.Length];
        UtcTime.Format(value, utf8);
        writer.WriteStringValue(utf8);
    }
}
