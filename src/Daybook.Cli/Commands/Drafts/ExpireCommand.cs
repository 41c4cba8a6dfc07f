using System.CommandLine;
using Daybook.Drafts;
using Daybook.Embedded;
using Daybook.Errors;

namespace Daybook.Cli.Commands.Drafts;

/// <summary><c>daybook draft expire</c></summary>
internal sealed class ExpireCommand : DaybookCommand
{
    private readonly Option<TimeSpan?> olderThan = DraftOptions.OlderThan("Delete drafts that were saved last longer ago");
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Delete nothing, only say what would go" };

    /// <summary>Builds the command.</summary>
    public ExpireCommand(CommandFrame frame)
        : base(
            frame,
            "expire",
            "Deletes drafts that nobody has saved for a chosen time, and names each. Nothing else ever does.",
            "daybook draft expire --older-than 90d --dry-run",
            "daybook draft expire --older-than 90d")
    {
        olderThan.Required = true;
        Add(olderThan);
        Add(dryRun);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var expiry = new DraftExpiry
        {
            OlderThan = call.Value(olderThan) ?? throw new InvalidInputException("--older-than has no length of time"),
            DryRun = call.Value(dryRun),
        };
        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        IReadOnlyList<DraftSummary> expired = await store.Drafts.ExpireAsync(expiry, cancellationToken);
        DraftOptions.AnswerMany(call.Console, expired, expiry.DryRun ? "would_expire" : "expired", "There is nothing to expire.");
        return 0;
    }
}
