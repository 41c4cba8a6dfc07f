using Daybook.Embedded;
using Daybook.Embedded.Doctor;

namespace Daybook.Proof.Stores;

/// <summary>All doctors of a store, one after the other, in this process.</summary>
internal static class StoreMending
{
    /// <summary>An operation that nobody has closed is no damage before it is as old.</summary>
    private static readonly TimeSpan OpenSince = TimeSpan.FromDays(1);

    /// <summary>Mends everything, and looks again.</summary>
    /// <returns>What is still to see to; nothing is what should be left, whatever a crash did.</returns>
    public static async Task<IReadOnlyList<Finding>> FixAsync(EmbeddedStore store, string folder)
    {
        await store.DraftDoctor.FixAsync(default);
        IReadOnlyList<Finding> left = await FixFilesAsync(store, EmbeddedPorts.System(), folder);
        return [.. left, .. (await store.DraftDoctor.ExamineAsync(default)).Where(static finding => finding.Remains)];
    }

    /// <summary>The same, but for what SQLite keeps.</summary>
    /// <param name="store">The store.</param>
    /// <param name="ports">By which it was opened.</param>
    /// <param name="folder">Where it is.</param>
    public static async Task<IReadOnlyList<Finding>> FixFilesAsync(EmbeddedStore store, EmbeddedPorts ports, string folder)
    {
        var whole = new StoreDoctor(ports, folder);
        await store.MemoryDoctor.FixAsync(null, default);
        await store.TaskDoctor.FixAsync(null, default);
        await store.RunDoctor.FixAsync(default);
        await store.OperationDoctor.FixAsync(OpenSince, default);

        // Last, as the command line does it, since what the others put into the quarantine is looked at too.
        await whole.FixAsync(default);
        IReadOnlyList<Finding>[] left =
        [
            await whole.ExamineAsync(default),
            await store.MemoryDoctor.ExamineAsync(null, default),
            await store.TaskDoctor.ExamineAsync(null, default),
            await store.RunDoctor.ExamineAsync(default),
            await store.OperationDoctor.ExamineAsync(OpenSince, default),
        ];
        return [.. left.SelectMany(static findings => findings).Where(static finding => finding.Remains)];
    }
}
