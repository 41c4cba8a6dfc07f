using System.Globalization;
using Daybook.Drafts;
using Daybook.Embedded.Sqlite;

namespace Daybook.Embedded.Drafts;

/// <summary>
/// Lists drafts by the view of their states, which holds for a draft as long as both have the same time. Drafts that another program saved
/// are skimmed one by one, and the view gets them if it can be written.
/// </summary>
internal sealed class DraftListing(DraftPlaces places, DraftDatabase database)
{
    /// <summary>Reads all.</summary>
    /// <param name="before">Only those that were saved last before this; null for any.</param>
    /// <returns>The drafts, newest first, and what cannot be read.</returns>
    internal (List<DraftSummary> Drafts, ProblemList Problems) Read(DateTimeOffset? before)
    {
        var problems = new ProblemList();
        var unseen = new List<string>();
        List<DraftSummary> drafts = database.Read(connection => Read(connection, problems, unseen), []);
        if (unseen.Count > 0)
        {
            Refresh(unseen);
        }

        drafts.RemoveAll(draft => before is { } time && draft.UpdatedAt >= time);
        drafts.Sort(static (left, right) => NewestFirst.Of(left).CompareTo(NewestFirst.Of(right)));
        return (drafts, problems);
    }

    private static SqliteStatement RowOf(SqliteDatabase connection, string id) => connection.Use(DraftSql.Load).Bind(1, id);

    private List<DraftSummary> Read(SqliteDatabase connection, ProblemList problems, List<string> unseen)
    {
        DraftTables tables = DraftTables.Of(connection);
        var drafts = new List<DraftSummary>();
        var stale = new List<string>();
        if (!tables.HasDrafts)
        {
            return drafts;
        }

        using (SqliteStatement rows = connection.Use(tables.HasSummaries ? DraftSql.Summaries : DraftSql.AllDrafts))
        {
            while (rows.Step())
            {
                string? id = rows.Text(0);
                if (id is null)
                {
                    problems.Add(Problem(null, "it has no session id"));
                }
                else if (tables.HasSummaries && !rows.IsNull(2) && rows.Utf8(1).SequenceEqual(rows.Utf8(2))
                    && DraftRow.Summary(id, rows.Text(1), rows.Text(3), rows.Integer(4), new DraftSkim(rows.Text(5), rows.Text(6)), out _) is { } seen)
                {
                    drafts.Add(seen);
                }
                else
                {
                    stale.Add(id);
                }
            }
        }

        foreach (string id in stale)
        {
            using SqliteStatement row = RowOf(connection, id);
            if (row.Step())
            {
                if (DraftRow.ReadSummary(row, out string fault) is { } draft)
                {
                    drafts.Add(draft);
                    unseen.Add(id);
                }
                else
                {
                    problems.Add(Problem(id, fault));
                }
            }
        }

        return drafts;
    }

    /// <summary>Writes the view of what was skimmed. It only saves the next listing some work.</summary>
    private void Refresh(List<string> unseen)
    {
        if (places.Shape.IsBoternity && !database.Read(static connection => DraftTables.Of(connection).HasSummaries, empty: false))
        {
            return;
        }

        database.TryWriteView(connection =>
        {
            foreach (string id in unseen)
            {
                Refresh_NeedsLock(connection, id);
            }
        });
    }

    /// <summary>Makes the view of one draft say what its row says.</summary>
    internal static void Refresh_NeedsLock(SqliteDatabase connection, string id)
    {
        DraftSkim skim;
        (string? updated, string? created, long version) stamps;
        using (SqliteStatement row = RowOf(connection, id))
        {
            if (!row.Step())
            {
                return;
            }

            skim = DraftSkim.Of(row.Utf8(1));
            stamps = (row.Text(4), row.Text(3), row.Integer(2));
        }

        if (stamps is ({ } updatedAt, { } createdAt, > 0 and <= int.MaxValue))
        {
            EmbeddedDrafts.SaveSummary(connection, id, updatedAt, createdAt, (int)stamps.version, skim);
        }
    }

    private Problem Problem(string? id, string fault) =>
        new(places.Database, null, null, string.Create(CultureInfo.InvariantCulture, $"draft {id ?? "(null)"}: {fault}"));
}
