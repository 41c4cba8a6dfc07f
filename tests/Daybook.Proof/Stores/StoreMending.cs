using Daybook.Embedded;
using Daybook.Embedded.Doctor;

namespace Daybook.Proof.Stores;

/// <summary>The doctors of a store, one after the other, in this process.</summary>
internal static class StoreMending
{
    /// <summary>An operation that nobody has closed is no damage before it is as old.</summary>
    private static readonly TimeSpan OpenSince = TimeSpan.FromDays(1);

    /// <summary>Mends everything on a real disk, and looks again.</summary>
    /// <returns>What is still to see to; nothing is what should be left, whatever a crash did.</returns>
    public static Task<IReadOnlyList<Finding>> FixAsync(EmbeddedStore store, string folder) => FixAsync(store, EmbeddedPorts.System(), folder, StoreKinds.All);

    /// <summary>Mends some kinds, and looks again.</summary>
    /// <param name="store">The store.</param>
    /// <param name="ports">By which it was opened.</param>
    /// <param name="folder">Where it is.</param>
    /// <param name="kinds">The kinds.</param>
    public static async Task<IReadOnlyList<Finding>> FixAsync(EmbeddedStore store, EmbeddedPorts ports, string folder, StoreKinds kinds)
    {
        await DoAsync(store, kinds, isFix: true);

        // Last, as the command line does it, since what the others put into the quarantine is looked at too.
        var whole = new StoreDoctor(ports, folder);
        await whole.FixAsync(default);
        IReadOnlyList<Finding> found = [.. await whole.ExamineAsync(default), .. await DoAsync(store, kinds, isFix: false)];
        return [.. found.Where(static finding => finding.Remains)];
    }

    private static async Task<List<Finding>> DoAsync(EmbeddedStore store, StoreKinds kinds, bool isFix)
    {
        var found = new List<Finding>();
        if (kinds.HasFlag(StoreKinds.Memory))
        {
            found.AddRange(await (isFix ? store.MemoryDoctor.FixAsync(null, default) : store.MemoryDoctor.ExamineAsync(null, default)));
        }

        if (kinds.HasFlag(StoreKinds.Tasks))
        {
            found.AddRange(await (isFix ? store.TaskDoctor.FixAsync(null, default) : store.TaskDoctor.ExamineAsync(null, default)));
        }

        if (kinds.HasFlag(StoreKinds.Runs))
        {
            found.AddRange(await (isFix ? store.RunDoctor.FixAsync(default) : store.RunDoctor.ExamineAsync(default)));
        }

        if (kinds.HasFlag(StoreKinds.Operations))
        {
            found.AddRange(await (isFix ? store.OperationDoctor.FixAsync(OpenSince, default) : store.OperationDoctor.ExamineAsync(OpenSince, default)));
        }

        if (kinds.HasFlag(StoreKinds.Drafts))
        {
            found.AddRange(await (isFix ? store.DraftDoctor.FixAsync(default) : store.DraftDoctor.ExamineAsync(default)));
        }

        return found;
    }
}
