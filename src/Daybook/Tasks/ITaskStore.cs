using Daybook.Errors;

namespace Daybook.Tasks;

/// <summary>
/// Tasks as every engine keeps them. Any number of threads and processes may use them at once.
/// <para>
/// A write is durable when its task completes: the event survives the end of the process and of the machine. A write that fails with
/// <see cref="StorageException"/> or <see cref="BusyException"/> stored nothing; one that fails with
/// <see cref="DurabilityUnknownException"/> may or may not have, so look the task up before repeating it. An answer that rests on someone
/// else's event (already claimed, already created) is given only once that event is durable. Once its bytes are handed over a write can no
/// longer be cancelled.
/// </para>
/// <para>
/// Tasks are named by id, or by any prefix of at least <see cref="RecordId.MinimumPrefixLength"/> characters that no other task shares.
/// Every call that names one throws <see cref="NotFoundException"/> if there is none, and <see cref="ConflictException"/> with the
/// candidates if there are several. Reads write nothing and see every event that was acknowledged before they began.
/// </para>
/// </summary>
public interface ITaskStore
{
    /// <summary>Creates a task. A given id that is taken by a task that says the same answers with that task and writes nothing.</summary>
    /// <exception cref="InvalidInputException"><see cref="TaskRules"/> refuses it.</exception>
    /// <exception cref="ConflictException">The id is taken by another task.</exception>
    /// <exception cref="BusyException">The lock stayed with another process.</exception>
    /// <exception cref="CorruptStoreException">The task is in a part of the history that is gone or cannot be read.</exception>
    /// <exception cref="StorageException">The disk refused; nothing was stored.</exception>
    /// <exception cref="DurabilityUnknownException">Written, but the flush failed.</exception>
    Task<TaskRecord> CreateAsync(NewTask task, TaskActor actor, CancellationToken cancellationToken);

    /// <summary>Changes a task. Answers with the task as it is then, also when it already was as wanted.</summary>
    /// <exception cref="InvalidInputException"><see cref="TaskRules"/> refuses it, or the task would wait for itself.</exception>
    /// <exception cref="ConflictException">
    /// Its state does not allow it (the message names what it allows), somebody else holds it or has overtaken the token's holder (the
    /// message names who), it waits for others, or a circle would be closed (the message prints it).
    /// </exception>
    /// <exception cref="BusyException">The lock stayed with another process.</exception>
    /// <exception cref="CorruptStoreException">The task is in a part of the history that is gone or cannot be read.</exception>
    /// <exception cref="StorageException">The disk refused; nothing was stored.</exception>
    /// <exception cref="DurabilityUnknownException">Written, but the flush failed.</exception>
    Task<TaskRecord> ChangeAsync(string idOrPrefix, TaskChange change, TaskActor actor, CancellationToken cancellationToken);

    /// <summary>Claims one task under a lease.</summary>
    /// <exception cref="InvalidInputException">The lease is out of bounds, or there is no such process.</exception>
    /// <exception cref="ConflictException">Its state does not allow it, or it waits for others.</exception>
    /// <exception cref="BusyException">The lock stayed with another process.</exception>
    /// <exception cref="CorruptStoreException">The task is in a part of the history that is gone or cannot be read.</exception>
    /// <exception cref="StorageException">The disk refused; nothing was stored.</exception>
    /// <exception cref="DurabilityUnknownException">Written, but the flush failed.</exception>
    Task<ClaimResult> ClaimAsync(string idOrPrefix, ClaimRequest request, CancellationToken cancellationToken);

    /// <summary>Claims the first task that is ready. No two claims that live at the same time ever get one task.</summary>
    /// <exception cref="InvalidInputException">The lease is out of bounds, or there is no such process.</exception>
    /// <exception cref="BusyException">The lock stayed with another process.</exception>
    /// <exception cref="StorageException">The disk refused; nothing was stored.</exception>
    /// <exception cref="DurabilityUnknownException">Written, but the flush failed.</exception>
    Task<ClaimResult> ClaimNextAsync(ClaimRequest request, CancellationToken cancellationToken);

    /// <summary>One task, open or finished.</summary>
    /// <exception cref="CorruptStoreException">The task is in a part of the history that is gone or cannot be read.</exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    Task<TaskRecord> GetAsync(string idOrPrefix, CancellationToken cancellationToken);

    /// <summary>
    /// One task as it was at a time: after the last of its events up to then, waiting for what it waited for then. Problems are added as they are met.
    /// </summary>
    /// <exception cref="NotFoundException">There is none, or it did not exist yet.</exception>
    /// <exception cref="CorruptStoreException">The task is in a part of the history that is gone or cannot be read.</exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    Task<TaskRecord> GetAsync(string idOrPrefix, DateTimeOffset at, ProblemList problems, CancellationToken cancellationToken);

    /// <summary>The events of one task in the order in which they happened, as a stream. Problems are added as they are met.</summary>
    /// <exception cref="CorruptStoreException">The task is in a part of the history that is gone or cannot be read.</exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    IAsyncEnumerable<TaskEvent> ReadEventsAsync(string idOrPrefix, ProblemList problems, CancellationToken cancellationToken);

    /// <summary>
    /// Tasks by state and tag: first the open ones in the order of work, then the finished ones, the last finished first.
    /// <see cref="Page{T}.Total"/> is given where no finished ones are asked for.
    /// </summary>
    /// <exception cref="InvalidInputException">The limit is out of bounds or the cursor is not one of this listing.</exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    Task<Page<TaskRecord>> ListAsync(TaskQuery query, CancellationToken cancellationToken);

    /// <summary>The tasks that anybody may begin now, in the order of work; see <see cref="TaskBoard.Ready"/>.</summary>
    /// <exception cref="InvalidInputException">The limit is out of bounds or the cursor is not one of this listing.</exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    Task<Page<TaskRecord>> ListReadyAsync(TaskListing listing, CancellationToken cancellationToken);

    /// <summary>The open tasks that wait for others, in the order of work.</summary>
    /// <exception cref="InvalidInputException">The limit is out of bounds or the cursor is not one of this listing.</exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    Task<Page<TaskRecord>> ListBlockedAsync(TaskListing listing, CancellationToken cancellationToken);

    /// <summary>
    /// Finished tasks, the last finished first. Reads the history as a stream and no more of it than the page needs;
    /// <see cref="Page{T}.Total"/> is not given. A task that was opened again is found only as it was finished last.
    /// </summary>
    /// <exception cref="InvalidInputException">The limit is out of bounds or the cursor is not one of this listing.</exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    Task<Page<TaskRecord>> SearchHistoryAsync(TaskHistoryQuery query, CancellationToken cancellationToken);

    /// <summary>All open tasks, what waits for what among them, and the critical path.</summary>
    /// <param name="problems">Receives what the read skipped or doubts.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="StorageException">The disk refused.</exception>
    Task<TaskGraph> GetGraphAsync(ProblemList problems, CancellationToken cancellationToken);

    /// <summary>Where to go on after an interruption.</summary>
    /// <param name="agent">Whose work comes first; null for anybody's.</param>
    /// <param name="problems">Receives what the read skipped or doubts.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="StorageException">The disk refused.</exception>
    Task<TaskResume> ResumeAsync(string? agent, ProblemList problems, CancellationToken cancellationToken);

    /// <summary>How many tasks there are in which state. Answers on a full or read-only disk too, and creates nothing.</summary>
    /// <exception cref="StorageException">The disk refused.</exception>
    Task<TaskStoreStatus> GetStatusAsync(CancellationToken cancellationToken);
}
