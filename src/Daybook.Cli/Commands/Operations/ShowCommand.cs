using System.CommandLine;
using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Links;
using Daybook.Operations;

namespace Daybook.Cli.Commands.Operations;

/// <summary><c>daybook op show</c></summary>
internal sealed class ShowCommand : DaybookCommand
{
    private readonly Argument<string> id = OperationOptions.Id();

    /// <summary>Builds the command.</summary>
    public ShowCommand(CommandFrame frame)
        : base(frame, "show", "Shows everything about an operation.", "daybook op show 01KTK4DFAS", "daybook op show 01KTK4DFAS --json") => Add(id);

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        OperationView view = await store.Operations.GetAsync(call.Parsed.GetRequiredValue(id), cancellationToken);
        await ShowAnswer.PrintAsync(
            call.Console,
            view.Operation.InvocationId,
            writer =>
            {
                writer.WriteStartObject();
                OperationJson.WriteMembers(writer, view);
                writer.WriteEndObject();
            },
            text => OperationText.WriteAll(text, view),
            () => new ReferenceReading(store).ToOperationAsync(view.Operation.InvocationId, cancellationToken));
        return 0;
    }
}
