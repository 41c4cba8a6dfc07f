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
internal sealed class DraftOpening
{
    private readonly EmbeddedPorts ports;
    private readonly DraftPlaces places;
    private readonly EmbeddedOptions options;
    private readonly MigrationTable schema;
    private readonly DraftSoundness soundness;

    internal DraftOpening(EmbeddedPorts ports, DraftPlaces places, EmbeddedOptions options)
    {
        this.ports = ports;
        this.places = places;
        this.options = options;
        schema = new MigrationTable(places.Shape.Migrations, places.DamageHint);
        soundness = new DraftSoundness(ports, places, options, schema);
    }

    /// <summary>The schema that this version knows.</summary>
    internal MigrationTable Schema => schema;

    /// <summary>Tells whether the database is sound.</summary>
    internal DraftSoundness Soundness => soundness;

    /// <summary>Begins to use the database for a read, which carries no interrupted repair on: that changes files. Where no lock can be taken, for want of a folder or of permission, it is read without.</summary>
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

    /// <summary>Begins to use the database for writing, after what an interrupted repair has left to do.</summary>
    internal UseLock EnterToWrite()
    {
        UseLock use = Enter();
        while (places.IsSwitchPending(ports.FileSystem))
        {
            use.Dispose();
            use = UseLock.EnterAlone(ports.FileSystem, places.UseLock, options.LockWait, ports.Clock);
            Begin(use, () => new DraftSwitch(ports, places).FinishAlone());
        }

        return use;
    }

    /// <summary>Makes a database if there is none.</summary>
    /// <exception cref="NotFoundException">An adopted database is gone.</exception>
    internal void MakeSure()
    {
        places.Check(ports.FileSystem);
        DirectoryTree.Create(ports.FileSystem, places.LockDirectory);
        places.KeepFromGit(ports);
        if (!places.IsThere(ports.FileSystem) && !places.IsSwitchPending(ports.FileSystem))
        {
            Create();
        }
    }

    /// <summary>A connection for reads, to be kept.</summary>
    /// <returns>Null where the place does not give what a connection needs.</returns>
    internal SqliteDatabase? OpenToRead()
    {
        soundness.CheckNotEmpty();
        SqliteDatabase? database = null;
        try
        {
            database = SqliteDatabase.Open(ports.FileSystem, places.Database, options.LockWait);
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
    /// <param name="opened">One for reads, which becomes it; null to open one.</param>
    internal SqliteDatabase OpenToWrite(SqliteDatabase? opened)
    {
        SqliteDatabase? database = opened;
        try
        {
            soundness.CheckNotEmpty();
            database ??= SqliteDatabase.Open(ports.FileSystem, places.Database, options.LockWait);
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

            database.Execute(DraftSql.OverwriteReplaced);
            return database;
        }
        catch
        {
            database?.Dispose();
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
            throw places.DatabaseGone;
        }

        DirectoryTree.Create(ports.FileSystem, places.Directory);
        DirectoryTree.Sync(ports.FileSystem, places.Directory, places.Root);
        using FileLock guard = FileLock.Acquire(ports.FileSystem, places.SchemaLock, options.LockWait, ports.Clock, options.HolderLabel);
        if (!places.IsThere(ports.FileSystem))
        {
            new FreshDatabase(ports, places, schema).Make_NeedsLock(static _ => { }, fresh => ports.FileSystem.Rename(fresh, places.Database));
            ports.FileSystem.SyncDirectory(places.Directory);
        }
    }

    private UseLock Enter()
    {
        UseLock use = UseLock.Enter(ports.FileSystem, places.UseLock, options.LockWait, ports.Clock);
        Begin(use, static () => { });
        return use;
    }

    /// <summary>
    /// Makes the log durable that a killed process may have left before it was: SQLite answers from it, and flushes it when something is written next.
    /// </summary>
    private void FlushLog()
    {
        try
        {
            using IFile? log = ports.FileSystem.OpenIfThere(places.Log);
            if (log is not null)
            {
                log.Flush();
                ports.FileSystem.SyncDirectory(places.Directory);
            }
        }
        catch (FileSystemException)
        {
            // Reads go on where the disk refuses; whoever writes is told by the flush of that.
        }
    }

    /// <summary>Does what only somebody who is alone can do, and lets the others in.</summary>
    private void Begin(UseLock use, Action first)
    {
        try
        {
            if (use.IsAlone)
            {
                first();
                if (!places.IsSwitchPending(ports.FileSystem))
                {
                    soundness.CheckQuickly();
                    FlushLog();
                }

                use.Share();
            }
        }
        catch
        {
            use.Dispose();
            throw;
        }
    }
}
