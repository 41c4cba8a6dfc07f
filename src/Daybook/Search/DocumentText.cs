using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Daybook.Search;

/// <summary>Gathers the values of a record into one text, each on a line of its own.</summary>
internal sealed class DocumentText
{
    private readonly StringBuilder lines = new();

    /// <summary>The first line of a text that has one, and the rest.</summary>
    public static (string First, string Others) SplitFirstLine(string? text)
    {
        string trimmed = text?.Trim() ?? "";
        int end = trimmed.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? (trimmed, "") : (trimmed[..end], trimmed[end..].Trim());
    }

    public DocumentText Add(string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            _ = lines.Length > 0 ? lines.Append('\n') : lines;
            lines.Append(value);
        }

        return this;
    }

    public DocumentText Add(IEnumerable<string?> values)
    {
        foreach (string? value in values)
        {
            Add(value);
        }

        return this;
    }

    public DocumentText AddValues(IReadOnlyDictionary<string, JsonElement> members)
    {
        foreach (JsonElement value in members.Values)
        {
            AddValues(JsonMarshal.GetRawUtf8Value(value));
        }

        return this;
    }

    /// <summary>Adds the texts and numbers of a JSON value, without the names of its members. What follows a fault in it is left out.</summary>
    public DocumentText AddValues(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
            while (reader.Read())
            {
                _ = reader.TokenType switch
                {
                    JsonTokenType.String => Add(reader.GetString()),
                    JsonTokenType.Number => Add(Encoding.UTF8.GetString(reader.ValueSpan)),
                    _ => this,
                };
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // What stands before the fault is worth finding.
            return this;
        }

        return this;
    }

    public override string ToString() => lines.ToString();
}
