using Daybook.Errors;

namespace Daybook.Runs;

/// <summary>
/// The registry of agent processes. Every write is durable when its task completes; reads see whole records, take no locks and write nothing,
/// not even what they find out about processes. Ids may be given as any unique beginning of at least
/// <see cref="RecordId.MinimumPrefixLength"/> characters.
/// </summary>
public interface IRunStore
{
    /// <summary>Records a run that starts now. Once its files begin to be written the token no longer cancels.</summary>
    /// <returns>The record, durable.</returns>
    /// <exception cref="InvalidInputException">It says something that no store may hold.</exception>
    /// <exception cref="ConflictException">The id that it brings is taken by a run that says something else.</exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    /// <exception cref="DurabilityUnknownException">It was written, and its flush failed.</exception>
    Task<RunRecord> CreateAsync(NewRun run, CancellationToken cancellationToken);

    /// <summary>Records the end of a run. Of two callers the first one's end stands; the second succeeds too if it says the same.</summary>
    /// <returns>The record, durable.</returns>
    /// <exception cref="NotFoundException">There is no such run.</exception>
    /// <exception cref="ConflictException">Another end is recorded, or a prefix is ambiguous.</exception>
    /// <exception cref="BusyException">Another process kept the run's lock.</exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    Task<RunRecord> FinishAsync(string idOrPrefix, RunFinish finish, CancellationToken cancellationToken);

    /// <summary>
    /// Reads a run, changes it and writes it back, all under its lock, so that no change of others is lost. Its ids stay what they are. When
    /// <paramref name="change"/> throws, nothing is written.
    /// </summary>
    /// <returns>The record, durable.</returns>
    /// <exception cref="NotFoundException">There is no such run.</exception>
    /// <exception cref="InvalidInputException">The change makes it say something that no store may hold.</exception>
    /// <exception cref="CorruptStoreException">What is stored cannot be understood.</exception>
    /// <exception cref="NewerFormatException">A newer version wrote it.</exception>
    /// <exception cref="BusyException">Another process kept the run's lock.</exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    Task<RunRecord> UpdateAsync(string idOrPrefix, Func<RunRecord, RunRecord> change, CancellationToken cancellationToken);

    /// <summary>One run, as it stands now.</summary>
    /// <exception cref="NotFoundException">There is no such run.</exception>
    /// <exception cref="ConflictException">Several ids begin with the prefix, or several runs have the id.</exception>
    /// <exception cref="CorruptStoreException">What is stored cannot be understood.</exception>
    /// <exception cref="NewerFormatException">A newer version wrote it.</exception>
    Task<RunView> GetAsync(string idOrPrefix, CancellationToken cancellationToken);

    /// <summary>Lists runs, newest start first. What cannot be read stands among the problems of the page where its id puts it.</summary>
    /// <exception cref="InvalidInputException">The query is out of bounds, or its cursor is not one of this listing.</exception>
    Task<Page<RunView>> ListAsync(RunQuery query, CancellationToken cancellationToken);

    /// <summary>The runs of a project, or of all, as a tree by parent, with restarts folded.</summary>
    /// <param name="projectId">The project; null for all.</param>
    /// <param name="problems">Receives what cannot be read.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>The runs at the top, newest first.</returns>
    Task<IReadOnlyList<RunNode>> GetTreeAsync(string? projectId, ProblemList problems, CancellationToken cancellationToken);

    /// <summary>Stores of every run whose process is gone that it was interrupted.</summary>
    /// <param name="problems">Receives what cannot be read, and was left alone.</param>
    /// <param name="cancellationToken">Ends the work; what was stored before stays so.</param>
    /// <returns>The runs that were changed, newest first, each durable.</returns>
    Task<IReadOnlyList<RunView>> ReapAsync(ProblemList problems, CancellationToken cancellationToken);

    /// <summary>Removes runs that ended long ago, with their output. One that a living run refers to stays.</summary>
    /// <param name="collection">Which runs.</param>
    /// <param name="problems">Receives what was left alone, and why.</param>
    /// <param name="cancellationToken">Ends the work; what was removed before stays so.</param>
    /// <returns>The runs that were removed, or would be, newest first.</returns>
    /// <exception cref="CorruptStoreException">A record cannot be understood, so that nobody knows which runs its own refers to. Nothing was removed.</exception>
    /// <exception cref="NewerFormatException">Likewise, since a newer version wrote it.</exception>
    Task<IReadOnlyList<RunView>> CollectAsync(RunCollection collection, ProblemList problems, CancellationToken cancellationToken);

    /// <summary>How many runs there are. Answers on a full or read-only disk too, and creates nothing.</summary>
    Task<RunStoreStatus> GetStatusAsync(CancellationToken cancellationToken);
}
