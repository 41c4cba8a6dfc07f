using System.Text.Json;
using Daybook.Cli.Output;
using Daybook.Errors;

namespace Daybook.Cli.Options;

/// <summary>Texts of the command line as JSON values.</summary>
internal static class JsonText
{
    /// <summary>A text.</summary>
    public static JsonElement Of(string text) => Guarded(() => JsonSerializer.SerializeToElement(text, CliJson.Default.String));

    /// <summary>
    /// A value as people type it: what is a JSON list or object is one, and everything else is text, so that no text has to be quoted twice
    /// and none turns into a number or a null by chance.
    /// </summary>
    public static JsonElement OfValue(string text)
    {
        if (text.AsSpan().TrimStart() is ['[' or '{', ..])
        {
            try
            {
                return JsonElement.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            }
            catch (Exception failure) when (failure is JsonException or ArgumentException or InvalidOperationException)
            {
                return Of(text);
            }
        }

        return Of(text);
    }

    /// <summary>A list of texts.</summary>
    public static JsonElement Of(string[] texts) => Guarded(() => JsonSerializer.SerializeToElement(texts, CliJson.Default.StringArray));

    // Arguments that are no valid UTF-8 arrive with replacement characters; half pairs can still come from other shells.
    private static JsonElement Guarded(Func<JsonElement> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is ArgumentException or JsonException)
        {
            throw new InvalidInputException("a text contains half of a surrogate pair, which is not text", failure);
        }
    }
}
