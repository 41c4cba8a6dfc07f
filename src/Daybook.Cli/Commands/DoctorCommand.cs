using Daybook.Cli.Commands.Doctor;
using Daybook.Cli.Options;
using Daybook.Embedded;
using Daybook.Operations;

namespace Daybook.Cli.Commands;

/// <summary><c>daybook doctor</c>: everything that can be checked.</summary>
internal sealed class DoctorCommand : DaybookCommand
{
    private readonly RepairOptions repair = new();

    /// <summary>Builds the command.</summary>
    public DoctorCommand(CommandFrame frame)
        : base(
            frame,
            "doctor",
            "Finds what is wrong with the store's files. Exits 1 while anything remains.",
            "daybook doctor",
            "daybook doctor --fix --dry-run",
            "daybook doctor --fix")
    {
        repair.AddTo(this);
        Add(new MemoryCommand(frame, repair));
        Add(new TasksCommand(frame, repair));
        Add(new RunsCommand(frame, repair));
        Add(new DraftsCommand(frame, repair));
        Add(new OpsCommand(frame, repair));
        Add(new IndexCommand(frame, repair));
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        bool isFix = repair.IsFix(call.Parsed);
        IReadOnlyList<Finding> memory = await MemoryCheck.RunAsync(call, isFix, cancellationToken);
        IReadOnlyList<Finding> tasks = await TasksCheck.RunAsync(call, isFix, cancellationToken);
        IReadOnlyList<Finding> runs = await RunsCheck.RunAsync(call, isFix, cancellationToken);
        IReadOnlyList<Finding> drafts = await DraftsCheck.RunAsync(call, isFix, cancellationToken);
        IReadOnlyList<Finding> operations = await OpsCheck.RunAsync(call, isFix, OperationSweep.ThresholdDefault, cancellationToken);

        // All look at the folders that the kinds share.
        IReadOnlyList<Finding> all =
            [.. memory.Concat(tasks).Concat(runs).Concat(drafts).Concat(operations).DistinctBy(finding => (finding.Problem, finding.Path, finding.Line, finding.Meaning))];
        return CheckReport.Tell(call.Console, all, isFix, "daybook doctor --fix");
    }
}
