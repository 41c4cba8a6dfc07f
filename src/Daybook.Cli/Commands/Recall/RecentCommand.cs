using Daybook.Cli.Options;
using Daybook.Drafts;

namespace Daybook.Cli.Commands.Recall;

/// <summary><c>daybook recall recent</c></summary>
internal sealed class RecentCommand : DaybookCommand
{
    private readonly PagingOptions paging = RecallOptions.Paging();

    /// <summary>Builds the command.</summary>
    public RecentCommand(CommandFrame frame)
        : base(frame, "recent", "Recalls the latest sessions of all categories.", "daybook recall recent", "daybook recall recent --limit 10 --json")
    {
        paging.AddTo(this);
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken) =>
        RecallOptions.AnswerAsync(call, new RecallQuery { Limit = paging.Limit(call.Parsed), Cursor = paging.Cursor(call.Parsed) }, cancellationToken);
}
