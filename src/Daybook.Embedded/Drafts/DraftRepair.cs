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

    private readonly FreshDatabase fresh = new(ports, places, opening.Schema);
    private readonly SqliteErrors errors = new(ports.FileSystem, options.LockWait, places.DamageHint);

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

    /// <summary>
    /// Mends it. What is wrong is looked for once nobody else has the database open: between an earlier look and that moment another repair may
    /// have mended it, and others may have saved into what that one made.
    /// </summary>
    /// <param name="readAll">Reads all that the database must give.</param>
    /// <exception cref="Daybook.Durability.Errors.LockTimeoutException">Another process has the database open.</exception>
    /// <exception cref="Daybook.Errors.StorageException">The place refused; the database is as it was.</exception>
    internal SalvageResult Salvage(Action<SqliteDatabase> readAll)
    {
        DirectoryTree.Create(ports.FileSystem, places.LockDirectory);
        using UseLock use = UseLock.EnterAlone(ports.FileSystem, places.UseLock, options.LockWait, ports.Clock);
        using FileLock guard = LockSchema();
        new DraftSwitch(ports, places).FinishAlone();
        try
        {
            return opening.Soundness.FindDamage(readAll) is not { } damage ? SalvageResult.NothingWrong : Salvage(!opening.Soundness.IsForeignLog(damage));
        }
        catch (SqliteException failure)
        {
            throw errors.Translated(failure, null);
        }
    }

    /// <summary>Carries an interrupted repair to its end.</summary>
    /// <exception cref="Daybook.Durability.Errors.LockTimeoutException">Another process has the database open.</exception>
    internal void Finish()
    {
        DirectoryTree.Create(ports.FileSystem, places.LockDirectory);
        using UseLock use = UseLock.EnterAlone(ports.FileSystem, places.UseLock, options.LockWait, ports.Clock);
        new DraftSwitch(ports, places).FinishAlone();
    }

    /// <summary>Removes what a killed process left of a database that it made.</summary>
    internal void RemoveLeftovers()
    {
        DirectoryTree.Create(ports.FileSystem, places.LockDirectory);
        using FileLock guard = LockSchema();
        fresh.RemoveLeftovers_NeedsLock();
    }

    private FileLock LockSchema() =>
        FileLock.Acquire(ports.FileSystem, places.SchemaLock, options.LockWait, ports.Clock, options.HolderLabel);

    private SalvageResult Salvage(bool withLog)
    {
        if (Read(withLog, static rows => rows.Count()) is { Drafts: 0, Remembered: 0, Damaged: > 0 })
        {
            return SalvageResult.NothingReadable;
        }

        // The room that they take may be what the repair needs.
        fresh.RemoveLeftovers_NeedsLock();
        Read(withLog, rows =>
        {
            fresh.Make_NeedsLock(rows.WriteTo, made =>
            {
                Keep();
                ports.FileSystem.Rename(made, places.Mended);
            });
            return true;
        });
        ports.FileSystem.SyncDirectory(places.Directory);
        new DraftSwitch(ports, places).FinishAlone();
        return SalvageResult.Mended;
    }

    private T Read<T>(bool withLog, Func<SalvagedRows, T> work)
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

        DirectoryTree.SyncPlace(ports.FileSystem, places.QuarantineDirectory);
    }
}
