using Daybook.Cli.Options;

namespace Daybook.Cli.Commands.Doctor;

/// <summary><c>daybook doctor index</c></summary>
internal sealed class IndexCommand(CommandFrame frame, RepairOptions repair) : DaybookCommand(
    frame,
    "index",
    "Finds out whether the search index is whole and up to date; --fix makes it anew. Exits 1 while anything remains.",
    "daybook doctor index",
    "daybook doctor index --fix")
{
    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        bool isFix = repair.IsFix(call.Parsed);
        return CheckReport.Tell(call.Console, await IndexCheck.RunAsync(call, isFix, cancellationToken), isFix, "daybook doctor index --fix");
    }
}
