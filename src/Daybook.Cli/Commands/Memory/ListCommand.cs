using Daybook.Cli.Options;
using Daybook.Embedded;
using Daybook.Memory;

namespace Daybook.Cli.Commands.Memory;

/// <summary><c>daybook memory list</c></summary>
internal sealed class ListCommand : DaybookCommand
{
    private readonly PagingOptions paging = new(new MemoryListing().Limit);

    /// <summary>Builds the command.</summary>
    public ListCommand(CommandFrame frame)
        : base(frame, "list", "Lists all records, newest first.", "daybook memory list", "daybook memory list --limit 100 --json")
    {
        paging.AddTo(this);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var listing = new MemoryListing { Limit = paging.Limit(call.Parsed), Cursor = paging.Cursor(call.Parsed) };
        await using EmbeddedStore store = await call.Stores.OpenMemoryToReadAsync(cancellationToken);
        Page<MemoryRecord> page = await call.Console.PatientlyAsync(
            "Reading memory", _ => store.Memory.ListAsync(listing, cancellationToken));
        RecordPages.Print(call.Console, page, "Memory is empty.");
        return 0;
    }
}
