using System.Text.Json;
using Daybook.Errors;

namespace Daybook.Cli.Setup.Text;

/// <summary>
/// Reads where everything stands in JSON as people write it in settings: with comments and commas after the last entry. The text is never
/// written anew from what was read; edits go by the spans.
/// </summary>
internal sealed class JsonOutline
{
    private const int DepthMax = 64;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 1 };

    private readonly string text;
    private int at;

    private JsonOutline(string text)
    {
        this.text = text;
    }

    /// <summary>Reads the one object that a settings file is.</summary>
    /// <param name="text">The file.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <exception cref="InvalidInputException">It is something else; the line is named.</exception>
    public static JsonSpan Read(string text, string path)
    {
        var outline = new JsonOutline(text);
        try
        {
            outline.at = SkipBlank(text, 0);
            JsonSpan root = outline.Value(0);
            outline.at = SkipBlank(text, outline.at);
            if (root.Kind != JsonKind.Object)
            {
                outline.at = root.Start;
                throw new FormatException("the file is not an object");
            }

            return outline.at == text.Length ? root : throw new FormatException("something stands after the end of the object");
        }
        catch (FormatException fault)
        {
            throw FileFault.At(path, text, outline.at, fault.Message);
        }
    }

    /// <summary>The first character from a place on that is neither blank nor in a comment.</summary>
    /// <exception cref="FormatException">A comment does not end.</exception>
    public static int SkipBlank(string text, int from)
    {
        int position = from;
        while (position < text.Length)
        {
            if (text[position] is ' ' or '\t' or '\r' or '\n')
            {
                position++;
            }
            else if (text.AsSpan(position).StartsWith("//"))
            {
                int end = text.IndexOf('\n', position);
                position = end < 0 ? text.Length : end + 1;
            }
            else if (text.AsSpan(position).StartsWith("/*"))
            {
                int end = text.IndexOf("*/", position + 2, StringComparison.Ordinal);
                position = end < 0 ? throw new FormatException("a comment does not end") : end + 2;
            }
            else
            {
                break;
            }
        }

        return position;
    }

    private JsonSpan Value(int depth)
    {
        if (depth > DepthMax)
        {
            throw new FormatException($"more than {DepthMax} levels");
        }

        return Current() switch
        {
            '{' => Container(JsonKind.Object, '}', depth),
            '[' => Container(JsonKind.Array, ']', depth),
            '"' => String(),
            _ => Literal(),
        };
    }

    private JsonSpan Container(JsonKind kind, char close, int depth)
    {
        int start = at++;
        var entries = new List<JsonEntry>();
        for (at = SkipBlank(text, at); Current() != close; at = SkipBlank(text, at))
        {
            if (entries is [.., { Comma: null }])
            {
                throw new FormatException($"',' or '{close}' is missing");
            }

            entries.Add(Entry(kind, depth, entries));
        }

        at++;
        return new JsonSpan(kind, start, at, entries, null);
    }

    private JsonEntry Entry(JsonKind kind, int depth, List<JsonEntry> before)
    {
        int start = at;
        string? name = null;
        if (kind == JsonKind.Object)
        {
            name = Current() == '"' ? String().Text : throw new FormatException("a name in quotes is missing");
            if (before.Exists(entry => entry.Name == name))
            {
                at = start;
                throw new FormatException($"the name \"{name}\" stands here twice");
            }

            at = SkipBlank(text, at);
            at = Current() == ':' ? SkipBlank(text, at + 1) : throw new FormatException("':' is missing");
        }

        JsonSpan value = Value(depth + 1);
        int next = SkipBlank(text, at);
        bool hasComma = next < text.Length && text[next] == ',';
        at = hasComma ? next + 1 : at;
        return new JsonEntry(start, name, value, hasComma ? next : null);
    }

    private JsonSpan String()
    {
        int start = at++;
        while (Current() != '"')
        {
            at += Current() == '\\' ? 2 : 1;
        }

        at++;
        return new JsonSpan(JsonKind.String, start, at, [], Checked(start, static element => element.GetString()));
    }

    private JsonSpan Literal()
    {
        int start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '+' or '-' or '.'))
        {
            at++;
        }

        Checked(start, static _ => null);
        return new JsonSpan(JsonKind.Literal, start, at, [], null);
    }

    private string? Checked(int start, Func<JsonElement, string?> read)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text.AsMemory(start, at - start), Strict);
            return read(document.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            string found = start < text.Length ? $"'{text[start]}'" : "the end of the file";
            at = start;
            throw new FormatException($"{found} begins no JSON value", fault);
        }
    }

    private char Current() => at < text.Length ? text[at] : throw new FormatException("the file ends too early");
}
