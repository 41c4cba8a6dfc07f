using System.Text.Json.Serialization;

namespace Daybook.Embedded;

/// <summary>The shapes of the files that are Daybook's own, source-generated.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    Converters = [typeof(UtcTimeConverter)],
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoreFile))]
internal sealed partial class EmbeddedJson : JsonSerializerContext;
