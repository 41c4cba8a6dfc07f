using Daybook.Durability.Errors;
using Daybook.Durability.Locks;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <content>What is done to records that are stored already.</content>
internal sealed partial class EmbeddedMemory
{
    /// <summary>Removes the search index after a purge, and tells where it could not.</summary>
    internal Func<string?>? IndexRemoval { get; init; }

    /// <inheritdoc/>
    public async Task<MemoryForgotten> ForgetAsync(MemoryForget forget, CancellationToken cancellationToken)
    {
        MemoryRules.Validate(forget);
        await log.LetGoAsync().ConfigureAwait(false);
        MemoryForgotten forgotten = await KernelErrors.TranslateAsync(
            () => new MemoryAmending(ports, places, options).Forget(forget, cancellationToken), cancellationToken).ConfigureAwait(false);
        string? index = forget.Purge ? IndexRemoval?.Invoke() : null;
        return index is null
            ? forgotten
            : forgotten with { Remains = [.. forgotten.Remains, $"{index} could not be removed and may still hold words of the record; daybook doctor index --fix makes it anew"] };
    }

    /// <inheritdoc/>
    public async Task<MemoryRecord> SupersedeAsync(MemorySupersede supersede, CancellationToken cancellationToken)
    {
        MemoryRules.Validate(supersede);
        var amending = new MemoryAmending(ports, places, options);
        (MemoryRecord old, MemoryRecord better) = await KernelErrors.TranslateAsync(() => amending.FindBoth(supersede, cancellationToken), cancellationToken).ConfigureAwait(false);
        await KernelErrors.TranslatedAsync(log.ConfirmAsync(cancellationToken)).ConfigureAwait(false);
        return await KernelErrors.TranslateAsync(() => amending.Link(old, better, supersede.Agent), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<MemoryCompacted> CompactAsync(MemoryCompaction compaction, IProgress<long>? bytes, CancellationToken cancellationToken)
    {
        MemoryRules.Validate(compaction);
        await log.LetGoAsync().ConfigureAwait(false);
        return await KernelErrors.TranslateAsync(
            () => new MemoryCompactor(ports, places, options).Compact(
                compaction.RetentionDays ?? setup.Settings.RetentionDays, compaction.DryRun, bytes, cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Copies stragglers into the log. Where a compaction or repair is under way it is their next step anyway, and where the disk
    /// refuses, the append that follows will tell: readers see stragglers where they are.
    /// </summary>
    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        await log.LetGoAsync().ConfigureAwait(false);
        await Task.Run(
            () =>
            {
                try
                {
                    using FileLock held = MemoryLog.LockRewriting(ports, places, options, TimeSpan.Zero);
                    new StragglerSweep(ports, places, options).Sweep();
                }
                catch (DurabilityException)
                {
                }
            },
            cancellationToken).ConfigureAwait(false);
    }
}
