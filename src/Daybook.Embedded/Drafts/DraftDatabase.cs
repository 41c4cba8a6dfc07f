using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Embedded.Sqlite;
using Daybook.Errors;

namespace Daybook.Embedded.Drafts;

/// <summary>
/// The connections of one open store: one for reads and one for writes, each made when it is first needed and used by one caller at a time,
/// so that a write which waits for another process keeps no read waiting.
/// </summary>
internal sealed class DraftDatabase : IDisposable
{
    private readonly EmbeddedPorts ports;
    private readonly DraftPlaces places;
    private readonly EmbeddedOptions options;
    private readonly DraftOpening opening;
    private readonly SqliteErrors errors;
    private readonly Lock readGate = new();
    private readonly Lock writeGate = new();
    private readonly Lock useGate = new();
    private UseLock? use;
    private SqliteDatabase? reader;
    private SqliteDatabase? writer;
    private FileStat? read;
    private FileStat? written;
    private bool isFaulted;
    private bool isDisposed;

    internal DraftDatabase(EmbeddedPorts ports, DraftPlaces places, EmbeddedOptions options)
    {
        this.ports = ports;
        this.places = places;
        this.options = options;
        opening = new DraftOpening(ports, places, options);
        errors = new SqliteErrors(ports.FileSystem, options.LockWait, places.DamageHint);
    }

    /// <summary>Reads. Where there is no database nothing is created.</summary>
    /// <param name="work">The read. It gets a connection whose schema is none that is newer than ours.</param>
    /// <param name="empty">The answer where there is no database.</param>
    /// <param name="cancellationToken">Ends the wait for a worker, and nothing after that.</param>
    internal Task<T> ReadAsync<T>(Func<SqliteDatabase, T> work, T empty, CancellationToken cancellationToken) =>
        KernelErrors.TranslateAsync(() => Read(work, empty), cancellationToken);

    /// <summary>Does some work as one transaction, durable when the task completes.</summary>
    /// <param name="work">The work.</param>
    /// <param name="id">The record concerned.</param>
    /// <param name="cancellationToken">Ends the wait for a worker, and nothing after that.</param>
    internal Task<T> WriteAsync<T>(Func<SqliteDatabase, T> work, string? id, CancellationToken cancellationToken) =>
        KernelErrors.TranslateAsync(() => Write(work, id), cancellationToken);

    /// <summary>Whether there is a database.</summary>
    /// <exception cref="NotFoundException">An adopted one is gone: it was there when it was adopted.</exception>
    internal bool IsThere()
    {
        places.Check(ports.FileSystem);
        bool isThere = places.IsThere(ports.FileSystem) || places.IsSwitchPending(ports.FileSystem);
        return isThere || !places.IsAdopted ? isThere : throw places.DatabaseGone;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (writeGate)
        {
            isDisposed = true;
        }

        Close();
    }

    /// <summary>Closes the connections; the next read or write opens them again.</summary>
    internal void Close()
    {
        lock (writeGate)
        {
            lock (readGate)
            {
                reader?.Dispose();
                writer?.Dispose();
                (reader, writer) = (null, null);
                lock (useGate)
                {
                    use?.Dispose();
                    use = null;
                }
            }
        }
    }

    /// <summary>Reads, on the caller's thread.</summary>
    internal T Read<T>(Func<SqliteDatabase, T> work, T empty)
    {
        Enter(readGate);
        try
        {
            if (!IsThere())
            {
                return empty;
            }

            if (reader is not null && !IsAtItsPlace(read))
            {
                reader.Dispose();
                reader = null;
            }

            using UseLock? ofThisRead = EnterToRead(out bool isSwitchPending);
            if (reader is null && !isSwitchPending)
            {
                read = ports.FileSystem.Stat(places.Database);
                reader = opening.OpenToRead();
            }

            if (!isSwitchPending && reader is { HasRoom: true } kept)
            {
                return Checked(kept, work);
            }

            using var passing = new PassingDatabase(ports, places);
            return Checked(passing.Open(), work);
        }
        catch (SqliteException failure)
        {
            // Whatever it was, the next read begins with a connection that has seen nothing of it.
            reader?.Dispose();
            reader = null;
            throw errors.Translated(failure, null);
        }
        finally
        {
            readGate.Exit();
        }
    }

    /// <summary>Writes, on the caller's thread.</summary>
    internal T Write<T>(Func<SqliteDatabase, T> work, string? id) => Write(work, id, options.LockWait);

    private T Write<T>(Func<SqliteDatabase, T> work, string? id, TimeSpan wait)
    {
        Enter(writeGate);
        try
        {
            if (isFaulted)
            {
                throw new StorageException($"a flush of {places.Database} has failed before, so nothing more is written to it until the store is opened again")
                {
                    Path = places.Database,
                    Hint = "check the disk, then open the store again",
                };
            }

            CloseIfReplaced();
            if (writer is null)
            {
                opening.MakeSure();
                EnterToWrite();
                written = ports.FileSystem.Stat(places.Database);
                writer = opening.OpenToWrite(TakeReader());
            }

            writer.SetWait(wait);
            return writer.InTransaction(() => Checked(writer, connection =>
            {
                DraftListing.MakeSureOfView_NeedsLock(connection);
                return work(connection);
            }));
        }
        catch (SqliteException failure)
        {
            writer?.Dispose();
            writer = null;
            isFaulted |= failure.IsFlushFailure;
            throw errors.Translated(failure, id);
        }
        finally
        {
            writeGate.Exit();
        }
    }

    /// <summary>Writes a view if nobody else writes at this moment. The rows are the truth; that a view stays as it was is no failure.</summary>
    internal void TryWriteView(Action<SqliteDatabase> work)
    {
        // A read leaves an interrupted repair as it is, and so does what a read does besides.
        if (places.IsSwitchPending(ports.FileSystem))
        {
            return;
        }

        try
        {
            Write(
                connection =>
                {
                    work(connection);
                    return true;
                },
                id: null,
                TimeSpan.Zero);
        }
        catch (Exception refused) when (refused is DaybookException or DurabilityException)
        {
            // A full or read-only disk, or a writer at work.
        }
    }

    private T Checked<T>(SqliteDatabase database, Func<SqliteDatabase, T> work)
    {
        opening.Schema.Check(database);
        return work(database);
    }

    private void Enter(Lock gate)
    {
        if (!gate.TryEnter(options.LockWait))
        {
            throw new LockTimeoutException(places.Database, options.LockWait, null);
        }

        if (isDisposed)
        {
            gate.Exit();
            throw new ObjectDisposedException(nameof(EmbeddedStore));
        }
    }

    /// <summary>Writes to a file that has lost its name would be acknowledged and gone.</summary>
    private void CloseIfReplaced()
    {
        if (writer is null || (IsAtItsPlace(written) && (places.Shape.IsBoternity || ports.FileSystem.Stat(places.Log) is not null)))
        {
            return;
        }

        lock (readGate)
        {
            reader?.Dispose();
            writer.Dispose();
            (reader, writer) = (null, null);
        }
    }

    /// <summary>
    /// The connection for reads, for the first write: a command that reads and then writes opens the database once. The next read makes another.
    /// </summary>
    private SqliteDatabase? TakeReader()
    {
        lock (readGate)
        {
            if (!IsAtItsPlace(read))
            {
                return null;
            }

            (SqliteDatabase? taken, reader) = (reader, null);
            return taken;
        }
    }

    /// <summary>Whether the file that a connection has open still is the one that has the name.</summary>
    private bool IsAtItsPlace(FileStat? file) =>
        ports.FileSystem.Stat(places.Database) is { } there && file is { } known && there.IsSameFile(known);

    private void EnterToWrite()
    {
        lock (useGate)
        {
            use ??= opening.EnterToWrite();
        }
    }

    /// <summary>
    /// Begins to use the database for a read. While a repair is to be carried on the lock is only this read's: whoever writes next must be able
    /// to be alone.
    /// </summary>
    /// <returns>The lock to give back after the read; null where it is kept, or where there is none.</returns>
    private UseLock? EnterToRead(out bool isSwitchPending)
    {
        lock (useGate)
        {
            isSwitchPending = false;
            if (use is not null)
            {
                return null;
            }

            UseLock? entered = opening.EnterToRead();
            isSwitchPending = places.IsSwitchPending(ports.FileSystem);
            use = isSwitchPending ? null : entered;
            return isSwitchPending ? entered : null;
        }
    }
}
