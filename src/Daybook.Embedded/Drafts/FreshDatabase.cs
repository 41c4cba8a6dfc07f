using Daybook.Durability.Errors;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Embedded.Sqlite;

namespace Daybook.Embedded.Drafts;

/// <summary>
/// Makes a database of ours beside the place where it will stand, complete and flushed: at its own name there is never a part of one, so that
/// an empty file there is known as damage. Whoever uses this holds <see cref="DraftPlaces.SchemaLock"/>.
/// </summary>
internal sealed class FreshDatabase(EmbeddedPorts ports, DraftPlaces places, MigrationTable schema)
{
    /// <summary>The files that SQLite makes beside one, and the one itself last: as long as anything is left doctor finds that.</summary>
    private static readonly string[] Suffixes = ["-journal", SqliteDatabase.LogSuffix, SqliteDatabase.SharedMemorySuffix, ""];

    /// <summary>Makes it. Where that fails nothing of it stays: what could not be written on a full disk must not fill it further.</summary>
    /// <param name="fill">Writes its first rows.</param>
    /// <param name="place">Gives the finished file its name.</param>
    internal void Make_NeedsLock(Action<SqliteDatabase> fill, Action<string> place)
    {
        string path = Path.Join(places.Directory, $"{places.Shape.FileName}.{ports.NewTempName()}{AtomicFile.TempSuffix}");
        try
        {
            Make(path, fill);
            place(path);
        }
        catch
        {
            Remove(path);
            throw;
        }
    }

    /// <summary>Removes every temp file whose maker is gone, as doctor finds them: what is told as a leftover must not stay for ever.</summary>
    internal void RemoveLeftovers_NeedsLock()
    {
        foreach ((string path, _) in FileSurroundings.Within(ports.FileSystem, places.Directory))
        {
            if (FileSurroundings.IsLeftover(ports, path))
            {
                Remove(path);
            }
        }
    }

    private void Make(string path, Action<SqliteDatabase> fill)
    {
        ports.FileSystem.Open(path, OpenMode.CreateNew).Dispose();
        using SqliteDatabase fresh = SqliteDatabase.Open(ports.FileSystem, path, TimeSpan.Zero);

        // Without a log everything is in the file itself, which then goes to its place alone.
        fresh.Execute(DraftSql.SyncExtra);
        schema.Apply_NeedsLock(fresh, ports.Time.GetUtcNow());
        fresh.InTransaction(() =>
        {
            fresh.Use(DraftSql.Identify).Bind(1, ports.Ids.NewId().ToString("D")).Run();
            fill(fresh);
            return true;
        });

        // Says in the header that there is a log from now on; nothing is in it yet.
        fresh.Execute(DraftSql.UseLog);
    }

    private void Remove(string path)
    {
        try
        {
            foreach (string suffix in Suffixes)
            {
                if (ports.FileSystem.Stat(path + suffix) is not null)
                {
                    ports.FileSystem.Delete(path + suffix);
                }
            }
        }
        catch (FileSystemException)
        {
            // Doctor finds what stays.
        }
    }
}
