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

    private List<DraftSummary> Read(SqliteDatabase connection, ProblemList problems, List<string> unseen)
    {
        DraftTables tables = DraftTables.Of(connection);
        var drafts = new List<DraftSummary>();
        var stale = new List<long>();
        if (!tables.HasDrafts)
        {
            return drafts;
        }

        using (SqliteStatement rows = connection.Use(tables.HasSummaries ? DraftSql.Summaries : DraftSql.AllDrafts))
        {
            while (rows.Step())
            {
                if (tables.HasSummaries && rows.IsText(1) && !rows.IsNull(3) && rows.Utf8(2).SequenceEqual(rows.Utf8(3))
                    && DraftRow.Summary(rows.Text(1), rows.Text(2), rows.Text(4), rows.Integer(5), new DraftSkim(rows.Text(6), rows.Text(7)), out _) is { } seen)
                {
                    drafts.Add(seen);
                }
                else
                {
                    stale.Add(rows.Integer(0));
                }
            }
        }

        foreach (long number in stale)
        {
            // By its number, which finds a row whatever its id is. One that is not there now was deleted meanwhile.
            using SqliteStatement row = connection.Use(DraftSql.LoadRow).Bind(1, number);
            if (row.Step())
            {
                if (DraftRow.ReadSummary(row, out string fault) is { } draft)
                {
                    drafts.Add(draft);
                    unseen.Add(draft.SessionId);
                }
                else
                {
                    problems.Add(Problem(row.Text(0), fault));
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
        using (SqliteStatement row = connection.Use(DraftSql.Load).Bind(1, id))
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
