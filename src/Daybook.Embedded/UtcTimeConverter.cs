using System.Text.Json;
using System.Text.Json.Serialization;

namespace Daybook.Embedded;

/// <summary>Times in files of our own shape, written as everywhere else: <see cref="UtcTime"/>.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && UtcTime.Parse(reader.GetString() ?? "") is { } time
            ? time
            : throw new JsonException("a time is expected");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> utf8 = stackalloc byte[UtcTime.Length];
        UtcTime.Format(value, utf8);
        writer.WriteStringValue(utf8);
    }
}
