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
        await new StoreDoctor(EmbeddedPorts.System(), folder).FixAsync(default);
        await store.MemoryDoctor.FixAsync(null, default);
        await store.TaskDoctor.FixAsync(null, default);
        await store.RunDoctor.FixAsync(default);
        await store.DraftDoctor.FixAsync(default);
        await store.OperationDoctor.FixAsync(OpenSince, default);
        IReadOnlyList<Finding>[] left =
        [
            await new StoreDoctor(EmbeddedPorts.System(), folder).ExamineAsync(default),
            await store.MemoryDoctor.ExamineAsync(null, default),
            await store.TaskDoctor.ExamineAsync(null, default),
            await store.RunDoctor.ExamineAsync(default),
            await store.DraftDoctor.ExamineAsync(default),
            await store.OperationDoctor.ExamineAsync(OpenSince, default),
        ];
        return [.. left.SelectMany(static findings => findings).Where(static finding => finding.Remains)];
    }
}
