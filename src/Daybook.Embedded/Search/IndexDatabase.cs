using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Embedded.Sqlite;
using Daybook.Search;

namespace Daybook.Embedded.Search;

/// <summary>
/// An open index. Whoever is the first to open it makes it anew where it is not as it was left, of another version or of another store; nobody
/// ever is told an error about it.
/// </summary>
internal sealed class IndexDatabase : IDisposable
{
    private const string VersionName = "version";
    private const string OwnerName = "owner";

    /// <summary>Fewer pages without use than these, or than this part of all, are soon used again.</summary>
    private const int FreePagesMax = 512;
    private const int FreePart = 10;

    /// <summary>How long somebody who makes the index anew is waited for.</summary>
    private static readonly TimeSpan UseWait = TimeSpan.FromMilliseconds(500);

    private readonly EmbeddedPorts ports;
    private readonly SearchPlaces places;
    private readonly IndexSeal seal;
    private readonly UseLock? use;
    private readonly FileStat? file;

    private IndexDatabase(EmbeddedPorts ports, SearchPlaces places, IndexSeal seal, UseLock? use, SqliteDatabase connection)
    {
        this.ports = ports;
        this.places = places;
        this.seal = seal;
        this.use = use;
        Connection = connection;
        file = ports.FileSystem.Stat(places.Database);
        MatchFunction.Register(connection);
    }

    internal SqliteDatabase Connection { get; }

    /// <summary>Whether it can only be read.</summary>
    internal bool IsReadOnly => use is null;

    /// <summary>Whether its file still is the one at the path, and the disk has room to use it.</summary>
    internal bool IsOfUse =>
        ports.FileSystem.Stat(places.Database) is { } there && file is { } known && there.IsSameFile(known) && Connection.HasRoom;

    private static string Version => $"{IndexSchema.Version}.{SearchTerms.Version}";

    /// <summary>Opens the index, and makes one where there is none.</summary>
    /// <returns>Null where none can be used now.</returns>
    internal static IndexDatabase? Open(EmbeddedPorts ports, SearchPlaces places)
    {
        UseLock? use = null;
        try
        {
            if (ports.FileSystem.Stat(places.Folder) is not { Kind: FileKind.Directory })
            {
                ports.FileSystem.CreateDirectory(places.Folder);
            }

            DirectoryTree.Create(ports.FileSystem, StoreLayout.LockDirectory(places.Folder));
            use = UseLock.Enter(ports.FileSystem, places.UseLock, UseWait, ports.Clock);
            return Open(ports, places, use);
        }
        catch (LockTimeoutException)
        {
            return null;
        }
        catch (Exception refused) when (refused is DurabilityException or SqliteException)
        {
            use?.Dispose();
            return OpenToRead(ports, places);
        }
    }

    /// <summary>Removes an index that was found damaged, unless others have it open: whoever of them meets the damage closes it, too.</summary>
    internal static void RemoveDamaged(EmbeddedPorts ports, SearchPlaces places)
    {
        try
        {
            using UseLock alone = UseLock.EnterAlone(ports.FileSystem, places.UseLock, UseWait, ports.Clock);
            places.Remove(ports.FileSystem);
        }
        catch (DurabilityException)
        {
        }
    }

    /// <summary>Whether an index is of this version and of this store.</summary>
    internal static bool IsOurs(SqliteDatabase connection, SearchPlaces places) =>
        Property(connection, VersionName) == Version && Property(connection, OwnerName) == places.Owner;

    /// <summary>Gives back the pages without use, where they are many, and notes how the files look after our transaction.</summary>
    internal void Seal()
    {
        Shrink();
        seal.Write();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Connection.Dispose();
        if (use is not null)
        {
            // The last one to close carries the log over.
            seal.Write();
            use.Dispose();
        }
    }

    private static IndexDatabase? Open(EmbeddedPorts ports, SearchPlaces places, UseLock use)
    {
        var seal = new IndexSeal(ports, places);
        if (use.IsAlone && !seal.Holds())
        {
            places.Remove(ports.FileSystem);
        }

        SqliteDatabase? connection = Connect(ports, places, use.IsAlone);
        if (connection is null && use.IsAlone)
        {
            places.Remove(ports.FileSystem);
            connection = Connect(ports, places, isAlone: true);
        }

        if (connection is null)
        {
            use.Dispose();
            return null;
        }

        var database = new IndexDatabase(ports, places, seal, use, connection);
        if (use.IsAlone)
        {
            seal.Write();
            use.Share();
        }

        return database;
    }

    /// <summary>Connects to an index of ours.</summary>
    /// <returns>Null where it is another's, another version's, or none that SQLite can read.</returns>
    private static SqliteDatabase? Connect(EmbeddedPorts ports, SearchPlaces places, bool isAlone)
    {
        bool isNew = ports.FileSystem.Stat(places.Database) is not { Length: > 0 };
        if (isNew && !isAlone)
        {
            return null;
        }

        if (isNew)
        {
            places.Remove(ports.FileSystem);
            ports.FileSystem.Open(places.Database, OpenMode.CreateNew).Dispose();
        }

        var connection = SqliteDatabase.Open(ports.FileSystem, places.Database, UseWait);
        try
        {
            connection.Execute(IndexSchema.Opening);
            if (isNew)
            {
                Create(connection, places);
            }

            if (IsOurs(connection, places))
            {
                return connection;
            }
        }
        catch (SqliteException failure) when (!failure.IsPlaceFailure)
        {
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        connection.Dispose();
        return null;
    }

    private static void Create(SqliteDatabase connection, SearchPlaces places)
    {
        connection.Execute(IndexSchema.Shrinkable);
        connection.Execute(IndexSchema.UseLog);
        connection.InTransaction(() =>
        {
            connection.Execute(IndexSchema.Create);
            connection.Use(IndexSchema.SetProperty).Bind(1, VersionName).Bind(2, Version).Run();
            connection.Use(IndexSchema.SetProperty).Bind(1, OwnerName).Bind(2, places.Owner).Run();
            return true;
        });
    }

    private void Shrink()
    {
        long free;
        long all;
        using (SqliteStatement pages = Connection.Use(IndexSchema.FreePages))
        {
            pages.Step();
            (free, all) = (pages.Integer(0), pages.Integer(1));
        }

        if (free < FreePagesMax || free <= all / FreePart)
        {
            return;
        }

        try
        {
            Connection.Execute(IndexSchema.Shrink);
        }
        catch (SqliteException failure) when (failure.IsPlaceFailure || failure.PrimaryCode == SqliteException.Busy)
        {
            // Somebody else is taking records in, or there is no room to move pages in. What was taken in is there all the same.
        }
    }

    private static string? Property(SqliteDatabase connection, string name)
    {
        using SqliteStatement row = connection.Use(IndexSchema.Property).Bind(1, name);
        return row.Step() ? row.Text(0) : null;
    }

    /// <summary>Where nothing can be written an index that was closed well can still be read.</summary>
    private static IndexDatabase? OpenToRead(EmbeddedPorts ports, SearchPlaces places)
    {
        try
        {
            var seal = new IndexSeal(ports, places);
            if (!seal.Holds() || ports.FileSystem.Stat(places.Log) is { Length: > 0 })
            {
                return null;
            }

            var connection = SqliteDatabase.OpenUnchanging(places.Database);
            if (IsOurs(connection, places))
            {
                return new IndexDatabase(ports, places, seal, null, connection);
            }

            connection.Dispose();
        }
        catch (Exception refused) when (refused is DurabilityException or SqliteException)
        {
        }

        return null;
    }
}
