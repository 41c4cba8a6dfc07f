using System.CommandLine;
using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Links;
using Daybook.Memory;

namespace Daybook.Cli.Commands.Memory;

/// <summary><c>daybook memory show</c></summary>
internal sealed class ShowCommand : DaybookCommand
{
    private readonly Argument<string> id = new("id") { Description = "The record's id, or a unique beginning of it of at least 4 characters" };

    /// <summary>Builds the command.</summary>
    public ShowCommand(CommandFrame frame)
        : base(frame, "show", "Shows everything about one record.", "daybook memory show 3f2a", "daybook memory show 3f2a --json")
    {
        Add(id);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        await using EmbeddedStore store = await call.Stores.OpenMemoryToReadAsync(cancellationToken);
        MemoryRecord record = await call.Console.PatientlyAsync(
            "Reading memory", _ => store.Memory.GetAsync(call.Parsed.GetRequiredValue(id), cancellationToken));
        await ShowAnswer.PrintAsync(
            call.Console,
            record.Id ?? "",
            writer => MemoryJson.Write(writer, record),
            text => RecordText.WriteAll(text, record),
            () => new ReferenceReading(store).ToMemoryAsync(record.Id ?? "", cancellationToken));
        return 0;
    }
}
