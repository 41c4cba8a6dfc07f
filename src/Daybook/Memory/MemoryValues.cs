using System.Text.Json;

namespace Daybook.Memory;

/// <summary>The values of a stored record that are more than a text, a number or a time.</summary>
internal static class MemoryValues
{
    private static readonly JsonDocumentOptions Distinct = new() { AllowDuplicateProperties = false, MaxDepth = MemoryRules.DepthMax };

    /// <summary>Any value, as it stands.</summary>
    /// <exception cref="JsonException">A name occurs twice, or the bytes are no JSON.</exception>
    public static JsonElement ElementOf(ReadOnlySpan<byte> json) => JsonElement.Parse(json, Distinct);

    /// <summary>The members of an object, or null for any other value.</summary>
    /// <inheritdoc cref="ElementOf" path="/exception"/>
    public static OrderedDictionary<string, JsonElement>? MetadataOf(ReadOnlySpan<byte> json)
    {
        if (json[0] != '{')
        {
            return null;
        }

        var metadata = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty property in ElementOf(json).EnumerateObject())
        {
            metadata.Add(property.Name, property.Value);
        }

        return metadata;
    }

    /// <summary>Links, each a text or an object; null where one is not understood.</summary>
    /// <exception cref="JsonException">The bytes are no JSON.</exception>
    public static List<MemoryLink>? LinksOf(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MemoryRules.DepthMax });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return null;
        }

        var links = new List<MemoryLink>();
        while (reader.Read() && ReadLink(ref reader) is { } link)
        {
            links.Add(link);
        }

        return reader.TokenType == JsonTokenType.EndArray ? links : null;
    }

    // A link that has more to say than an address and a type is not understood, rather than cut short.
    private static MemoryLink? ReadLink(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return new MemoryLink(reader.GetString() ?? string.Empty);
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        string? url = null;
        string? type = null;
        bool typed = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isUrl = url is null && reader.ValueTextEquals("url"u8);
            bool isType = !typed && reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isUrl && reader.TokenType == JsonTokenType.String)
            {
                url = reader.GetString();
            }
            else if (isType && reader.TokenType is (JsonTokenType.String or JsonTokenType.Null))
            {
                type = reader.GetString();
                typed = true;
            }
            else
            {
                return null;
            }
        }

        return url is null ? null : new MemoryLink(url, type);
    }
}
