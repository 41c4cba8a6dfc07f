using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Cli.Stores;
using Daybook.Embedded;
using Daybook.Runs;

namespace Daybook.Cli.Commands.Runs;

/// <summary><c>daybook run gc</c></summary>
internal sealed class GcCommand : DaybookCommand
{
    private readonly Option<TimeSpan?> olderThan = new("--older-than")
    {
        Description = "Remove runs that ended longer ago (default: 168h)",
        HelpName = "duration",
        CustomParser = DurationArgument.Read,
    };

    private readonly Option<bool> keepFailed = new("--keep-failed") { Description = "Keep runs that failed or were interrupted" };
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Remove nothing, only say what would go" };

    /// <summary>Builds the command.</summary>
    public GcCommand(CommandFrame frame)
        : base(
            frame,
            "gc",
            "Removes runs that ended long ago, with what they wrote. One that a living run or an open operation refers to stays.",
            "daybook run gc --dry-run",
            "daybook run gc --older-than 30d --keep-failed")
    {
        Add(olderThan);
        Add(keepFailed);
        Add(dryRun);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        await using EmbeddedStore store = await call.Stores.OpenToChangeAsync(cancellationToken);
        var collection = new RunCollection
        {
            Referenced = await RunsInUse.ReadAsync(call.Stores, store, cancellationToken),
            OlderThan = call.Value(olderThan) ?? RunCollection.OlderThanDefault,
            KeepFailed = call.Value(keepFailed),
            DryRun = call.Value(dryRun),
        };
        var problems = new ProblemList();
        IReadOnlyList<RunView> removed = await call.Console.PatientlyAsync("Reading runs", _ => store.Runs.CollectAsync(collection, problems, cancellationToken));
        RunOptions.AnswerMany(call.Console, removed, problems.Items, collection.DryRun ? "would_remove" : "removed", "There is nothing to remove.");
        return 0;
    }
}
