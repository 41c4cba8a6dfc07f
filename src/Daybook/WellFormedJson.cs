using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using Daybook.Errors;

namespace Daybook;

/// <summary>JSON values that can be read again wherever they are kept: in an event, in a task inside of it, in a view.</summary>
internal static class WellFormedJson
{
    /// <summary>The most levels of a value that somebody gives: of the 64 that readers take, the records around it need some.</summary>
    internal const int LevelsMax = 32;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = LevelsMax };

    /// <summary>Refuses a value that could be written and not be read again.</summary>
    /// <param name="field">What it is called in the message.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="InvalidInputException">It is too deep, has a name twice, or holds what is no text.</exception>
    internal static void Check(string field, JsonElement value)
    {
        ReadOnlySpan<byte> json = JsonMarshal.GetRawUtf8Value(value);
        try
        {
            _ = JsonElement.Parse(json, Strict);
            CheckTexts(json);
        }
        catch (JsonException failure)
        {
            throw new InvalidInputException($"{field} has more than {LevelsMax} levels, or a name twice in one object", failure)
            {
                Hint = "give a flatter value, or keep it in a file and name that",
            };
        }
        catch (InvalidOperationException failure)
        {
            throw new InvalidInputException($"{field} contains bytes that are no UTF-8, or half of a surrogate pair, which is not text", failure);
        }
    }

    /// <summary>Reads every text, since a parser leaves them as they are until somebody asks.</summary>
    /// <exception cref="InvalidOperationException">One of them is no text.</exception>
    internal static void CheckTexts(ReadOnlySpan<byte> json)
    {
        // Only an escape can hold half of a surrogate pair in valid UTF-8, and hardly any text has one.
        if (Utf8.IsValid(json) && json.IndexOf("\\ud"u8) < 0 && json.IndexOf("\\uD"u8) < 0)
        {
            return;
        }

        // Whoever calls this has parsed it before, which found what is too deep.
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
            {
                _ = reader.GetString();
            }
        }
    }
}
