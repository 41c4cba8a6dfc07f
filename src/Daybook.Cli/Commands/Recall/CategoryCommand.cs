using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Drafts;

namespace Daybook.Cli.Commands.Recall;

/// <summary><c>daybook recall category</c></summary>
internal sealed class CategoryCommand : DaybookCommand
{
    private readonly Argument<string> category = RecallOptions.Category();
    private readonly PagingOptions paging = RecallOptions.Paging();

    /// <summary>Builds the command.</summary>
    public CategoryCommand(CommandFrame frame)
        : base(frame, "category", "Recalls the latest sessions of one category.", "daybook recall category coding", "daybook recall category coding --limit 10 --json")
    {
        Add(category);
        paging.AddTo(this);
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken) => RecallOptions.AnswerAsync(
        call,
        new RecallQuery { Category = call.Parsed.GetRequiredValue(category), Limit = paging.Limit(call.Parsed), Cursor = paging.Cursor(call.Parsed) },
        cancellationToken);
}
