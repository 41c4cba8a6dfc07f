using Daybook.Cli.Output;

namespace Daybook.Cli.Commands.Memory;

/// <summary>Prints answers to adds.</summary>
internal static class AddAnswers
{
    /// <summary>Prints one answer in the form that the reader asked for; a refused line is told on stderr and has no id to print.</summary>
    public static void Print(IConsole console, AddAnswer answer)
    {
        switch (console.Mode)
        {
            case OutputMode.Json:
                console.WriteJson(answer, CliJson.Default.AddAnswer);
                break;
            case OutputMode.Quiet when (answer.Added ? answer.Id : answer.ExistingId) is { } id:
                // The id of a record whose flush failed is no acknowledgement; the error names it.
                console.WriteId(id);
                break;
            case OutputMode.Text when answer.Added:
                console.Text.WriteLine(new Piece("Added", Tone.Good), " ", answer.Id ?? "");
                break;
            case OutputMode.Text when answer.ExistingId is { } existing:
                console.Text.WriteLine(new Piece("Duplicate", Tone.Warning), " of ", existing);
                break;
            case OutputMode.Text when answer.Line is null:
                console.Words.WriteLine("Not added: " + Wording.MemoryDisabled);
                break;
            default:
                break;
        }
    }
}
