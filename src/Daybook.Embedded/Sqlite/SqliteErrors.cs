using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Errors;

namespace Daybook.Embedded.Sqlite;

/// <summary>Turns what SQLite answers into what a store's contract promises, in one place.</summary>
/// <param name="fileSystem">Tells who holds a lock.</param>
/// <param name="wait">How long a lock was waited for.</param>
/// <param name="damageHint">What to do about a damaged database.</param>
internal sealed class SqliteErrors(IFileSystem fileSystem, TimeSpan wait, string damageHint)
{
    /// <summary>The contract's exception.</summary>
    /// <param name="failure">What SQLite answered.</param>
    /// <param name="id">The record concerned, if one is.</param>
    internal DaybookException Translated(SqliteException failure, string? id) => failure switch
    {
        { IsFlushFailure: true } => new DurabilityUnknownException(failure.Message, id, failure)
        {
            Path = failure.Path,
            Hint = "check the disk, then look the record up, or store it again under the same id",
        },
        { IsDamage: true } => new CorruptStoreException($"{failure.Path} is damaged: {failure.Words}", failure)
        {
            Path = failure.Path,
            Hint = damageHint,
        },
        { PrimaryCode: SqliteException.Busy or SqliteException.Locked or SqliteException.Protocol } => new BusyException(
            $"{failure.Path} stayed locked for {wait.TotalSeconds:0.#} s by {HolderOf(failure.Path ?? "")}", failure)
        {
            Path = failure.Path,
            Hint = "wait for that process, end it, or give a longer --wait; nothing was written",
        },
        { PrimaryCode: SqliteException.Full } => new StorageException(failure.Message, failure)
        {
            Path = failure.Path,
            Hint = "free some space and run the command again; nothing was stored, and reads still work",
        },
        { PrimaryCode: SqliteException.ReadOnly } => new StorageException(failure.Message, failure)
        {
            Path = failure.Path,
            Hint = "the database or its folder is read-only; reads still work",
        },
        { PrimaryCode: SqliteException.CannotOpen or SqliteException.Permission } => new StorageException(failure.Message, failure)
        {
            Path = failure.Path,
            Hint = "check the owner and permissions of the database and of its folder",
        },
        { PrimaryCode: SqliteException.InputOutput } => new StorageException(failure.Message, failure)
        {
            Path = failure.Path,
            Hint = "check the disk, then run the command again; nothing was stored",
        },
        { PrimaryCode: SqliteException.OutOfMemory } => new StorageException(failure.Message, failure)
        {
            Path = failure.Path,
            Hint = "free some memory and run the command again; nothing was stored",
        },

        // A statement of ours that a sound schema of ours cannot refuse: a table or a rule of it is another's.
        _ => new CorruptStoreException($"{failure.Path} is not as it should be: {failure.Words}", failure)
        {
            Path = failure.Path,
            Hint = "daybook doctor drafts tells more",
        },
    };

    /// <summary>Whoever writes holds a lock on the file of shared memory, or on the database itself where that is not used.</summary>
    private string HolderOf(string path)
    {
        foreach (string file in new[] { path + SqliteDatabase.SharedMemorySuffix, path })
        {
            try
            {
                if (fileSystem.Stat(file) is { } stat && fileSystem.LockHolder(stat) is { } pid)
                {
                    return $"process {pid}";
                }
            }
            catch (FileSystemException)
            {
                // The holder only refines the message.
            }
        }

        return "a process that the system does not name";
    }
}
