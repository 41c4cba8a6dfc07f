using System.CommandLine;
using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Links;
using Daybook.Runs;

namespace Daybook.Cli.Commands.Runs;

/// <summary><c>daybook run show</c></summary>
internal sealed class ShowCommand : DaybookCommand
{
    private readonly Argument<string> id = RunOptions.Id();

    /// <summary>Builds the command.</summary>
    public ShowCommand(CommandFrame frame)
        : base(frame, "show", "Shows everything about one run, as it stands now.", "daybook run show 20261101-1200", "daybook run show 20261101-1200 --json")
    {
        Add(id);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        RunView view = await store.Runs.GetAsync(call.Parsed.GetRequiredValue(id), cancellationToken);
        await ShowAnswer.PrintAsync(
            call.Console,
            view.Run.RunId,
            writer =>
            {
                writer.WriteStartObject();
                RunJson.WriteMembers(writer, view);
                writer.WriteEndObject();
            },
            text => RunText.WriteAll(text, view),
            () => new ReferenceReading(store).ToRunAsync(view.Run.RunId, cancellationToken));
        return 0;
    }
}
