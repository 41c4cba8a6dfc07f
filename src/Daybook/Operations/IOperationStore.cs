using Daybook.Errors;

namespace Daybook.Operations;

/// <summary>
/// What was done, one log an operation. Every write is durable when its task completes; what may fail beside the log (a commit, a line of the
/// lifecycle log, somebody who is to be told) fails as a warning. Reads take no locks and write no truth. Ids may be given as any unique
/// beginning of at least <see cref="RecordId.MinimumPrefixLength"/> letters, in small letters too.
/// </summary>
public interface IOperationStore
{
    /// <summary>Records that an operation starts now. Of callers with one id one creates it; the others succeed if they say the same.</summary>
    /// <returns>The operation, durable.</returns>
    /// <exception cref="InvalidInputException">It says something that no store may hold.</exception>
    /// <exception cref="ConflictException">The id that it brings is taken by one that says something else.</exception>
    /// <exception cref="StorageException">The disk refused; nothing was stored.</exception>
    /// <exception cref="DurabilityUnknownException">It was written, and its flush failed.</exception>
    Task<OperationChange> StartAsync(NewOperation operation, CancellationToken cancellationToken);

    /// <summary>Closes an operation, exactly once whoever tries, with what it brought about in the same write.</summary>
    /// <returns>The operation, durable.</returns>
    /// <exception cref="NotFoundException">There is no such operation.</exception>
    /// <exception cref="InvalidInputException">Something cannot be stored, or it takes no evidence; nothing was written.</exception>
    /// <exception cref="ConflictException">It is closed already, or a prefix is ambiguous.</exception>
    /// <exception cref="CorruptStoreException">The log is that of another operation.</exception>
    /// <exception cref="BusyException">Another process kept the log's lock.</exception>
    /// <exception cref="StorageException">The disk refused; nothing was stored.</exception>
    /// <exception cref="DurabilityUnknownException">It was written, its flush failed, and it was taken back as far as the disk allowed.</exception>
    Task<OperationChange> CompleteAsync(string idOrPrefix, OperationCompletion completion, CancellationToken cancellationToken);

    /// <summary>Adds what an operation brought about. What is linked already is not linked twice. Throws as <see cref="CompleteAsync"/>.</summary>
    /// <returns>The operation, durable.</returns>
    Task<OperationChange> LinkAsync(string idOrPrefix, OperationLinks links, CancellationToken cancellationToken);

    /// <summary>One operation, with whether it is committed.</summary>
    /// <exception cref="NotFoundException">There is no such operation.</exception>
    /// <exception cref="ConflictException">Several ids begin with the prefix.</exception>
    /// <exception cref="CorruptStoreException">The log is that of another operation.</exception>
    Task<OperationView> GetAsync(string idOrPrefix, CancellationToken cancellationToken);

    /// <summary>Lists operations, the newest first. What cannot be read stands among the problems of the page where its id puts it.</summary>
    /// <exception cref="InvalidInputException">The query is out of bounds, or its cursor is not one of this listing.</exception>
    Task<Page<OperationView>> ListAsync(OperationQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Closes as abandoned what has been open for a time, or for nobody knows how long. One that cannot be closed does not stop the others.
    /// </summary>
    /// <param name="threshold">The age from which on; zero for all that are open.</param>
    /// <param name="cancellationToken">Ends the sweep; what it closed stays closed.</param>
    /// <returns>All that were open, the newest first, and what became of them.</returns>
    Task<IReadOnlyList<OperationSweep>> SweepAsync(TimeSpan threshold, CancellationToken cancellationToken);

    /// <summary>How the starts and ends of the lifecycle log go together.</summary>
    Task<ActionPairing> GetPairingAsync(CancellationToken cancellationToken);

    /// <summary>How many operations there are. Answers on a full or read-only disk too, and creates nothing.</summary>
    Task<OperationStoreStatus> GetStatusAsync(CancellationToken cancellationToken);
}
