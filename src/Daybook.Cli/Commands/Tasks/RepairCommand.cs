using Daybook.Cli.Commands.Doctor;

namespace Daybook.Cli.Commands.Tasks;

/// <summary><c>daybook task repair</c>: what <c>doctor tasks --fix</c> does.</summary>
internal sealed class RepairCommand(CommandFrame frame) : DaybookCommand(
    frame,
    "repair",
    "Mends what is wrong with the tasks and their files, as doctor tasks --fix does. Exits 1 while anything remains.",
    "daybook task repair",
    "daybook task repair --json")
{
    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken) => CheckReport.Tell(
        call.Console, await TasksCheck.RunAsync(call, isFix: true, cancellationToken), isFix: true, "daybook doctor tasks --fix");
}
