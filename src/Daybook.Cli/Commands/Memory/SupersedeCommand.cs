using System.CommandLine;
using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Json;
using Daybook.Memory;

namespace Daybook.Cli.Commands.Memory;

/// <summary><c>daybook memory supersede</c></summary>
internal sealed class SupersedeCommand : DaybookCommand
{
    private readonly Argument<string> id = new("id") { Description = "The record that is replaced: its id, or a unique beginning of it" };
    private readonly Option<string> by = new("--by") { Description = "The better record: its id, or a unique beginning of it", HelpName = "id", Required = true };

    /// <summary>Builds the command.</summary>
    public SupersedeCommand(CommandFrame frame)
        : base(
            frame,
            "supersede",
            "Links a record to a better one. Queries then leave it out; list and show tell what replaced it.",
            "daybook memory supersede 3f2a --by 9c41")
    {
        Add(id);
        Add(by);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var supersede = new MemorySupersede
        {
            Id = call.Parsed.GetRequiredValue(id),
            By = call.Parsed.GetRequiredValue(by),
            Agent = call.Surroundings.Agent,
        };
        await using EmbeddedStore store = await call.Stores.OpenMemoryToReadAsync(cancellationToken);
        MemoryRecord record = await call.Console.PatientlyAsync(
            "Reading memory", _ => store.Memory.SupersedeAsync(supersede, cancellationToken));
        switch (call.Console.Mode)
        {
            case OutputMode.Json:
                call.Console.WriteJson(record, RecordsJson.Default.MemoryRecord);
                break;
            case OutputMode.Quiet:
                call.Console.WriteId(record.Id ?? "");
                break;
            default:
                call.Console.Text.WriteLine(new Piece("Superseded", Tone.Good), " ", record.Id ?? "", " by ", record.SupersededBy ?? "");
                break;
        }

        return 0;
    }
}
