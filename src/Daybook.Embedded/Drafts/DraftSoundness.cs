using Daybook.Embedded.Sqlite;
using Daybook.Errors;

namespace Daybook.Embedded.Drafts;

/// <summary>
/// Tells whether a database is sound, mostly for a caller who is alone with it: what is found then holds until others are let in.
/// Nothing is carried over from the log meanwhile.
/// </summary>
internal sealed class DraftSoundness(EmbeddedPorts ports, DraftPlaces places, EmbeddedOptions options, MigrationTable schema)
{
    private const string Repair = "daybook doctor drafts --fix";

    private readonly SqliteErrors errors = new(ports.FileSystem, options.LockWait, places.DamageHint);

    /// <summary>
    /// Whether this is the proof that the log belongs to another database: both name themselves, by different names. Without that a log counts
    /// as the database's own whatever else is damaged, since it may hold the only copy of what was committed.
    /// </summary>
    internal bool IsForeignLog(CorruptStoreException damage) => damage.Path == places.Log;

    /// <summary>
    /// Refuses an empty file. A database of ours is none: it gets its name when it is complete. And whatever the log beside an empty file holds,
    /// SQLite removes it before it answers anything.
    /// </summary>
    /// <exception cref="CorruptStoreException">It is empty.</exception>
    internal void CheckNotEmpty()
    {
        if (ports.FileSystem.Stat(places.Database) is { Length: 0 } && (!places.Shape.IsBoternity || ports.FileSystem.Stat(places.Log) is { Length: > 0 }))
        {
            throw new CorruptStoreException($"{places.Database} is damaged: it is empty, and was not when it was made")
            {
                Path = places.Database,
                Hint = places.IsAdopted ? places.DamageHint : $"bring a copy back, or begin anew with {Repair}, which keeps what there is",
            };
        }
    }

    /// <summary>A quick look, for whoever comes first after a process that did not close the database.</summary>
    /// <exception cref="CorruptStoreException">It is damaged, or the log is not its own.</exception>
    internal void CheckQuickly()
    {
        CheckNotEmpty();
        if (!IsUnclosed())
        {
            return;
        }

        try
        {
            using SqliteDatabase database = OpenAsItStands();
            CheckIdentity(database);
            using SqliteStatement check = database.Use(DraftSql.QuickCheck);
            if (check.Step() && check.Text(0) is { } words && words != "ok")
            {
                throw Damaged($"{places.Database} is damaged, or {places.Log} beside it is not its own: {words.ReplaceLineEndings(" ")}");
            }
        }
        catch (SqliteException failure) when (failure.IsPlaceFailure)
        {
            // Nothing can be written here, so nothing can be carried over; reads find their own way.
        }
    }

    /// <summary>Looks at everything.</summary>
    /// <param name="readAll">Reads all that the database must give.</param>
    /// <returns>What is damaged; null for nothing.</returns>
    /// <exception cref="SqliteException">The place refused the look.</exception>
    internal CorruptStoreException? FindDamage(Action<SqliteDatabase> readAll)
    {
        try
        {
            CheckNotEmpty();
            using SqliteDatabase database = OpenAsItStands();
            CheckIdentity(database);
            if (DraftCheck.FindDamage(database) is { } words)
            {
                return Damaged($"{places.Database} is damaged: {words}");
            }

            _ = schema.VersionOf(database);
            readAll(database);
            return null;
        }
        catch (CorruptStoreException damage)
        {
            return damage;
        }
        catch (SqliteException failure) when (errors.Translated(failure, null) is CorruptStoreException)
        {
            return Damaged($"{places.Database} is damaged: {failure.Words}");
        }
    }

    /// <summary>A connection that is closed leaves neither file; while nobody has one open, whatever is there was left by a process that died.</summary>
    private bool IsUnclosed() =>
        places.IsThere(ports.FileSystem) && (ports.FileSystem.Stat(places.Log) is { Length: > 0 } || ports.FileSystem.Stat(places.SharedMemory) is not null);

    private SqliteDatabase OpenAsItStands()
    {
        SqliteDatabase database = SqliteDatabase.Open(ports.FileSystem, places.Database, options.LockWait);
        try
        {
            database.KeepLogOnClose();
            database.Execute(DraftSql.NeverCarryOver);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private void CheckIdentity(SqliteDatabase withLog)
    {
        if (IdentityOf(withLog) is { } seen && OwnIdentity() is { } own && own != seen)
        {
            throw new CorruptStoreException($"{places.Log} belongs to another database than the one it stands beside")
            {
                Path = places.Log,
                Hint = $"{Repair} puts it into quarantine; nothing of it was used",
            };
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

    private CorruptStoreException Damaged(string meaning) => new(meaning)
    {
        Path = places.Database,
        Hint = places.DamageHint,
    };
}
