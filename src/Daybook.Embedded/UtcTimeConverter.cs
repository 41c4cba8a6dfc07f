using System.Text.Json;
using System.Text.Json.Serialization;

namespace Daybook.Embedded;

/// <summary>Times in files are UTC with seven fractional digits and a <c>Z</c>.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset().ToUniversalTime();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[UtcTime.Length];
        UtcTime.Format(value, text);
        writer.WriteStringValue(text);
    }
}
