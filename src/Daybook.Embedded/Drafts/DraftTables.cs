using Daybook.Embedded.Sqlite;
using Daybook.Errors;

namespace Daybook.Embedded.Drafts;

/// <summary>Which tables a database has: an adopted one gets ours with the first write, and may not have got its own yet.</summary>
internal readonly record struct DraftTables(bool HasDrafts, bool HasMemory, bool HasSummaries, bool HasIdentity, bool HasMigrations)
{
    internal const string Drafts = "builder_drafts";
    internal const string Memory = "builder_memory";

    /// <summary>The tables of rows that a migration made and that are gone since. The table of migrations is made together with them.</summary>
    internal IReadOnlyList<string> Missing => (HasMigrations, HasDrafts, HasMemory) switch
    {
        (false, _, _) or (_, true, true) => [],
        (_, false, true) => [Drafts],
        (_, true, false) => [Memory],
        _ => [Drafts, Memory],
    };

    /// <summary>Looks.</summary>
    internal static DraftTables Of(SqliteDatabase database)
    {
        var tables = default(DraftTables);
        using SqliteStatement names = database.Use(DraftSql.Tables);
        while (names.Step())
        {
            tables = names.Text(0) switch
            {
                Drafts => tables with { HasDrafts = true },
                Memory => tables with { HasMemory = true },
                "daybook_draft_summaries" => tables with { HasSummaries = true },
                "daybook_migrations" => tables with { HasMigrations = true },
                _ => tables with { HasIdentity = true },
            };
        }

        return tables;
    }

    /// <summary>
    /// Whether a read finds the table that it needs. One of ours that a migration made and that is gone took its rows along, which an empty
    /// answer would hide. An adopted database may be without its tables: what becomes of those is its own system's to say.
    /// </summary>
    /// <param name="table">The table of rows.</param>
    /// <param name="places">Where the database is.</param>
    /// <exception cref="CorruptStoreException">A table of ours is gone.</exception>
    internal bool MayRead(string table, DraftPlaces places) =>
        places.IsAdopted || !Missing.Contains(table, StringComparer.Ordinal)
            ? table == Drafts ? HasDrafts : HasMemory
            : throw new CorruptStoreException($"{places.Database} has lost its table {table}, with the rows in it")
            {
                Path = places.Database,
                Hint = "bring a copy back, or run daybook doctor drafts --fix, which makes it anew without rows",
            };
}
