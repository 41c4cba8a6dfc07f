using Daybook.Embedded;
using Daybook.Embedded.Runs;

namespace Daybook.Cli.Commands.Doctor;

/// <summary>Examines runs, and mends them when asked to.</summary>
internal static class RunsCheck
{
    /// <summary>Runs the check.</summary>
    /// <returns>What was found; nothing where there is no store, since runs are in a store.</returns>
    public static async Task<IReadOnlyList<Finding>> RunAsync(CommandCall call, bool isFix, CancellationToken cancellationToken)
    {
        if (call.Stores.Find() is null)
        {
            return [];
        }

        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        RunDoctor doctor = store.RunDoctor;
        return await call.Console.PatientlyAsync(
            isFix ? "Mending runs" : "Checking runs",
            _ => isFix ? doctor.FixAsync(cancellationToken) : doctor.ExamineAsync(cancellationToken));
    }
}
