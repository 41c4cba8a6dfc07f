using Daybook.Embedded;
using Daybook.Embedded.Search;

namespace Daybook.Cli.Commands.Doctor;

/// <summary>Examines the search index, and makes it anew when asked to.</summary>
internal static class IndexCheck
{
    /// <summary>Runs the check.</summary>
    /// <returns>What was found.</returns>
    public static async Task<IReadOnlyList<Finding>> RunAsync(CommandCall call, bool isFix, CancellationToken cancellationToken)
    {
        await using EmbeddedStore store = await call.Stores.OpenToSearchAsync(cancellationToken);
        IndexDoctor doctor = store.IndexDoctor;
        return await call.Console.PatientlyAsync(
            isFix ? "Making the index" : "Checking the index",
            _ => isFix ? doctor.FixAsync(cancellationToken) : doctor.ExamineAsync(cancellationToken));
    }
}
