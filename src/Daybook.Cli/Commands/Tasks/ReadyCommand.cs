using Daybook.Cli.Options;
using Daybook.Embedded;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary><c>daybook task ready</c></summary>
internal sealed class ReadyCommand : DaybookCommand
{
    private readonly PagingOptions paging = new(new TaskListing().Limit);

    /// <summary>Builds the command.</summary>
    public ReadyCommand(CommandFrame frame)
        : base(
            frame,
            "ready",
            "Lists the tasks that anybody may begin now: pending with all dependencies completed, or left by a holder whose lease has ended.",
            "daybook task ready",
            "daybook task ready --limit 5 --json")
    {
        paging.AddTo(this);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var listing = new TaskListing { Limit = paging.Limit(call.Parsed), Cursor = paging.Cursor(call.Parsed) };
        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        Page<TaskRecord> page = await call.Console.PatientlyAsync(
            "Reading tasks", _ => store.Tasks.ListReadyAsync(listing, cancellationToken));
        TaskPages.Print(call.Console, page, "Nothing is ready.");
        return 0;
    }
}
