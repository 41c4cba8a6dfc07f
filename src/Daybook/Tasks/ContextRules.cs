using System.Text.Json;
using Daybook.Errors;

namespace Daybook.Tasks;

/// <summary>What a key of the context may be.</summary>
public static class ContextRules
{
    /// <summary>The keys that stand in the document from the beginning: one text and two lists.</summary>
    public const string ProjectType = "project_type";

    /// <summary>The list of key decisions.</summary>
    public const string KeyDecisions = "key_decisions";

    /// <summary>The list of learned patterns.</summary>
    public const string LearnedPatterns = "learned_patterns";

    /// <summary>The largest document, in bytes.</summary>
    public const int DocumentBytesMax = 1 << 20;

    private const int KeyCharactersMax = 100;

    /// <summary>Refuses a key that is blank, long, not text, or the store's own.</summary>
    /// <exception cref="InvalidInputException">It is.</exception>
    public static void ValidateKey(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (string.IsNullOrWhiteSpace(key) || key.Length > KeyCharactersMax || key.Any(char.IsControl) || WellFormedText.HasLoneSurrogate(key))
        {
            throw new InvalidInputException($"a key is one word or phrase of at most {KeyCharactersMax} characters");
        }

        if (key is "revision" or "schema_version")
        {
            throw new InvalidInputException($"{key} is kept by the store itself") { Hint = "choose another key" };
        }
    }

    /// <summary>Refuses a key, and a blank text, which would stand in a list for good and say nothing.</summary>
    /// <exception cref="InvalidInputException">It does.</exception>
    public static void ValidateItem(string key, JsonElement item)
    {
        ValidateKey(key);
        WellFormedJson.Check(key, item);
        if (item.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(item.GetString()))
        {
            throw new InvalidInputException($"the text to add to {key} is blank");
        }
    }

    /// <summary>
    /// Refuses a key, a value that could not be read again, or one that the key cannot have: other programs count on the shape of the three
    /// that always stand there.
    /// </summary>
    /// <exception cref="InvalidInputException">It does.</exception>
    public static void Validate(string key, JsonElement value)
    {
        ValidateKey(key);
        WellFormedJson.Check(key, value);
        if (key == ProjectType && value.ValueKind != JsonValueKind.String)
        {
            throw new InvalidInputException($"{key} is a text");
        }

        if (key is KeyDecisions or LearnedPatterns && value.ValueKind != JsonValueKind.Array)
        {
            throw new InvalidInputException($"{key} is a list") { Hint = $"daybook context append {key} adds to it" };
        }
    }
}
