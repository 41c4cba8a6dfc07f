using Daybook.Cli.Options;

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
        return CheckReport.Tell(call.Console, await RunsCheck.RunAsync(call, isFix, cancellationToken), isFix, "daybook doctor runs --fix");
    }
}
