using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Daybook.Embedded;

namespace Daybook.Cli.Commands.Doctor;

/// <summary><c>daybook doctor drafts</c></summary>
internal sealed class DraftsCommand(CommandFrame frame, RepairOptions repair) : DaybookCommand(
    frame,
    "drafts",
    "Finds what is wrong with the database of drafts and builder memory. Exits 1 while anything remains.",
    "daybook doctor drafts",
    "daybook doctor drafts --fix --dry-run",
    "daybook doctor drafts --fix")
{
    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        bool isFix = repair.IsFix(call.Parsed);
        IReadOnlyList<Finding> found = await DraftsCheck.RunAsync(call, isFix, cancellationToken);
        if (call.Console.Mode == OutputMode.Text)
        {
            DraftsCheck.Tell(call);
        }

        return CheckReport.Tell(call.Console, await RepairPlan.AddAsync(call, repair, found, cancellationToken), isFix, "daybook doctor drafts --fix");
    }
}
