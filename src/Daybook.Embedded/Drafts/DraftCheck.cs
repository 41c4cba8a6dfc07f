using Daybook.Drafts;
using Daybook.Embedded.Sqlite;

namespace Daybook.Embedded.Drafts;

/// <summary>Looks at every row and at what the schema brings along.</summary>
internal sealed class DraftCheck(DraftPlaces places)
{
    private const string StaleView = "stale_view";
    private const string MissingView = "missing_view";
    private const string MissingTable = "missing_table";
    private const string FixCommand = "daybook doctor drafts --fix";

    /// <summary>Whether a view or a table has to be made anew.</summary>
    internal static bool IsOfSchema(Finding finding) => finding.Problem is StaleView or MissingView or MissingTable;

    /// <summary>What SQLite finds wrong with the file itself, in a few words; null for nothing.</summary>
    internal static string? FindDamage(SqliteDatabase connection)
    {
        using SqliteStatement words = connection.Use(DraftSql.FullCheck);
        string said = words.Step() ? words.Text(0) ?? "" : "ok";
        return said == "ok" ? null : said.Split('\n').First(static line => !line.StartsWith("***", StringComparison.Ordinal));
    }

    /// <summary>Looks at everything in a database that is whole.</summary>
    internal List<Finding> Examine(SqliteDatabase connection)
    {
        var found = new List<Finding>();
        DraftTables tables = DraftTables.Of(connection);
        FindPrograms(connection, found);
        if (tables.HasDrafts)
        {
            FindDrafts(connection, tables, found);
        }

        if (tables.HasMemory)
        {
            FindMemory(connection, found);
        }

        IReadOnlyList<string> missing = tables.Missing;
        found.AddRange(missing.Select(table => Found(
            MissingTable,
            Finding.Error,
            $"the table {table} is gone, with the rows in it",
            $"bring a copy back if you have one; {FixCommand} makes it anew without rows")));

        // An adopted database gets ours with the first write, and is complete without them until then.
        if (missing.Count == 0 && (tables.HasIdentity || tables.HasSummaries || (tables.HasDrafts && !places.IsAdopted)) && CountOwn(connection) < DraftSql.OwnObjectsCount)
        {
            found.Add(Found(MissingView, Finding.Warning, "an index or a view is missing; everything is found, only later", FixCommand));
        }

        return found;
    }

    /// <summary>Makes every table that is missing anew, and every index and view from the rows. Where something else has the name of a table nothing is done.</summary>
    /// <returns>How many drafts there are.</returns>
    internal int MakeMissing_NeedsLock(SqliteDatabase connection)
    {
        using (SqliteStatement others = connection.Use(DraftSql.InTheWay))
        {
            if (others.Step())
            {
                return 0;
            }
        }

        foreach (Migration migration in places.Shape.Migrations)
        {
            connection.Execute(migration.Sql);
        }

        connection.Use(DraftSql.DeleteLostSummaries).Run();
        List<string> ids = IdsOf(connection);
        foreach (string id in ids)
        {
            DraftListing.Refresh_NeedsLock(connection, id);
        }

        return ids.Count;
    }

    private static long CountOwn(SqliteDatabase connection)
    {
        using SqliteStatement count = connection.Use(DraftSql.OwnObjects);
        return count.Step() ? count.Integer(0) : 0;
    }

    private static List<long> NumbersOf(SqliteDatabase connection)
    {
        var numbers = new List<long>();
        using SqliteStatement rows = connection.Use(DraftSql.AllDrafts);
        while (rows.Step())
        {
            numbers.Add(rows.Integer(0));
        }

        return numbers;
    }

    private static List<string> IdsOf(SqliteDatabase connection)
    {
        var ids = new List<string>();
        using SqliteStatement rows = connection.Use(DraftSql.AllDrafts);
        while (rows.Step())
        {
            if (rows.IsText(1) && rows.Text(1) is { } id)
            {
                ids.Add(id);
            }
        }

        return ids;
    }

    private void FindPrograms(SqliteDatabase connection, List<Finding> found)
    {
        using SqliteStatement rows = connection.Use(DraftSql.Programs);
        while (rows.Step())
        {
            if (!places.IsAdopted || rows.Text(2) is "builder_drafts" or "builder_memory" || rows.Text(1)?.StartsWith("daybook_", StringComparison.Ordinal) == true)
            {
                found.Add(Found(
                    "unexpected_program",
                    Finding.Warning,
                    $"the {rows.Text(0)} {rows.Text(1)} is none of Daybook's; Daybook never runs it",
                    "remove it with another program, or find out who made it"));
            }
        }
    }

    private void FindDrafts(SqliteDatabase connection, DraftTables tables, List<Finding> found)
    {
        Dictionary<string, DraftSummary> seen = tables.HasSummaries ? SeenIn(connection) : [];
        (int stale, int unseen) = (0, 0);
        foreach (long number in NumbersOf(connection))
        {
            using SqliteStatement row = connection.Use(DraftSql.LoadRow).Bind(1, number);
            if (!row.Step())
            {
                continue;
            }

            // Asked before the bytes are read as a text, which makes SQLite call them one.
            bool hasId = row.IsText(0);
            Draft? draft = DraftRow.Read(row, out string fault);
            DraftSummary? summary = draft is null ? null : DraftRow.ReadSummary(row, out _);
            string id = row.Text(0) ?? "(null)";
            if (draft is null)
            {
                string fix = hasId ? $"save the session anew, or remove it with daybook draft delete {id}" : "give it an id, or remove it, with another program";
                found.Add(Found("bad_row", Finding.Warning, $"draft {id}: {fault}", fix));
            }

            bool isSeen = seen.Remove(id, out DraftSummary? view);
            stale += isSeen && view != summary ? 1 : 0;
            unseen += tables.HasSummaries && !isSeen && summary is not null ? 1 : 0;
        }

        stale += seen.Count;
        if (stale > 0)
        {
            found.Add(Found(StaleView, Finding.Warning, $"the view of {stale} drafts does not say what their rows say", FixCommand));
        }

        if (unseen > 0)
        {
            // So it is after the first save into an adopted database, and whenever another program saves: nothing is wrong with that.
            found.Add(Found(StaleView, Finding.Info, $"the view lacks {unseen} drafts; the next listing takes them in", $"daybook draft list, or {FixCommand}"));
        }
    }

    private static Dictionary<string, DraftSummary> SeenIn(SqliteDatabase connection)
    {
        var seen = new Dictionary<string, DraftSummary>(StringComparer.Ordinal);
        using SqliteStatement rows = connection.Use(DraftSql.AllSummaries);
        while (rows.Step())
        {
            string id = rows.Text(0) ?? "";
            if (DraftRow.Summary(id, rows.Text(1), rows.Text(2), rows.Integer(3), new DraftSkim(rows.Text(4), rows.Text(5)), out _) is { } summary)
            {
                seen.Add(id, summary);
            }
        }

        return seen;
    }

    private void FindMemory(SqliteDatabase connection, List<Finding> found)
    {
        using SqliteStatement rows = connection.Use(DraftSql.AllMemory);
        while (rows.Step())
        {
            if (BuilderMemoryRow.Read(rows, out string fault) is null)
            {
                found.Add(Found("bad_row", Finding.Warning, $"remembered session {rows.Text(0) ?? "(null)"}: {fault}", "mend it by hand; it is left out of every answer"));
            }
        }
    }

    private Finding Found(string problem, string severity, string meaning, string fix) =>
        new(Draft.KindName, problem, severity, places.Database, null, meaning, fix, Fixed: false);
}
