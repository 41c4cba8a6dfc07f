using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Embedded.Sqlite;
using Daybook.Errors;

namespace Daybook.Embedded.Drafts;

/// <summary>
/// Opens the database. Whoever comes first after a process that did not close it checks it before anything else happens to it: a log of
/// another database that stands beside it, say, must not be carried over.
/// </summary>
internal sealed class DraftOpening(EmbeddedPorts ports, DraftPlaces places, EmbeddedOptions options)
{
    private const string Repair = "daybook doctor drafts --fix";

    private readonly MigrationTable schema = new(places.Shape.Migrations);

    /// <summary>The schema that this version knows.</summary>
    internal MigrationTable Schema => schema;

    /// <summary>Begins to use the database for a read. Where no lock can be taken, for want of a folder or of permission, it is read without.</summary>
    /// <returns>The lock, to be held as long as a connection is open; null where there is none.</returns>
    internal UseLock? EnterToRead()
    {
        try
        {
            return ports.FileSystem.Stat(places.LockDirectory) is null ? null : Enter();
        }
        catch (FileSystemException)
        {
            return null;
        }
    }

    /// <summary>Begins to use the database for writing.</summary>
    internal UseLock EnterToWrite() => Enter();

    /// <summary>Makes a database if there is none.</summary>
    /// <exception cref="NotFoundException">An adopted database is gone.</exception>
    internal void MakeSure()
    {
        places.Check(ports.FileSystem);
        DirectoryTree.Create(ports.FileSystem, places.LockDirectory);
        if (!places.IsThere(ports.FileSystem) && ports.FileSystem.Stat(places.Mended) is null)
        {
            Create();
        }
    }

    /// <summary>A connection for reads, to be kept.</summary>
    /// <returns>Null where the place does not give what a connection needs.</returns>
    internal SqliteDatabase? OpenToRead()
    {
        SqliteDatabase? database = null;
        try
        {
            database = SqliteDatabase.Open(places.Database, options.LockWait);
            using (SqliteStatement probe = database.Use(DraftSql.Probe))
            {
                probe.Step();
            }

            return database;
        }
        catch (SqliteException failure) when (failure.IsPlaceFailure)
        {
            database?.Dispose();
            return null;
        }
        catch
        {
            database?.Dispose();
            throw;
        }
    }

    /// <summary>A connection for writes, with the latest schema.</summary>
    internal SqliteDatabase OpenToWrite()
    {
        SqliteDatabase database = SqliteDatabase.Open(places.Database, options.LockWait);
        try
        {
            bool hasLog = ModeOf(database) == "wal";
            if (schema.VersionOf(database) < schema.Latest || (!hasLog && !places.Shape.IsBoternity))
            {
                using FileLock guard = FileLock.Acquire(ports.FileSystem, places.SchemaLock, options.LockWait, ports.Clock, options.HolderLabel);
                Prepare_NeedsLock(database);
            }
            else if (!hasLog)
            {
                database.Execute(DraftSql.SyncExtra);
            }

            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Gives a database that another system made what ours have, and ours a log.</summary>
    private void Prepare_NeedsLock(SqliteDatabase database)
    {
        if (!places.Shape.IsBoternity)
        {
            database.Execute(DraftSql.UseLog);
        }
        else if (ModeOf(database) != "wal")
        {
            database.Execute(DraftSql.SyncExtra);
        }

        schema.Apply_NeedsLock(database, ports.Time.GetUtcNow());
    }

    private static string ModeOf(SqliteDatabase database)
    {
        using SqliteStatement mode = database.Use(DraftSql.JournalMode);
        return mode.Step() ? mode.Text(0) ?? "" : "";
    }

    /// <summary>Makes a database, unless somebody else has by now.</summary>
    private void Create()
    {
        if (places.IsAdopted)
        {
            throw new NotFoundException($"{places.Database}, the adopted database of drafts, is gone") { Path = places.Database, Hint = places.GoneHint };
        }

        DirectoryTree.Create(ports.FileSystem, places.Directory);
        using FileLock guard = FileLock.Acquire(ports.FileSystem, places.SchemaLock, options.LockWait, ports.Clock, options.HolderLabel);
        if (!places.IsThere(ports.FileSystem))
        {
            ports.FileSystem.Rename(new FreshDatabase(ports, places, schema).Make(static _ => { }), places.Database);
            ports.FileSystem.SyncDirectory(places.Directory);
        }
    }

    /// <summary>A database of ours is never empty: it gets its name when it is complete.</summary>
    private void CheckNotEmpty()
    {
        if (!places.Shape.IsBoternity && ports.FileSystem.Stat(places.Database) is { Length: 0 })
        {
            throw new CorruptStoreException($"{places.Database} is damaged: it is empty, and was not when it was made")
            {
                Path = places.Database,
                Hint = $"bring a copy back, or begin anew with {Repair}, which keeps what there is",
            };
        }
    }

    private UseLock Enter()
    {
        UseLock use = UseLock.Enter(ports.FileSystem, places.UseLock, options.LockWait, ports.Clock);
        try
        {
            if (use.IsAlone)
            {
                new DraftSwitch(ports, places).FinishAlone();
                CheckNotEmpty();
                if (IsUnclean())
                {
                    CheckAlone();
                }

                use.Share();
            }

            return use;
        }
        catch
        {
            use.Dispose();
            throw;
        }
    }

    /// <summary>A connection that is closed leaves neither file; while nobody has one open, whatever is there was left by a process that died.</summary>
    private bool IsUnclean() =>
        places.IsThere(ports.FileSystem) && (ports.FileSystem.Stat(places.Log) is { Length: > 0 } || ports.FileSystem.Stat(places.SharedMemory) is not null);

    private void CheckAlone()
    {
        try
        {
            using SqliteDatabase database = SqliteDatabase.Open(places.Database, options.LockWait);
            database.KeepLogOnClose();
            database.Execute(DraftSql.NeverCarryOver);
            if (IdentityOf(database) is { } seen && OwnIdentity() is { } own && own != seen)
            {
                throw new CorruptStoreException($"{places.Log} belongs to another database than the one it stands beside")
                {
                    Path = places.Log,
                    Hint = $"{Repair} puts it into quarantine; nothing of it was used",
                };
            }

            using SqliteStatement check = database.Use(DraftSql.QuickCheck);
            if (check.Step() && check.Text(0) is { } words && words != "ok")
            {
                throw new CorruptStoreException($"{places.Database} is damaged, or {places.Log} beside it is not its own: {words.ReplaceLineEndings(" ")}")
                {
                    Path = places.Database,
                    Hint = $"{Repair} keeps the files and takes every readable row into a fresh database",
                };
            }
        }
        catch (SqliteException failure) when (failure.IsPlaceFailure)
        {
            // Nothing can be written here, so nothing can be carried over; reads find their own way.
        }
    }

    /// <summary>The identity that the database itself has, whatever stands beside it.</summary>
    private string? OwnIdentity()
    {
        try
        {
            using SqliteDatabase alone = SqliteDatabase.OpenUnchanging(places.Database);
            return IdentityOf(alone);
        }
        catch (SqliteException)
        {
            return null;
        }
    }

    private static string? IdentityOf(SqliteDatabase database)
    {
        if (!DraftTables.Of(database).HasIdentity)
        {
            return null;
        }

        using SqliteStatement identity = database.Use(DraftSql.Identity);
        return identity.Step() ? identity.Text(0) : null;
    }
}
