using System.CommandLine;
using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Json;
using Daybook.Memory;

namespace Daybook.Cli.Commands.Memory;

/// <summary><c>daybook memory forget</c></summary>
internal sealed class ForgetCommand : DaybookCommand
{
    private readonly Argument<string> id = new("id") { Description = "The record's id, or a unique beginning of it of at least 4 characters" };
    private readonly Option<string> reason = new("--reason") { Description = "Why; it is kept, so do not repeat the record", HelpName = "text", Required = true };
    private readonly Option<bool> purge = new("--purge") { Description = "Overwrite the record's bytes everywhere in the store" };

    /// <summary>Builds the command.</summary>
    public ForgetCommand(CommandFrame frame)
        : base(
            frame,
            "forget",
            "Forgets a record: no answer holds it any more. With --purge its bytes are overwritten, in the archive and quarantine too.",
            "daybook memory forget 3f2a --reason \"it was wrong\"",
            "daybook memory forget 3f2a --reason \"it held a password\" --purge")
    {
        Add(id);
        Add(reason);
        Add(purge);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var forget = new MemoryForget
        {
            Id = call.Parsed.GetRequiredValue(id),
            Reason = call.Parsed.GetRequiredValue(reason),
            Purge = call.Value(purge),
            Agent = call.Surroundings.Agent,
        };
        await using EmbeddedStore store = await call.Stores.OpenMemoryToReadAsync(cancellationToken);
        MemoryForgotten forgotten = await call.Console.PatientlyAsync(
            forget.Purge ? "Purging memory" : "Reading memory", _ => store.Memory.ForgetAsync(forget, cancellationToken));
        foreach (string remains in forgotten.Remains)
        {
            call.Note(remains);
        }

        Answer(call.Console, forgotten, forget.Purge);
        return 0;
    }

    private static void Answer(IConsole console, MemoryForgotten forgotten, bool isPurged)
    {
        string known = forgotten.Record.Id ?? "";
        switch (console.Mode)
        {
            case OutputMode.Json:
                console.WriteJson(forgotten.Record, RecordsJson.Default.MemoryRecord);
                break;
            case OutputMode.Quiet:
                console.WriteId(known);
                break;
            case OutputMode.Text when isPurged:
                console.Text.WriteLine(new Piece("Purged", Tone.Good), " ", known, $", overwritten in {Wording.Count(forgotten.Overwritten, "place")}");
                break;
            default:
                console.Text.WriteLine(new Piece("Forgot", Tone.Good), " ", known);
                break;
        }
    }
}
