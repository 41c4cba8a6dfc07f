using Daybook.Embedded;
using Daybook.Embedded.Memory;

namespace Daybook.Cli.Commands.Doctor;

/// <summary>Examines memory, and mends it when asked to.</summary>
internal static class MemoryCheck
{
    /// <summary>Runs the check.</summary>
    /// <returns>What was found.</returns>
    public static async Task<IReadOnlyList<Finding>> RunAsync(CommandCall call, bool isFix, CancellationToken cancellationToken)
    {
        await using EmbeddedStore store = await call.Stores.OpenMemoryToReadAsync(cancellationToken);
        MemoryDoctor doctor = store.MemoryDoctor;
        return await call.Console.PatientlyAsync(
            isFix ? "Mending memory" : "Checking memory",
            progress => isFix ? doctor.FixAsync(progress, cancellationToken) : doctor.ExamineAsync(progress, cancellationToken));
    }
}
