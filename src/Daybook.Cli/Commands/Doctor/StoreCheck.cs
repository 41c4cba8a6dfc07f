using Daybook.Embedded;
using Daybook.Embedded.Doctor;

namespace Daybook.Cli.Commands.Doctor;

/// <summary>Examines what belongs to no single kind, and mends it when asked to.</summary>
internal static class StoreCheck
{
    /// <summary>Looks at the store as a whole, or at what is left of one.</summary>
    public static async Task<IReadOnlyList<Finding>> RunAsync(CommandCall call, bool isFix, CancellationToken cancellationToken)
    {
        if (call.Stores.Find() is null)
        {
            return call.Stores.ExamineMissing();
        }

        StoreDoctor doctor = call.Stores.Doctor();
        return isFix ? await doctor.FixAsync(cancellationToken) : await doctor.ExamineAsync(cancellationToken);
    }

    /// <summary>Looks at what the kinds say of each other.</summary>
    public static async Task<IReadOnlyList<Finding>> RunOnRecordsAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (call.Stores.Find() is null)
        {
            return [];
        }

        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        return await call.Console.PatientlyAsync("Checking references", _ => store.RecordDoctor.ExamineAsync(cancellationToken));
    }
}
