using Daybook.Embedded;
using Daybook.Embedded.Tasks;

namespace Daybook.Cli.Commands.Doctor;

/// <summary>Examines tasks, and mends them when asked to.</summary>
internal static class TasksCheck
{
    /// <summary>Runs the check.</summary>
    /// <returns>What was found; nothing where there is no store, since tasks are in a store.</returns>
    public static async Task<IReadOnlyList<Finding>> RunAsync(CommandCall call, bool isFix, CancellationToken cancellationToken)
    {
        if (call.Stores.Find() is null)
        {
            return [];
        }

        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        TaskDoctor doctor = store.TaskDoctor;
        return await call.Console.PatientlyAsync(
            isFix ? "Mending tasks" : "Checking tasks",
            progress => isFix ? doctor.FixAsync(progress, cancellationToken) : doctor.ExamineAsync(progress, cancellationToken));
    }
}
