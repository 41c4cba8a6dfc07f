using Daybook.Embedded;
using Daybook.Embedded.Operations;

namespace Daybook.Cli.Commands.Doctor;

/// <summary>Examines the logs of operations, and mends them when asked to.</summary>
internal static class OpsCheck
{
    /// <summary>Runs the check.</summary>
    /// <param name="call">The call.</param>
    /// <param name="isFix">Whether to mend.</param>
    /// <param name="openSince">Open operations are told from this age on.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What was found; nothing where there can be no operations.</returns>
    public static async Task<IReadOnlyList<Finding>> RunAsync(CommandCall call, bool isFix, TimeSpan openSince, CancellationToken cancellationToken)
    {
        if (!call.Stores.MayHaveOperations)
        {
            return [];
        }

        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        OperationDoctor doctor = store.OperationDoctor;
        return await call.Console.PatientlyAsync(
            isFix ? "Mending operations" : "Checking operations",
            _ => isFix ? doctor.FixAsync(openSince, cancellationToken) : doctor.ExamineAsync(openSince, cancellationToken));
    }
}
