using Daybook.Cli.Options;
using Daybook.Embedded;
using Daybook.Embedded.Search;

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
        await using EmbeddedStore store = await call.Stores.OpenToSearchAsync(cancellationToken);
        IndexDoctor doctor = store.IndexDoctor;
        IReadOnlyList<Finding> found = await call.Console.PatientlyAsync(
            isFix ? "Making the index" : "Checking the index",
            _ => isFix ? doctor.FixAsync(cancellationToken) : doctor.ExamineAsync(cancellationToken));
        return CheckReport.Tell(call.Console, found, isFix, "daybook doctor index --fix");
    }
}
