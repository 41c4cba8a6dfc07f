using Daybook.Embedded.Drafts;
using Daybook.Embedded.Sqlite;
using Daybook.Search;

namespace Daybook.Embedded.Search;

/// <summary>
/// The rows of one table of the drafts' database, by the times at which they were written: no two states of a draft have the same, and what was
/// chosen in finished builder sessions never changes.
/// </summary>
internal sealed class DraftList : IListedRecords
{
    private readonly DraftDatabase database;
    private readonly DraftPlaces places;
    private readonly string table;
    private readonly (string Times, string One) queries;
    private readonly Reading read;

    private DraftList(DraftDatabase database, DraftPlaces places, int group, string table, (string Times, string One) queries, Reading read)
    {
        this.database = database;
        this.places = places;
        this.table = table;
        this.queries = queries;
        this.read = read;
        Group = group;
    }

    private delegate SearchDocument? Reading(SqliteStatement row, out string fault);

    /// <inheritdoc/>
    public int Group { get; }

    /// <inheritdoc/>
    public int Kind => 3;

    /// <summary>The drafts.</summary>
    internal static DraftList OfDrafts(DraftDatabase database, DraftPlaces places) => new(
        database,
        places,
        SearchGroup.Drafts,
        DraftTables.Drafts,
        (DraftSql.DraftTimes, DraftSql.Load),
        static (row, out fault) => DraftRow.Read(row, out fault) is { } draft ? SearchDocuments.From(draft) : null);

    /// <summary>What was chosen in finished builder sessions.</summary>
    internal static DraftList OfBuilderMemory(DraftDatabase database, DraftPlaces places) => new(
        database,
        places,
        SearchGroup.BuilderMemory,
        DraftTables.Memory,
        (DraftSql.MemoryIds, DraftSql.OneMemory),
        static (row, out fault) => BuilderMemoryRow.Read(row, out fault) is { } entry ? SearchDocuments.From(entry) : null);

    /// <inheritdoc/>
    public IEnumerable<(string Name, long Stamp)> List(IReadOnlyDictionary<string, long> known, ProblemList problems) => database.Read(
        connection =>
        {
            var listed = new List<(string, long)>();
            if (DraftTables.Of(connection).MayRead(table, places))
            {
                using SqliteStatement rows = connection.Use(queries.Times);
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
            using SqliteStatement row = connection.Use(queries.One).Bind(1, name);
            if (!row.Step())
            {
                return null;
            }

            if (read(row, out string fault) is { } document)
            {
                return document with { Path = places.Database };
            }

            problems.Add(new Problem(places.Database, null, null, $"{name} in {table}: {fault}"));
            return null;
        },
        null);
}
