using Daybook.Embedded.Drafts;
using Daybook.Embedded.Sqlite;
using Daybook.Search;

namespace Daybook.Embedded.Search;

/// <summary>What was chosen in finished builder sessions: entries are added, and never change.</summary>
internal sealed class BuilderMemoryList(DraftDatabase database, DraftPlaces places) : IListedRecords
{
    /// <inheritdoc/>
    public int Group => SearchGroup.BuilderMemory;

    /// <inheritdoc/>
    public int Kind => 3;

    /// <inheritdoc/>
    public IEnumerable<(string Name, long Stamp)> List(IReadOnlyDictionary<string, long> known, ProblemList problems) => database.Read(
        connection =>
        {
            var listed = new List<(string, long)>();
            if (DraftTables.Of(connection).MayRead(DraftTables.Memory, places))
            {
                using SqliteStatement rows = connection.Use(DraftSql.MemoryIds);
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
            using SqliteStatement row = connection.Use(DraftSql.OneMemory).Bind(1, name);
            if (!row.Step())
            {
                return null;
            }

            if (BuilderMemoryRow.Read(row, out string fault) is { } entry)
            {
                return SearchDocuments.From(entry) with { Path = places.Database };
            }

            problems.Add(new Problem(places.Database, null, null, $"entry {name}: {fault}"));
            return null;
        },
        null);
}
