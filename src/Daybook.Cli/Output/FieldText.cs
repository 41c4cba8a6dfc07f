using System.Text.Json;

namespace Daybook.Cli.Output;

/// <summary>Everything about a record, one field after the other, for people.</summary>
internal static class FieldText
{
    private const int LabelWidth = 14;

    /// <summary>Writes a field; further lines of its value stand below the first. One without a value is left out.</summary>
    public static void Write(ILineWriter text, string label, string? value)
    {
        if (value is null)
        {
            return;
        }

        foreach (string line in TerminalText.Lines(value))
        {
            text.WriteLine(new Piece(label.PadRight(LabelWidth) + " ", Tone.Faint), line);
            label = "";
        }
    }

    /// <summary>Writes a field with a line for each of its values. One without values is left out.</summary>
    public static void WriteAll(ILineWriter text, string label, IReadOnlyList<string> values) =>
        Write(text, label, values.Count == 0 ? null : string.Join('\n', values.Select(TerminalText.OneLine)));

    /// <summary>Writes members by name.</summary>
    public static void WriteMembers(ILineWriter text, string prefix, IReadOnlyDictionary<string, JsonElement> members)
    {
        foreach ((string name, JsonElement value) in members)
        {
            Write(text, prefix + name, Shown(value));
        }
    }

    /// <summary>A value as text: a text as it is, anything else as JSON on one line, however it is stored.</summary>
    public static string Shown(JsonElement value) =>
        (value.ValueKind == JsonValueKind.String ? value.GetString() : null) ?? JsonSerializer.Serialize(value, CliJson.Default.JsonElement);
}
