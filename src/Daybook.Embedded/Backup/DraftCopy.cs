using Daybook.Embedded.Drafts;
using Daybook.Embedded.Sqlite;
using Daybook.Errors;

namespace Daybook.Embedded.Backup;

/// <summary>Copies the database of drafts by SQLite's own online backup: what is committed at one moment, with what is only in its log.</summary>
internal sealed class DraftCopy(EmbeddedPorts ports, DraftPlaces places, EmbeddedOptions options)
{
    /// <summary>Copies it.</summary>
    /// <param name="target">Takes the copy.</param>
    /// <param name="prefix">The path of the folder in it.</param>
    /// <returns>How many drafts and remembered sessions there are.</returns>
    /// <exception cref="NotFoundException">An adopted database is gone.</exception>
    internal long Run(StagedFiles target, string prefix)
    {
        if (ports.FileSystem.Stat(places.Database) is null && ports.FileSystem.Stat(places.Mended) is null)
        {
            return places.IsAdopted ? throw places.DatabaseGone : 0;
        }

        using var database = new DraftDatabase(ports, places, options);
        target.Add(prefix + places.Shape.FileName, path => database.Read(
            source =>
            {
                using SqliteDatabase copy = SqliteDatabase.Open(ports.FileSystem, path, TimeSpan.Zero);
                source.CopyTo(copy);
                return true;
            },
            empty: false));
        try
        {
            return Count(target.PathOf(prefix + places.Shape.FileName));
        }
        catch (SqliteException failure)
        {
            throw new CorruptStoreException($"{places.Database} is damaged: {failure.Words}", failure)
            {
                Path = places.Database,
                Hint = "daybook doctor drafts --fix mends it; then run the backup again",
            };
        }
    }

    private static long Count(string path)
    {
        using SqliteDatabase copy = SqliteDatabase.OpenUnchanging(path);
        var tables = DraftTables.Of(copy);
        return (tables.HasDrafts ? Count(copy, DraftSql.CountDrafts) : 0) + (tables.HasMemory ? Count(copy, DraftSql.CountMemory) : 0);
    }

    private static long Count(SqliteDatabase copy, string sql)
    {
        using SqliteStatement count = copy.Use(sql);
        return count.Step() ? count.Integer(0) : 0;
    }
}
