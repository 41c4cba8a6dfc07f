using Daybook.Cli.Output;
using Daybook.Json;
using Daybook.Memory;

namespace Daybook.Cli.Commands.Memory;

/// <summary>Prints answers to adds, each on a line of its own.</summary>
internal sealed class AddAnswers(IConsole console) : IAddAnswers
{
    /// <summary>Prints one answer in the form that the reader asked for; a refused line is told on stderr and has no id to print.</summary>
    public void Print(AddAnswer answer, MemoryRecord? record)
    {
        switch (console.Mode)
        {
            case OutputMode.Json:
                console.WriteJson(answer, RecordsJson.Default.AddAnswer);
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

        if (answer is { Added: true, Removed: [var first, ..] removed } && console.Mode != OutputMode.Json)
        {
            string found = string.Join(", ", removed.Select(finding => $"{finding.Kind} {finding.Fingerprint}"));
            console.Words.WriteLine(
                new Piece($"Redacted {removed.Count}", Tone.Warning), $": {found}; --allow-secret {first.Fingerprint} would store the first as it is");
        }

        if (answer.Ignored is { } reason)
        {
            console.Words.WriteLine($"line {answer.Line}: nothing to remember: {reason}");
        }
    }

    /// <inheritdoc/>
    public void End()
    {
    }
}
