using System.Text.Json;

namespace Daybook;

/// <summary>The names of fields on the wire, encoded once.</summary>
internal static class EncodedNames
{
    // A loop, since a command would have to compile a projection onto these values when it runs.
    internal static JsonEncodedText[] Of(params ReadOnlySpan<string> names)
    {
        var encoded = new JsonEncodedText[names.Length];
        for (int at = 0; at < names.Length; at++)
        {
            encoded[at] = JsonEncodedText.Encode(names[at]);
        }

        return encoded;
    }
}
