using Daybook.Errors;

namespace Daybook.Tasks;

/// <summary>
/// Sessions as every engine keeps them: events of the same journal as the tasks, with the same promises as <see cref="ITaskStore"/>. An
/// agent's first write of any kind opens a session by itself.
/// </summary>
public interface ISessionStore
{
    /// <summary>Begins a session.</summary>
    /// <exception cref="InvalidInputException">The actor is refused.</exception>
    /// <exception cref="BusyException">The lock stayed with another process.</exception>
    /// <exception cref="StorageException">The disk refused; nothing was stored.</exception>
    /// <exception cref="DurabilityUnknownException">Written, but the flush failed.</exception>
    Task<SessionRecord> StartAsync(TaskActor actor, CancellationToken cancellationToken);

    /// <summary>Ends a session, without an id the agent's open one. Ending it twice answers with it as it is.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    /// <exception cref="BusyException">The lock stayed with another process.</exception>
    /// <exception cref="StorageException">The disk refused; nothing was stored.</exception>
    /// <exception cref="DurabilityUnknownException">Written, but the flush failed.</exception>
    Task<SessionRecord> EndAsync(TaskActor actor, CancellationToken cancellationToken);

    /// <summary>Notes what a session is about from now on.</summary>
    /// <exception cref="InvalidInputException">The scope is not one line.</exception>
    /// <exception cref="BusyException">The lock stayed with another process.</exception>
    /// <exception cref="StorageException">The disk refused; nothing was stored.</exception>
    /// <exception cref="DurabilityUnknownException">Written, but the flush failed.</exception>
    Task<SessionRecord> ChangeScopeAsync(string scope, TaskActor actor, CancellationToken cancellationToken);

    /// <summary>The sessions that are remembered, at most <see cref="TaskBoard.SessionsMax"/> without work in progress, the latest first.</summary>
    /// <param name="problems">Receives what the read skipped or doubts.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="StorageException">The disk refused.</exception>
    Task<IReadOnlyList<SessionRecord>> ListAsync(ProblemList problems, CancellationToken cancellationToken);

    /// <summary>One session by its id or a unique prefix of it.</summary>
    /// <exception cref="NotFoundException">There is none, or it was forgotten.</exception>
    /// <exception cref="ConflictException">Several ids begin so.</exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    Task<SessionRecord> GetAsync(string idOrPrefix, CancellationToken cancellationToken);
}
