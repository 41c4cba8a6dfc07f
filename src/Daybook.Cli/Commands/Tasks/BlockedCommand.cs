using Daybook.Cli.Options;
using Daybook.Embedded;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary><c>daybook task blocked</c></summary>
internal sealed class BlockedCommand : DaybookCommand
{
    private readonly PagingOptions paging = new(new TaskListing().Limit);

    /// <summary>Builds the command.</summary>
    public BlockedCommand(CommandFrame frame)
        : base(
            frame,
            "blocked",
            "Lists the open tasks that wait for others.",
            "daybook task blocked",
            "daybook task blocked --limit 5 --json")
    {
        paging.AddTo(this);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var listing = new TaskListing { Limit = paging.Limit(call.Parsed), Cursor = paging.Cursor(call.Parsed) };
        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        Page<TaskRecord> page = await call.Console.PatientlyAsync(
            "Reading tasks", _ => store.Tasks.ListBlockedAsync(listing, cancellationToken));
        TaskPages.Print(call.Console, page, "Nothing is blocked.");
        return 0;
    }
}
