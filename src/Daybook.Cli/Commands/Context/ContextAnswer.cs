using System.Text.Json;
using Daybook.Cli.Output;

namespace Daybook.Cli.Commands.Context;

/// <summary>One value of the context.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">The value: a text, a list, anything.</param>
internal sealed record ContextAnswer(string Key, JsonElement Value)
{
    /// <summary>Prints it in the form that the reader asked for.</summary>
    public void Print(IConsole console)
    {
        switch (console.Mode)
        {
            case OutputMode.Json:
                console.WriteJson(this, CliJson.Default.ContextAnswer);
                break;
            case OutputMode.Quiet:
                console.WriteId(Key);
                break;
            default:
                WriteValue(console.Text);
                break;
        }
    }

    /// <summary>Writes the key and, on lines of their own, what a list has.</summary>
    public static void WriteBrief(ILineWriter text, ContextAnswer answer)
    {
        if (answer.Value.ValueKind == JsonValueKind.Array)
        {
            text.WriteLine(new Piece(answer.Key, Tone.Strong));
            foreach (JsonElement item in answer.Value.EnumerateArray())
            {
                text.WriteLine("  - ", FieldText.Shown(item));
            }
        }
        else
        {
            text.WriteLine(new Piece(answer.Key, Tone.Strong), "  ", FieldText.Shown(answer.Value));
        }
    }

    private void WriteValue(ILineWriter text)
    {
        IEnumerable<JsonElement> values = Value.ValueKind == JsonValueKind.Array ? Value.EnumerateArray() : [Value];
        foreach (string line in values.SelectMany(value => TerminalText.Lines(FieldText.Shown(value))))
        {
            text.WriteLine(line);
        }
    }
}
