using System.Buffers.Text;
using System.Collections.ObjectModel;
using System.Text.Json;

namespace Daybook.Tasks;

/// <summary>Reads values of one JSON text and says which of them are not what they should be.</summary>
internal ref struct JsonReading
{
    private static readonly JsonDocumentOptions Distinct = new() { AllowDuplicateProperties = false, MaxDepth = DepthMax };

    private const int DepthMax = 64;

    private readonly ReadOnlySpan<byte> json;
    private Utf8JsonReader reader;

    private JsonReading(ReadOnlySpan<byte> json)
    {
        this.json = json;
        reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = DepthMax });
    }

    internal delegate T Part<out T>(ref JsonReading reading)
        where T : allows ref struct;

    /// <summary>Reads a text that is one object and nothing else.</summary>
    /// <exception cref="JsonException">It is not.</exception>
    internal static T Whole<T>(ReadOnlySpan<byte> json, Part<T> part)
    {
        var reading = new JsonReading(json);
        try
        {
            reading.reader.Read();
            T read = part(ref reading);

            // Reading on past the end finds anything that follows the object, which is an error.
            reading.reader.Read();
            return read;
        }
        catch (InvalidOperationException failure)
        {
            throw new JsonException("a text is not valid UTF-8, or has half of a surrogate pair in it", failure);
        }
    }

    /// <summary>Enters the object that stands here.</summary>
    internal readonly void Enter()
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("an object is expected");
        }
    }

    /// <summary>Moves to the next member's name; false at the end of the object.</summary>
    internal bool NextName() => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    internal readonly bool IsName(ReadOnlySpan<byte> name) => reader.ValueTextEquals(name);

    /// <summary>
    /// Which of some names this is, as an index; -1 for none. What this program writes has them in order, so the search starts behind the
    /// one that was found last.
    /// </summary>
    internal readonly int IndexOfName(JsonEncodedText[] names, ref int expected)
    {
        for (int tried = 0; tried < names.Length; tried++)
        {
            int candidate = expected + tried < names.Length ? expected + tried : expected + tried - names.Length;
            if (reader.ValueTextEquals(names[candidate].EncodedUtf8Bytes))
            {
                expected = candidate + 1 == names.Length ? 0 : candidate + 1;
                return candidate;
            }
        }

        return -1;
    }

    /// <summary>Moves from the name to its value; false if that is null.</summary>
    internal bool NextValue() => reader.Read() && reader.TokenType != JsonTokenType.Null;

    internal string? Text()
    {
        if (!NextValue())
        {
            return null;
        }

        return reader.TokenType == JsonTokenType.String ? reader.GetString() : throw new JsonException("a text is expected");
    }

    internal string RequiredText() => Text() ?? throw new JsonException("a text is expected");

    internal long? Number()
    {
        if (!NextValue())
        {
            return null;
        }

        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long number)
            ? number
            : throw new JsonException("a whole number is expected");
    }

    internal bool Flag()
    {
        NextValue();
        return reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False or JsonTokenType.Null => false,
            _ => throw new JsonException("true or false is expected"),
        };
    }

    internal DateTimeOffset? Time()
    {
        if (!NextValue())
        {
            return null;
        }

        // Our own shape, without a detour over a string.
        ReadOnlySpan<byte> utf8 = reader.TokenType == JsonTokenType.String ? reader.ValueSpan : [];
        if (utf8.Length == UtcTime.Length && utf8[^1] == (byte)'Z'
            && Utf8Parser.TryParse(utf8, out DateTimeOffset own, out int consumed, 'O') && consumed == utf8.Length)
        {
            return own;
        }

        return reader.TokenType == JsonTokenType.String && UtcTime.Parse(reader.GetString() ?? "") is { } time
            ? time
            : throw new JsonException("a time is expected");
    }

    internal IReadOnlyList<string> Texts()
    {
        if (!NextValue())
        {
            return [];
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("a list of texts is expected");
        }

        List<string>? items = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            (items ??= []).Add(reader.GetString() ?? "");
        }

        return reader.TokenType != JsonTokenType.EndArray ? throw new JsonException("a list of texts is expected")
            : items is null ? [] : items;
    }

    internal List<T> Objects<T>(Part<T> part)
    {
        var items = new List<T>();
        if (!NextValue())
        {
            return items;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("a list is expected");
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(part(ref this));
        }

        return items;
    }

    /// <summary>Keeps a member whose name means nothing here.</summary>
    internal void Keep(ref OrderedDictionary<string, JsonElement>? members)
    {
        string name = reader.GetString() ?? "";
        reader.Read();
        members ??= new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        ReadOnlySpan<byte> value = json[start..(int)reader.BytesConsumed];

        // What is no text could be kept, and never be written again.
        WellFormedJson.CheckTexts(value);
        members[name] = JsonElement.Parse(value, Distinct);
    }

    internal void PassOver()
    {
        reader.Read();
        reader.Skip();
    }

    internal static IReadOnlyDictionary<string, JsonElement> Kept(OrderedDictionary<string, JsonElement>? members) =>
        members ?? (IReadOnlyDictionary<string, JsonElement>)ReadOnlyDictionary<string, JsonElement>.Empty;
}
