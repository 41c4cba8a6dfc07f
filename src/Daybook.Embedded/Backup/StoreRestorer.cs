using Daybook.Backup;
using Daybook.Durability.Errors;
using Daybook.Errors;

namespace Daybook.Embedded.Backup;

/// <summary>Brings a store back from an archive.</summary>
public static class StoreRestorer
{
    /// <summary>
    /// Checks all of an archive and puts the store that is in it to its place in one step. When the task completes it survives power loss; until
    /// then what stood there before is untouched. Its claims are ended, and the tokens of later ones are above all that were handed out.
    /// </summary>
    /// <exception cref="NotFoundException">There is no such archive.</exception>
    /// <exception cref="ConflictException">Something stands there already, and it is not to be replaced or is no store.</exception>
    /// <exception cref="CorruptStoreException">The archive is damaged, or none; nothing was changed.</exception>
    /// <exception cref="NewerFormatException">A newer version wrote the archive, or what is to be replaced.</exception>
    /// <exception cref="BusyException">Another process is at work in the store that is to be replaced.</exception>
    /// <exception cref="StorageException">The disk refused; nothing was changed.</exception>
    /// <exception cref="DurabilityUnknownException">The store is in its place, and the flush of that failed.</exception>
    public static async Task<StoreArchive> RestoreAsync(EmbeddedPorts ports, RestoreOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ports);
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            return await Task.Run(() => new StoreRestore(ports, options).RunAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (DurabilityException failure)
        {
            throw KernelErrors.Translated(failure);
        }
    }
}
