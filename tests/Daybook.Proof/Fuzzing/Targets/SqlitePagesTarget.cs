using Daybook.Embedded.Sqlite.Salvage;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>The pages of a damaged database, out of which rows are saved, and its log of pages.</summary>
internal sealed class SqlitePagesTarget() : FuzzTarget(
    "sqlite-pages",
    [Seed.File("pages.db"), Seed.File("pages.db-wal")],
    "SQLite format 3\0", "\u0007\u007F\u0006\u0082", "\r\0\0\0\u0001", "\u0002\0", "\0\u0001", "\u00FF\u00FF\u00FF\u00FF")
{
    private const int PayloadBytesMax = 64 << 10;

    // The first bytes of a log of pages.
    private static ReadOnlySpan<byte> LogStart => [0x37, 0x7F, 0x06];

    public override void Run(ReadOnlySpan<byte> input)
    {
        bool isLog = input.StartsWith(LogStart);
        using var database = new BytesFile("/d", isLog ? [] : input.ToArray());
        using var log = new BytesFile("/l", isLog ? input.ToArray() : []);
        var rows = new LeafRows(new PageSource(database, isLog ? log : null), PayloadBytesMax);
        foreach (IReadOnlyList<RecordValue> row in rows.Read())
        {
            Claim(row.Count <= 100, "a row has more columns than any table");
        }
    }
}
