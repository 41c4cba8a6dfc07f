using Daybook.Cli.Options;
using Daybook.Embedded;

namespace Daybook.Cli.Commands.Doctor;

/// <summary><c>daybook doctor runs</c></summary>
internal sealed class RunsCommand(CommandFrame frame, RepairOptions repair) : DaybookCommand(
    frame,
    "runs",
    "Finds what is wrong with the files of runs, and runs that were interrupted. Exits 1 while anything remains.",
    "daybook doctor runs",
    "daybook doctor runs --fix --dry-run",
    "daybook doctor runs --fix")
{
    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        bool isFix = repair.IsFix(call.Parsed);
        IReadOnlyList<Finding> found = await RunsCheck.RunAsync(call, isFix, cancellationToken);
        return CheckReport.Tell(call.Console, await RepairPlan.AddAsync(call, repair, found, cancellationToken), isFix, "daybook doctor runs --fix");
    }
}
