using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Embedded.Sqlite;
using Daybook.Embedded.Sqlite.Salvage;

namespace Daybook.Embedded.Drafts;

/// <summary>
/// Takes every readable row of a damaged database into a fresh one. The old files keep a name in the quarantine before the fresh one takes
/// their place, and a crash at any step leaves the old ones or the fresh one.
/// </summary>
internal sealed class DraftRepair(EmbeddedPorts ports, DraftPlaces places, EmbeddedOptions options, DraftOpening opening)
{
    // A state at its limit, and the columns around it.
    private const int PayloadBytesMax = 4 << 20;

    /// <summary>Counts what could be saved. The database is read by its pages, which takes that no connection of this process is open.</summary>
    /// <returns>In words; null while another process uses the database.</returns>
    internal string? Count(bool withLog)
    {
        // In an adopted folder there is no lock until the first write, and nobody of ours who could hold it.
        using UseLock? use = ports.FileSystem.Stat(places.LockDirectory) is null
            ? null
            : UseLock.Enter(ports.FileSystem, places.UseLock, options.LockWait, ports.Clock);
        return use is null or { IsAlone: true } ? Read(withLog, static rows => rows.Count().ToString()) : null;
    }

    /// <summary>Whether the database is whole when the log beside it is left out.</summary>
    internal bool IsWholeWithoutLog()
    {
        try
        {
            using SqliteDatabase alone = SqliteDatabase.OpenUnchanging(places.Database);
            using SqliteStatement check = alone.Use(DraftSql.FullCheck);
            return ports.FileSystem.Stat(places.Log) is { Length: > 0 } && check.Step() && check.Text(0) == "ok";
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    /// <summary>Mends it.</summary>
    /// <param name="withLog">Whether the log beside it is its own.</param>
    /// <exception cref="Daybook.Durability.Errors.LockTimeoutException">Another process has the database open.</exception>
    internal void Salvage(bool withLog)
    {
        DirectoryTree.Create(ports.FileSystem, places.LockDirectory);
        using UseLock use = UseLock.EnterAlone(ports.FileSystem, places.UseLock, options.LockWait, ports.Clock);
        if (new DraftSwitch(ports, places).FinishAlone())
        {
            return;
        }

        string fresh = Read(withLog, rows => new FreshDatabase(ports, places, opening.Schema).Make(rows.WriteTo));
        Keep();
        ports.FileSystem.Rename(fresh, places.Mended);
        ports.FileSystem.SyncDirectory(places.Directory);
        new DraftSwitch(ports, places).FinishAlone();
    }

    private string Read(bool withLog, Func<SalvagedRows, string> work)
    {
        using IFile database = ports.FileSystem.Open(places.Database, OpenMode.Read);
        using IFile? log = withLog && ports.FileSystem.Stat(places.Log) is { Length: > 0 } ? ports.FileSystem.Open(places.Log, OpenMode.Read) : null;
        return work(new SalvagedRows(new LeafRows(new PageSource(database, log), PayloadBytesMax)));
    }

    /// <summary>Gives the old files names in the quarantine. Under these names SQLite still opens both as one database.</summary>
    private void Keep()
    {
        DirectoryTree.Create(ports.FileSystem, places.QuarantineDirectory);
        string name = Path.Join(places.QuarantineDirectory, ports.QuarantineName(Path.GetFileNameWithoutExtension(places.Shape.FileName), ".db"));
        ports.FileSystem.Link(places.Database, name);
        if (ports.FileSystem.Stat(places.Log) is { Length: > 0 })
        {
            ports.FileSystem.Link(places.Log, name + SqliteDatabase.LogSuffix);
        }

        ports.FileSystem.SyncDirectory(places.QuarantineDirectory);
    }
}
