using Daybook.Cli.Commands.Doctor;
using Daybook.Cli.Options;

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
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken) =>
        MemoryCheck.RunAsync(call, repair.IsFix(call.Parsed), cancellationToken);
}
