using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Embedded.Sqlite;

namespace Daybook.Embedded.Drafts;

/// <summary>
/// Makes a database of ours beside the place where it will stand, complete and flushed: at its own name there is never a part of one, so that
/// an empty file there is known as damage.
/// </summary>
internal sealed class FreshDatabase(EmbeddedPorts ports, DraftPlaces places, MigrationTable schema)
{
    /// <summary>Makes it.</summary>
    /// <param name="fill">Writes its first rows.</param>
    /// <returns>The temp file that it is.</returns>
    internal string Make(Action<SqliteDatabase> fill)
    {
        string path = Path.Join(places.Directory, $"{places.Shape.FileName}.{ports.UniqueName()}{AtomicFile.TempSuffix}");
        ports.FileSystem.Open(path, OpenMode.CreateNew).Dispose();
        using SqliteDatabase fresh = SqliteDatabase.Open(path, TimeSpan.Zero);

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
        return path;
    }
}
