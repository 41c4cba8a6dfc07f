using System.Text.Json;

namespace Daybook.Embedded;

/// <summary>
/// Refuses JSON that readers take in different ways, or that cannot be written again: a name twice in one object, of which some take the first
/// and some the last, and half of a surrogate pair.
/// </summary>
internal static class UnambiguousJson
{
    /// <summary>Looks at all of it but one member of the whole, which has a reader of its own.</summary>
    /// <exception cref="JsonException">It is no JSON, or is refused; with the line.</exception>
    internal static void Check(ReadOnlySpan<byte> content, ReadOnlySpan<byte> except)
    {
        var reader = new Utf8JsonReader(content);
        var names = new Stack<HashSet<string>>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    names.Push(new HashSet<string>(StringComparer.Ordinal));
                    break;
                case JsonTokenType.EndObject:
                    names.Pop();
                    break;
                case JsonTokenType.PropertyName when Text(reader, content) is var name && !names.Peek().Add(name):
                    throw Refused($"{name} stands twice in one object", reader, content);
                case JsonTokenType.PropertyName when reader.CurrentDepth == 1 && reader.ValueTextEquals(except):
                    reader.Skip();
                    break;
                case JsonTokenType.String:
                    Text(reader, content);
                    break;
            }
        }
    }

    private static string Text(Utf8JsonReader reader, ReadOnlySpan<byte> content)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            throw Refused("a text is not valid UTF-8, or has half of a surrogate pair in it", reader, content);
        }
    }

    private static JsonException Refused(string message, Utf8JsonReader reader, ReadOnlySpan<byte> content) =>
        new(message, path: null, content[..(int)reader.TokenStartIndex].Count((byte)'\n'), bytePositionInLine: null);
}
