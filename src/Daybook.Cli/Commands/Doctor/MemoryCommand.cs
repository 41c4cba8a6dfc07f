using Daybook.Cli.Options;
using Daybook.Embedded;

namespace Daybook.Cli.Commands.Doctor;

/// <summary><c>daybook doctor memory</c></summary>
internal sealed class MemoryCommand(CommandFrame frame, RepairOptions repair) : DaybookCommand(
    frame,
    "memory",
    "Finds what is wrong with the memory file. Exits 1 while anything remains.",
    "daybook doctor memory",
    "daybook doctor memory --fix --dry-run",
    "daybook doctor memory --fix")
{
    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        bool isFix = repair.IsFix(call.Parsed);
        IReadOnlyList<Finding> found = await MemoryCheck.RunAsync(call, isFix, cancellationToken);
        return CheckReport.Tell(call.Console, await RepairPlan.AddAsync(call, repair, found, cancellationToken), isFix, "daybook doctor memory --fix");
    }
}
