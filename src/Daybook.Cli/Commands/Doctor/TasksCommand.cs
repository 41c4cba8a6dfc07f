using Daybook.Cli.Options;
using Daybook.Embedded;

namespace Daybook.Cli.Commands.Doctor;

/// <summary><c>daybook doctor tasks</c></summary>
internal sealed class TasksCommand(CommandFrame frame, RepairOptions repair) : DaybookCommand(
    frame,
    "tasks",
    "Finds what is wrong with the tasks and their files. Exits 1 while anything remains.",
    "daybook doctor tasks",
    "daybook doctor tasks --fix --dry-run",
    "daybook doctor tasks --fix")
{
    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        bool isFix = repair.IsFix(call.Parsed);
        IReadOnlyList<Finding> found = await TasksCheck.RunAsync(call, isFix, cancellationToken);
        return CheckReport.Tell(call.Console, await RepairPlan.AddAsync(call, repair, found, cancellationToken), isFix, "daybook doctor tasks --fix");
    }
}
