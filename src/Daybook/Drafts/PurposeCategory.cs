using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Daybook.Errors;

namespace Daybook.Drafts;

/// <summary>
/// What a bot is for. The founding system stores it as JSON text, <c>"coding"</c> or <c>{"custom":"…"}</c>; people write a plain word. All
/// of them name the same category, and so do spellings that differ in the case of ASCII letters.
/// </summary>
public readonly record struct PurposeCategory
{
    /// <summary>The longest category, in characters.</summary>
    public const int CharactersMax = 200;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private PurposeCategory(string word) => Word = word;

    /// <summary>The categories that have a name of their own.</summary>
    public static IReadOnlyList<string> Named { get; } = ["simple_utility", "complex_analyst", "creative", "coding", "research", "customer_service"];

    /// <summary>The plain word, as it was written.</summary>
    public string Word { get; }

    /// <summary>Whether it is one of <see cref="Named"/>.</summary>
    public bool IsNamed => Named.Contains(Word, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a category in any of its spellings.</summary>
    /// <exception cref="InvalidInputException">It is blank, too long, or no text.</exception>
    public static PurposeCategory Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string word = WordOf(text);
        return string.IsNullOrWhiteSpace(word) ? throw Refused("is blank")
            : word.Any(char.IsControl) ? throw Refused("has a control character in it")
            : OfStored(text);
    }

    /// <summary>
    /// Reads a category that another program stored. The founding system's is blank where none was known, and has the line breaks of a
    /// description whose beginning it is.
    /// </summary>
    /// <exception cref="InvalidInputException">It is too long, or no text.</exception>
    public static PurposeCategory OfStored(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string word = WordOf(text);
        return WellFormedText.HasLoneSurrogate(word) ? throw Refused("contains half of a surrogate pair, which is not text")
            : word.Length > CharactersMax ? throw Refused($"has {word.Length} characters; it may have {CharactersMax}")
            : new PurposeCategory(word);
    }

    /// <summary>The plain word that a stored category means. Anything that is no JSON text of one is the word itself.</summary>
    public static string WordOf(string stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        string text = stored.Trim();
        if (text is not ['"' or '{', ..])
        {
            return text;
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            return json.RootElement switch
            {
                { ValueKind: JsonValueKind.String } word => (word.GetString() ?? "").Trim(),
                { ValueKind: JsonValueKind.Object } holder when holder.TryGetProperty("custom", out JsonElement custom) && custom.ValueKind == JsonValueKind.String =>
                    (custom.GetString() ?? "").Trim(),
                _ => text,
            };
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return text;
        }
    }

    /// <summary>The JSON text that the founding system stores.</summary>
    public string ToJsonText() => IsNamed || Word.Length == 0 ? JsonString(Word.ToLowerInvariant()) : CustomJson(Word);

    /// <summary>Every text that may stand for this category in a store, but for the case of letters.</summary>
    public IReadOnlyList<string> Spellings() => [Word, JsonString(Word), CustomJson(Word)];

    /// <summary>Whether a stored text means this category.</summary>
    public bool Matches(string stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return Spellings().Any(spelling => IsSame(spelling, stored));
    }

    private static InvalidInputException Refused(string fault) =>
        new($"the category {fault}") { Hint = $"one of {string.Join(", ", Named)}, or a word of your own" };

    // As SQLite's NOCASE compares, which knows the letters of ASCII only.
    private static bool IsSame(string left, string right) =>
        left.Length == right.Length && left.Zip(right).All(pair => Folded(pair.First) == Folded(pair.Second));

    private static char Folded(char letter) => char.IsAsciiLetterUpper(letter) ? (char)(letter | 0x20) : letter;

    private static string CustomJson(string word) => Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("custom"u8, word);
        writer.WriteEndObject();
    });

    private static string JsonString(string word) => Json(writer => writer.WriteStringValue(word));

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Plain))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
