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
        var stale = new List<(long Number, bool HasView)>();
        if (!tables.MayRead(DraftTables.Drafts, places))
        {
            return drafts;
        }

        using (SqliteStatement rows = connection.Use(tables.HasSummaries ? DraftSql.Summaries : DraftSql.AllDrafts))
        {
            while (rows.Step())
            {
                bool hasView = tables.HasSummaries && !rows.IsNull(3);
                if (hasView && rows.IsText(1) && rows.Utf8(2).SequenceEqual(rows.Utf8(3))
                    && DraftRow.Summary(rows.Text(1), rows.Text(2), rows.Text(4), rows.Integer(5), new DraftSkim(rows.Text(6), rows.Text(7)), out _) is { } seen)
                {
                    drafts.Add(seen);
                }
                else
                {
                    stale.Add((rows.Integer(0), hasView));
                }
            }
        }

        foreach ((long number, bool hasView) in stale)
        {
            // By its number, which finds a row whatever its id is. One that is not there now was deleted meanwhile.
            using SqliteStatement row = connection.Use(DraftSql.LoadRow).Bind(1, number);
            if (row.Step())
            {
                Add(row, hasView, drafts, problems, unseen);
            }
        }

        return drafts;
    }

    /// <summary>
    /// A draft whose state cannot be read stays listed, and is told. It gets no place in the view, so that every listing looks at it and tells it;
    /// what the view says of an earlier state of it goes.
    /// </summary>
    private void Add(SqliteStatement row, bool hasView, List<DraftSummary> drafts, ProblemList problems, List<string> unseen)
    {
        if (DraftRow.ReadSummary(row, out string fault) is not { } draft)
        {
            problems.Add(Problem(row.Text(0), fault));
            return;
        }

        drafts.Add(draft);
        string? stateFault = DraftRow.StateFaultOf(row.Utf8(1));
        if (stateFault is not null)
        {
            problems.Add(Problem(draft.SessionId, stateFault));
        }

        if (stateFault is null || hasView)
        {
            unseen.Add(draft.SessionId);
        }
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

    /// <summary>Makes the view anew, empty, where another program has dropped it: no write may fail for want of it, and the next listing fills it.</summary>
    internal static void MakeSureOfView_NeedsLock(SqliteDatabase connection)
    {
        if (!DraftTables.Of(connection).HasSummaries)
        {
            connection.Execute(DraftSql.SummaryTable);
        }
    }

    /// <summary>Makes the view of one draft say what its row says, and nothing of one that cannot be read.</summary>
    internal static void Refresh_NeedsLock(SqliteDatabase connection, string id)
    {
        DraftSummary? summary;
        bool isReadable;
        (string? UpdatedAt, string? CreatedAt) stored;
        using (SqliteStatement row = connection.Use(DraftSql.Load).Bind(1, id))
        {
            if (!row.Step())
            {
                return;
            }

            summary = DraftRow.ReadSummary(row, out _);
            isReadable = DraftRow.StateFaultOf(row.Utf8(1)) is null;
            stored = (row.Text(4), row.Text(3));
        }

        if (isReadable && summary is not null && stored is ({ } updatedAt, { } createdAt))
        {
            var skim = new DraftSkim(summary.InitialDescription, summary.Phase);
            EmbeddedDrafts.SaveSummary(connection, id, updatedAt, createdAt, summary.SchemaVersion, skim);
        }
        else
        {
            connection.Use(DraftSql.DeleteSummary).Bind(1, id).Run();
        }
    }

    private Problem Problem(string? id, string fault) =>
        new(places.Database, null, null, string.Create(CultureInfo.InvariantCulture, $"draft {id ?? "(null)"}: {fault}"));
}
