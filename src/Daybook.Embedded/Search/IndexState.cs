using Daybook.Embedded.Sqlite;

namespace Daybook.Embedded.Search;

/// <summary>What the index knows of the truth: how far each source was read, which records it holds, how many there are.</summary>
internal sealed class IndexState
{
    private readonly SqliteDatabase? database;
    private readonly Dictionary<string, IndexSource> sources = new(StringComparer.Ordinal);
    private readonly KindTotals[] totals = [.. Enumerable.Range(0, RecordKinds.All.Count).Select(KindTotals.None)];

    private IndexState(SqliteDatabase? database) => this.database = database;

    /// <summary>The state of an index that is not there.</summary>
    internal static IndexState Empty => new(null);

    /// <summary>The sources by name.</summary>
    internal IReadOnlyDictionary<string, IndexSource> Sources => sources;

    /// <summary>What there is of each kind, in the order of <see cref="RecordKinds.All"/>.</summary>
    internal IReadOnlyList<KindTotals> Totals => totals;

    /// <summary>How many documents there are.</summary>
    internal long Documents => totals.Sum(static kind => kind.Documents);

    /// <summary>Whether so many documents are gone that the index is better made anew.</summary>
    internal bool IsWorn => totals.Sum(static kind => kind.Dead) > Math.Max(50_000, Documents);

    internal static IndexState Read(SqliteDatabase database)
    {
        var state = new IndexState(database);
        using (SqliteStatement rows = database.Use(IndexSchema.Sources))
        {
            while (rows.Step())
            {
                var source = new IndexSource
                {
                    Name = rows.Text(0) ?? "",
                    Number = rows.Integer(1),
                    Kind = (int)rows.Integer(2),
                    Inode = rows.Integer(3),
                    Birth = rows.Integer(4),
                    Length = rows.Integer(5),
                    Modified = rows.Integer(6),
                    Position = rows.Integer(7),
                    Lines = rows.Integer(8),
                    Tail = rows.Integer(9),
                };
                state.sources[source.Name] = source;
            }
        }

        using SqliteStatement kinds = database.Use(IndexSchema.Totals);
        while (kinds.Step())
        {
            int kind = (int)kinds.Integer(0);
            state.totals[kind] = new KindTotals(
                kind, kinds.Integer(1), kinds.Integer(2), kinds.Integer(3), kinds.Integer(4), kinds.Integer(5), kinds.Integer(6));
        }

        return state;
    }

    /// <summary>The stamps of the records of a group, by name.</summary>
    internal Dictionary<string, long> StampsOf(int group)
    {
        var stamps = new Dictionary<string, long>(StringComparer.Ordinal);
        if (database is not null)
        {
            using SqliteStatement rows = database.Use(IndexSchema.Records).Bind(1, group);
            while (rows.Step())
            {
                stamps[rows.Text(0) ?? ""] = rows.Integer(1);
            }
        }

        return stamps;
    }

    internal void Set(IndexSource source) => sources[source.Name] = source;

    internal void Remove(string name) => sources.Remove(name);

    internal void Set(KindTotals kind) => totals[kind.Kind] = kind;
}
