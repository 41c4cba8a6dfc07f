using System.Text.Json;
using Daybook.Errors;

namespace Daybook.Memory.Events;

/// <summary>
/// The fields of an object that a source sent. What is missing or null is absent; a value of another type than asked for is an error that
/// names the field by its whole path.
/// </summary>
internal sealed class JsonFields
{
    private readonly JsonElement element;
    private readonly string path;

    private JsonFields(JsonElement element, string path)
    {
        this.element = element;
        this.path = path;
    }

    /// <summary>The fields of the whole message.</summary>
    public static JsonFields Of(JsonElement root) => root.ValueKind == JsonValueKind.Object
        ? new JsonFields(root, string.Empty)
        : throw new InvalidInputException($"the input is {NameOf(root)}, not an object");

    /// <summary>A text.</summary>
    public string? Text(string name) => Find(name) is { } value ? TextOf(value, name) : null;

    /// <summary>The first of several texts that is there and says something.</summary>
    public string? Text(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (Text(name) is { } text && !string.IsNullOrWhiteSpace(text))
            {
                return text;
            }
        }

        return null;
    }

    /// <summary>A text, or a whole number as text: sources disagree about what an id is.</summary>
    public string? Id(string name) => Find(name) switch
    {
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt64(out _) => value.GetRawText(),
        { } value => TextOf(value, name),
        null => null,
    };

    /// <summary>A whole number of zero or more.</summary>
    public long? Number(string name) => Find(name) switch
    {
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt64(out long number) && number >= 0 => number,
        { } value => throw Wrong(name, value, "a whole number"),
        null => null,
    };

    /// <summary>A time as ISO 8601 text, or as a number of seconds or milliseconds since 1970.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        DateTimeOffset? time = value.ValueKind == JsonValueKind.Number
            ? value.TryGetDecimal(out decimal number) ? UtcTime.FromEpoch(number) : null
            : UtcTime.Parse(TextOf(value, name));
        return time ?? throw new InvalidInputException($"{PathOf(name)} is not a time");
    }

    /// <summary>A list of texts; empty when absent.</summary>
    public IReadOnlyList<string> Texts(string name) => [.. Items(name).Select(item => TextOf(item.Value, item.Name))];

    /// <summary>An object.</summary>
    public JsonFields? Object(string name) => Find(name) is { } value ? ObjectOf(value, name) : null;

    /// <summary>A list of objects; empty when absent.</summary>
    public IReadOnlyList<JsonFields> Objects(string name) => [.. Items(name).Select(item => ObjectOf(item.Value, item.Name))];

    /// <summary>Whether a field is there and is a list.</summary>
    public bool HasList(string name) => Find(name) is { ValueKind: JsonValueKind.Array };

    /// <summary>Whether a field is there and is an object.</summary>
    public bool HasObject(string name) => Find(name) is { ValueKind: JsonValueKind.Object };

    private static string NameOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a truth value",
    };

    private JsonElement? Find(string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private IEnumerable<(JsonElement Value, string Name)> Items(string name) => Find(name) switch
    {
        { ValueKind: JsonValueKind.Array } value => value.EnumerateArray().Select((item, index) => (item, $"{name}[{index}]")),
        { } value => throw Wrong(name, value, "a list"),
        null => [],
    };

    private JsonFields ObjectOf(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object ? new JsonFields(value, PathOf(name) + ".") : throw Wrong(name, value, "an object");

    private string TextOf(JsonElement value, string name)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            throw Wrong(name, value, "a text");
        }

        try
        {
            return value.GetString() ?? string.Empty;
        }
        catch (InvalidOperationException broken)
        {
            throw new InvalidInputException($"{PathOf(name)} contains half of a surrogate pair, which is not text", broken);
        }
    }

    private string PathOf(string name) => path + name;

    private InvalidInputException Wrong(string name, JsonElement value, string expected) =>
        new($"{PathOf(name)} is {NameOf(value)}, not {expected}");
}
