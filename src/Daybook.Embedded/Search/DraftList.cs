using Daybook.Embedded.Drafts;
using Daybook.Embedded.Sqlite;
using Daybook.Search;

namespace Daybook.Embedded.Search;

/// <summary>Drafts, by the times at which they were saved: no two states of one have the same.</summary>
internal sealed class DraftList(DraftDatabase database, DraftPlaces places) : IListedRecords
{
    /// <inheritdoc/>
    public int Group => SearchGroup.Drafts;

    /// <inheritdoc/>
    public int Kind => 3;

    /// <inheritdoc/>
    public IEnumerable<(string Name, long Stamp)> List(IReadOnlyDictionary<string, long> known, ProblemList problems) => database.Read(
        connection =>
        {
            var listed = new List<(string, long)>();
            if (DraftTables.Of(connection).MayRead(DraftTables.Drafts, places))
            {
                using SqliteStatement rows = connection.Use(DraftSql.DraftTimes);
                while (rows.Step())
                {
                    if (rows.Text(0) is { } id)
                    {
                        listed.Add((id, FileStamp.Of(rows.Text(1) ?? "")));
                    }
                }
            }

            return listed;
        },
        []);

    /// <inheritdoc/>
    public SearchDocument? Read(string name, ProblemList problems) => database.Read<SearchDocument?>(
        connection =>
        {
            using SqliteStatement row = connection.Use(DraftSql.Load).Bind(1, name);
            if (!row.Step())
            {
                return null;
            }

            if (DraftRow.Read(row, out string fault) is { } draft)
            {
                return SearchDocuments.From(draft) with { Path = places.Database };
            }

            problems.Add(new Problem(places.Database, null, null, $"draft {name}: {fault}"));
            return null;
        },
        null);
}
