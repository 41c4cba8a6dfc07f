using Daybook.Embedded.Sqlite;

namespace Daybook.Embedded.Drafts;

/// <summary>Which tables a database has: an adopted one gets ours with the first write, and may not have got its own yet.</summary>
internal readonly record struct DraftTables(bool HasDrafts, bool HasMemory, bool HasSummaries, bool HasIdentity)
{
    /// <summary>Looks.</summary>
    internal static DraftTables Of(SqliteDatabase database)
    {
        var tables = default(DraftTables);
        using SqliteStatement names = database.Use(DraftSql.Tables);
        while (names.Step())
        {
            tables = names.Text(0) switch
            {
                "builder_drafts" => tables with { HasDrafts = true },
                "builder_memory" => tables with { HasMemory = true },
                "daybook_draft_summaries" => tables with { HasSummaries = true },
                _ => tables with { HasIdentity = true },
            };
        }

        return tables;
    }
}
