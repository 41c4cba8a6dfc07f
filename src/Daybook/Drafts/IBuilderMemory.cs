using Daybook.Errors;

namespace Daybook.Drafts;

/// <summary>What was chosen in finished builder sessions, so that it can be suggested again. Every write is durable when its task completes.</summary>
public interface IBuilderMemory
{
    /// <summary>Remembers a finished session under a new id.</summary>
    /// <returns>The entry, durable.</returns>
    /// <exception cref="InvalidInputException">It is nothing that a store may hold.</exception>
    /// <exception cref="NewerFormatException">The database has a newer schema than this version knows.</exception>
    /// <exception cref="CorruptStoreException">The database is damaged.</exception>
    /// <exception cref="BusyException">Another process kept the database locked.</exception>
    /// <exception cref="StorageException">The disk refused; nothing was stored.</exception>
    /// <exception cref="DurabilityUnknownException">It was written, and its flush failed.</exception>
    Task<BuilderMemoryEntry> RecordAsync(NewBuilderMemory session, CancellationToken cancellationToken);

    /// <summary>The latest sessions, of one category or of all, newest first. What cannot be read stands among the problems of the page.</summary>
    /// <exception cref="InvalidInputException">The query is out of bounds, or its cursor is not one of this listing.</exception>
    /// <exception cref="NewerFormatException">The database has a newer schema than this version knows.</exception>
    /// <exception cref="CorruptStoreException">The database is damaged.</exception>
    /// <exception cref="BusyException">Another process kept the database locked.</exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    Task<Page<BuilderMemoryEntry>> RecallAsync(RecallQuery query, CancellationToken cancellationToken);

    /// <summary>What to suggest to somebody who makes another bot of a category.</summary>
    /// <exception cref="InvalidInputException">The category is none.</exception>
    /// <exception cref="NewerFormatException">The database has a newer schema than this version knows.</exception>
    /// <exception cref="CorruptStoreException">The database is damaged.</exception>
    /// <exception cref="BusyException">Another process kept the database locked.</exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    Task<BuilderSuggestion> SuggestAsync(string category, CancellationToken cancellationToken);
}
