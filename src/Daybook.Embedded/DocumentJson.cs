using System.Text.Json;

namespace Daybook.Embedded;

/// <summary>Reads a document that anybody may have written, so that nothing in it can fail later, when it is used.</summary>
internal static class DocumentJson
{
    /// <summary>
    /// The most levels of a document that others wrote: a line of the journal, which has two more around what is kept of it, must stay
    /// within the 64 that readers take.
    /// </summary>
    internal const int LevelsMax = 62;

    /// <summary>The most levels of what this program wrote around such a document.</summary>
    internal const int OwnLevelsMax = 128;

    /// <summary>The object that some bytes hold; null where they hold none, a name twice, half of a surrogate pair, or too many levels.</summary>
    internal static JsonElement? Parse(ReadOnlySpan<byte> content, int levelsMax)
    {
        if (!LineShape.MayBeObject(content))
        {
            return null;
        }

        content = LineShape.WithoutByteOrderMark(content);
        try
        {
            JsonElement root = JsonElement.Parse(content, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = levelsMax });
            CheckTexts(content, levelsMax);
            return root.ValueKind == JsonValueKind.Object ? root : null;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Reads every text, which the parser leaves as they are until somebody asks for one.</summary>
    /// <exception cref="InvalidOperationException">One of them is no text.</exception>
    internal static void CheckTexts(ReadOnlySpan<byte> content, int levelsMax)
    {
        var reader = new Utf8JsonReader(content, new JsonReaderOptions { MaxDepth = levelsMax });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
            {
                _ = reader.GetString();
            }
        }
    }
}
