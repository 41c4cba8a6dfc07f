using Daybook.Embedded;
using Daybook.Embedded.Drafts;
using Daybook.Embedded.Sqlite;

namespace Daybook.Cli.Commands.Doctor;

/// <summary>Examines the database of drafts, and mends it when asked to.</summary>
internal static class DraftsCheck
{
    /// <summary>Runs the check.</summary>
    /// <returns>What was found; nothing where there is no store, since drafts are in a store.</returns>
    public static async Task<IReadOnlyList<Finding>> RunAsync(CommandCall call, bool isFix, CancellationToken cancellationToken)
    {
        if (call.Stores.Find() is null)
        {
            return [];
        }

        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        DraftDoctor doctor = store.DraftDoctor;
        return await call.Console.PatientlyAsync(
            isFix ? "Mending drafts" : "Checking drafts",
            _ => isFix ? doctor.FixAsync(cancellationToken) : doctor.ExamineAsync(cancellationToken));
    }

    /// <summary>Says which SQLite was used.</summary>
    public static void Tell(CommandCall call)
    {
        SqliteInUse sqlite = SqliteInUse.Find();
        call.Note($"SQLite {sqlite.Version} ({sqlite.Library})");
    }
}
