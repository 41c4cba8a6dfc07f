using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Daybook.Drafts;
using Daybook.Embedded;

namespace Daybook.Cli.Commands.Drafts;

/// <summary><c>daybook draft list</c></summary>
internal sealed class ListCommand : DaybookCommand
{
    private readonly Option<TimeSpan?> olderThan = DraftOptions.OlderThan("Only drafts that were saved last longer ago");
    private readonly PagingOptions paging = new(new DraftQuery().Limit);

    /// <summary>Builds the command.</summary>
    public ListCommand(CommandFrame frame)
        : base(frame, "list", "Lists drafts, the one saved last first.", "daybook draft list", "daybook draft list --older-than 30d --json")
    {
        Add(olderThan);
        paging.AddTo(this);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var query = new DraftQuery { OlderThan = call.Value(olderThan), Limit = paging.Limit(call.Parsed), Cursor = paging.Cursor(call.Parsed) };
        query.Validate();
        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        Page<DraftSummary> page = await call.Console.PatientlyAsync("Reading drafts", _ => store.Drafts.ListAsync(query, cancellationToken));
        Pages.Print(call.Console, page, DraftOptions.Form, "There is no such draft.");
        return 0;
    }
}
