using System.Text.Json;
using Daybook.Errors;

namespace Daybook.Memory.Events;

/// <summary>Metadata that consists of texts.</summary>
internal static class EventMetadata
{
    /// <summary>The members that have a value, in their order.</summary>
    /// <exception cref="InvalidInputException">A text has half of a surrogate pair.</exception>
    public static IReadOnlyDictionary<string, JsonElement> Of(params ReadOnlySpan<(string Name, string? Text)> members)
    {
        var metadata = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach ((string name, string? text) in members)
        {
            if (text is not null)
            {
                metadata.Add(name, ElementOf(name, text));
            }
        }

        return metadata;
    }

    private static JsonElement ElementOf(string name, string text) => WellFormedText.HasLoneSurrogate(text)
        ? throw new InvalidInputException($"{name} contains half of a surrogate pair, which is not text")
        : JsonElement.Parse($"\"{JsonEncodedText.Encode(text)}\"");
}
