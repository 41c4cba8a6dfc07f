using Daybook.Errors;

namespace Daybook.Drafts;

/// <summary>
/// Half-finished builder sessions. Every write is durable when its task completes; reads write no truth. A session is named by its id or by
/// any unique beginning of at least <see cref="RecordId.MinimumPrefixLength"/> characters.
/// </summary>
public interface IDraftStore
{
    /// <summary>
    /// Keeps a state: as a new draft, or in place of the session's last state, whose <see cref="Draft.CreatedAt"/> stays. A process that dies
    /// meanwhile leaves the old state or the new one. Once the write has begun the token no longer cancels.
    /// </summary>
    /// <returns>The draft as a listing shows it, durable.</returns>
    /// <exception cref="InvalidInputException">It is nothing that a store may hold.</exception>
    /// <exception cref="ConflictException">Somebody else has saved or deleted the draft since the expected time, or there is one that must be new.</exception>
    /// <exception cref="NewerFormatException">What is stored was saved by a newer version of the application, or of Daybook.</exception>
    /// <exception cref="CorruptStoreException">The database is damaged.</exception>
    /// <exception cref="BusyException">Another process kept the database locked.</exception>
    /// <exception cref="StorageException">The disk refused; nothing was stored.</exception>
    /// <exception cref="DurabilityUnknownException">It was written, and its flush failed.</exception>
    Task<DraftSummary> SaveAsync(DraftSave save, CancellationToken cancellationToken);

    /// <summary>A draft, in the shape of the application's current version.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    /// <exception cref="ConflictException">Several ids begin with the prefix.</exception>
    /// <exception cref="NewerFormatException">A newer version of the application saved it, or a newer Daybook made the database.</exception>
    /// <exception cref="CorruptStoreException">It, or the database, cannot be understood.</exception>
    /// <exception cref="BusyException">Another process kept the database locked.</exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    Task<Draft> LoadAsync(string idOrPrefix, CancellationToken cancellationToken);

    /// <summary>Lists drafts, the one saved last first. What cannot be read stands among the problems of the page.</summary>
    /// <exception cref="InvalidInputException">The query is out of bounds, or its cursor is not one of this listing.</exception>
    /// <exception cref="NewerFormatException">The database has a newer schema than this version knows.</exception>
    /// <exception cref="CorruptStoreException">The database is damaged.</exception>
    /// <exception cref="BusyException">Another process kept the database locked.</exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    Task<Page<DraftSummary>> ListAsync(DraftQuery query, CancellationToken cancellationToken);

    /// <summary>Removes a draft, whatever its version and however damaged its row is.</summary>
    /// <returns>The id of the draft that was removed; null if there is none.</returns>
    /// <exception cref="ConflictException">Several ids begin with the prefix.</exception>
    /// <exception cref="NewerFormatException">The database has a newer schema than this version knows.</exception>
    /// <exception cref="CorruptStoreException">The database is damaged.</exception>
    /// <exception cref="BusyException">Another process kept the database locked.</exception>
    /// <exception cref="StorageException">The disk refused; nothing was deleted.</exception>
    /// <exception cref="DurabilityUnknownException">It was deleted, and the flush of that failed.</exception>
    Task<string?> DeleteAsync(string idOrPrefix, CancellationToken cancellationToken);

    /// <summary>
    /// Removes drafts that were saved last long ago. One that is saved meanwhile stays, and so does one whose time cannot be read, which
    /// <see cref="ListAsync"/> names among its problems.
    /// </summary>
    /// <returns>The drafts that were removed, or would be, newest first.</returns>
    /// <exception cref="InvalidInputException">The age is below zero.</exception>
    /// <exception cref="NewerFormatException">The database has a newer schema than this version knows.</exception>
    /// <exception cref="CorruptStoreException">The database is damaged.</exception>
    /// <exception cref="BusyException">Another process kept the database locked.</exception>
    /// <exception cref="StorageException">The disk refused; nothing was deleted.</exception>
    /// <exception cref="DurabilityUnknownException">They were deleted, and the flush of that failed.</exception>
    Task<IReadOnlyList<DraftSummary>> ExpireAsync(DraftExpiry expiry, CancellationToken cancellationToken);

    /// <summary>How much there is. Answers on a full or read-only disk too, and creates nothing.</summary>
    /// <exception cref="NewerFormatException">The database has a newer schema than this version knows.</exception>
    /// <exception cref="CorruptStoreException">The database is damaged.</exception>
    /// <exception cref="BusyException">Another process kept the database locked.</exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    Task<DraftStoreStatus> GetStatusAsync(CancellationToken cancellationToken);
}
