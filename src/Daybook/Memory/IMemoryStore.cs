using Daybook.Errors;

namespace Daybook.Memory;

/// <summary>
/// Memory as every engine keeps it. Any number of threads and processes may use it at once.
/// <para>
/// A write is durable when its task completes: the record survives the end of the process and of the machine. A write that fails with
/// <see cref="StorageException"/> or <see cref="BusyException"/> stored nothing. One that fails with
/// <see cref="DurabilityUnknownException"/> may or may not have; repeat it with the exception's id and the same content, and it is stored
/// exactly once. Once its bytes are handed over a write can no longer be cancelled.
/// </para>
/// <para>
/// Reads write nothing and see every record that was acknowledged before they began. What they cannot understand they skip and report as
/// <see cref="Problem"/>; it hides nothing else.
/// </para>
/// <para>
/// Where the settings of memory cannot be accepted, adds, queries and the status fail: with <see cref="CorruptStoreException"/> when the
/// store says them, with <see cref="InvalidInputException"/> when the caller does. Where memory is in a folder of another system and that
/// folder is gone, everything fails with <see cref="NotFoundException"/>.
/// </para>
/// </summary>
public interface IMemoryStore
{
    /// <summary>
    /// Takes a record in, unless the same event is already there. The id is kept or else assigned, <see cref="MemoryRecord.RecordedAt"/> is
    /// always assigned, <see cref="MemoryRecord.Timestamp"/> when absent; looking for the earlier record and writing are one step for all
    /// processes.
    /// <list type="bullet">
    /// <item>A given id that is stored already with the same content (<see cref="MemoryRules.SameContent"/>) answers
    /// <see cref="MemoryAddResult.Added"/> with that id and writes nothing.</item>
    /// <item>Otherwise, when a record with the same <see cref="DedupKey"/> was written less than <see cref="MemoryRules.DedupWindow"/> ago,
    /// the answer is <see cref="MemoryAddResult.Duplicate"/> with the id of the first stored of those. A refused record does not prolong
    /// the window. Records without an id or without a readable <see cref="MemoryRecord.WriteTime"/> take no part, nor do forgotten
    /// ones.</item>
    /// </list>
    /// An answer that rests on an earlier record is given only when that record is durable. While memory is switched off
    /// (<see cref="MemorySettings.Enabled"/>) the answer is <see cref="MemoryAddResult.Disabled"/>, and nothing is looked up or written.
    /// </summary>
    /// <exception cref="InvalidInputException"><see cref="MemoryRules.Validate(MemoryRecord)"/> refuses it, or it is larger than 1 MiB.</exception>
    /// <exception cref="ConflictException">The id is taken by a record with other content, or by one that was forgotten.</exception>
    /// <exception cref="BusyException">The lock stayed with another process.</exception>
    /// <exception cref="StorageException">The disk refused; nothing was stored.</exception>
    /// <exception cref="DurabilityUnknownException">Written, but the flush failed.</exception>
    Task<MemoryAddResult> AddAsync(MemoryRecord record, CancellationToken cancellationToken);

    /// <summary>
    /// Takes a record in without looking for the same event, also while memory is switched off. Id and
    /// <see cref="MemoryRecord.RecordedAt"/> are kept or else assigned, everything else is stored as given. A given id that is stored
    /// already answers as in <see cref="AddAsync"/>.
    /// </summary>
    /// <returns>The record as it is stored, durable.</returns>
    /// <exception cref="InvalidInputException"><see cref="MemoryRules.Validate(MemoryRecord)"/> refuses it, or it is larger than 1 MiB.</exception>
    /// <exception cref="ConflictException">The id is taken by a record with other content, or by one that was forgotten.</exception>
    /// <exception cref="BusyException">The lock stayed with another process.</exception>
    /// <exception cref="StorageException">The disk refused; nothing was stored.</exception>
    /// <exception cref="DurabilityUnknownException">Written, but the flush failed.</exception>
    Task<MemoryRecord> AppendAsync(MemoryRecord record, CancellationToken cancellationToken);

    /// <summary>
    /// All records that are not forgotten, as a stream: archived ones first, then the others, each in the order in which they were stored.
    /// Problems are added as they are met.
    /// </summary>
    /// <exception cref="StorageException">The disk refused.</exception>
    IAsyncEnumerable<MemoryRecord> ReadAsync(ProblemList problems, CancellationToken cancellationToken);

    /// <summary>
    /// The records that a query finds within the retention window, but for those that are superseded by a record which is here: gravest first,
    /// then newest, then by overlap of paths, then by id, and last in the order in which they were stored. Pages stay where they are while records are added. <see cref="Page{T}.Total"/> is
    /// given. While memory is switched off a query finds nothing.
    /// </summary>
    /// <exception cref="InvalidInputException">
    /// The limit is out of bounds, the cursor is not one of a query, or the severity is not a word of <see cref="SeverityScale"/>.
    /// </exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    Task<Page<MemoryRecord>> QueryAsync(MemoryQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// All records, within retention or not, superseded or not, in the order of <see cref="ReadAsync"/> backwards. Reads no more of the store than the page needs, so
    /// <see cref="Page{T}.Total"/> is not given. Pages stay where they are while records are added; no record is left out because a
    /// compaction ran between two pages.
    /// </summary>
    /// <exception cref="InvalidInputException">The limit is out of bounds or the cursor is not one of a listing.</exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    Task<Page<MemoryRecord>> ListAsync(MemoryListing listing, CancellationToken cancellationToken);

    /// <summary>
    /// One record by its id, or by a prefix of at least <see cref="RecordId.MinimumPrefixLength"/> characters that no other id shares. An
    /// id that is given in full wins over longer ones that it begins; of two records with one id the first stored is returned.
    /// </summary>
    /// <exception cref="InvalidInputException"><see cref="RecordId.Check"/> refuses it.</exception>
    /// <exception cref="NotFoundException">There is none, or it was forgotten; the message says when and why.</exception>
    /// <exception cref="ConflictException">Several ids begin so; <see cref="ConflictException.Candidates"/> names them.</exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    Task<MemoryRecord> GetAsync(string idOrPrefix, CancellationToken cancellationToken);

    /// <summary>
    /// Forgets a record: when the task completes, no answer holds it any more, and it keeps no equal event out. Doing it again is no error.
    /// With <see cref="MemoryForget.Purge"/> the record's bytes are overwritten everywhere in the store after that, archive and quarantine
    /// included, durably; one that was interrupted is finished by doing it again.
    /// </summary>
    /// <exception cref="InvalidInputException"><see cref="MemoryRules.Validate(MemoryForget)"/> refuses it.</exception>
    /// <exception cref="NotFoundException">There is no such record.</exception>
    /// <exception cref="ConflictException">Several ids begin so.</exception>
    /// <exception cref="BusyException">A lock stayed with another process; do it again.</exception>
    /// <exception cref="StorageException">The disk refused; do it again.</exception>
    /// <exception cref="DurabilityUnknownException">Written, but the flush failed; do it again.</exception>
    Task<MemoryForgotten> ForgetAsync(MemoryForget forget, CancellationToken cancellationToken);

    /// <summary>
    /// Links a record to the better one that replaces it. Queries then leave it out; listings and look-ups tell
    /// <see cref="MemoryRecord.SupersededBy"/>. The last word counts; the same link once more is no error. A link to a record that was
    /// forgotten since counts no more.
    /// </summary>
    /// <returns>The record that is superseded now; the link is durable.</returns>
    /// <exception cref="InvalidInputException"><see cref="MemoryRules.Validate(MemorySupersede)"/> refuses it.</exception>
    /// <exception cref="NotFoundException">There is no such record, of either id.</exception>
    /// <exception cref="ConflictException">Several ids begin so, or the better record is itself superseded by this one, directly or not.</exception>
    /// <exception cref="BusyException">The lock stayed with another process.</exception>
    /// <exception cref="StorageException">The disk refused; nothing was stored.</exception>
    /// <exception cref="DurabilityUnknownException">Written, but the flush failed; do it again.</exception>
    Task<MemoryRecord> SupersedeAsync(MemorySupersede supersede, CancellationToken cancellationToken);

    /// <summary>
    /// Moves old records (<see cref="ArchiveBoundary"/>) into the archive, so that the live log stays small. Nothing is deleted, and every
    /// answer stays what it was but for the order of <see cref="ReadAsync"/>. Others may read and write meanwhile; one that is interrupted
    /// at any step has moved all or nothing.
    /// </summary>
    /// <param name="compaction">What to move.</param>
    /// <param name="bytes">Told how far the log is read.</param>
    /// <param name="cancellationToken">Ends the reading; once the old records are aside it runs to its end.</param>
    /// <exception cref="InvalidInputException">The days are out of bounds.</exception>
    /// <exception cref="ConflictException">Git tracks this memory: the archive is this machine's, and others would lose what is moved.</exception>
    /// <exception cref="BusyException">Another compaction, purge or repair is under way, or the log stayed locked.</exception>
    /// <exception cref="StorageException">The disk refused; every record is where it was or in the archive.</exception>
    /// <exception cref="DurabilityUnknownException">A flush failed; every record is where it was or in the archive.</exception>
    Task<MemoryCompacted> CompactAsync(MemoryCompaction compaction, IProgress<long>? bytes, CancellationToken cancellationToken);

    /// <summary>What memory holds. Answers on a full or read-only disk too, and creates nothing.</summary>
    /// <exception cref="StorageException">The disk refused.</exception>
    Task<MemoryStatus> GetStatusAsync(CancellationToken cancellationToken);
}
