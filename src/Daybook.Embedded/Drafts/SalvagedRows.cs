using System.Globalization;
using Daybook.Embedded.Sqlite;
using Daybook.Embedded.Sqlite.Salvage;

namespace Daybook.Embedded.Drafts;

/// <summary>Tells rows of drafts and of builder memory by their form, and writes them into a database that has none of them.</summary>
internal sealed class SalvagedRows(LeafRows leaves)
{
    private const int DraftColumns = 5;
    private const int MemoryColumns = 8;

    private long unlike;

    /// <summary>How many rows of drafts were seen; one may stand twice.</summary>
    internal long Drafts { get; private set; }

    /// <summary>How many rows of builder memory were seen.</summary>
    internal long Remembered { get; private set; }

    /// <summary>Rows of neither form that one of ours may have been, and rows that could not be read.</summary>
    internal long Damaged => leaves.Damaged + unlike;

    /// <summary>Counts what can be read.</summary>
    internal SalvagedRows Count()
    {
        Read(static _ => { }, static _ => { });
        return this;
    }

    /// <summary>Writes what can be read. Of two rows of one draft the one that was saved last counts.</summary>
    internal void WriteTo(SqliteDatabase fresh) => Read(row => WriteDraft(fresh, row), row => WriteMemory(fresh, row));

    private void Read(Action<IReadOnlyList<RecordValue>> draft, Action<IReadOnlyList<RecordValue>> memory)
    {
        foreach (IReadOnlyList<RecordValue> row in leaves.Read())
        {
            if (IsDraft(row))
            {
                Drafts++;
                draft(row);
            }
            else if (IsMemory(row))
            {
                Remembered++;
                memory(row);
            }
            else
            {
                unlike += row.Count is DraftColumns or MemoryColumns && !IsOfSchema(row) ? 1 : 0;
            }
        }
    }

    private static bool IsDraft(IReadOnlyList<RecordValue> row) =>
        row is [{ Text: { } id }, { Text: not null }, { Number: not null }, { Text: { } created }, { Text: { } updated }]
        && !HasZero(id) && !HasZero(created) && !HasZero(updated);

    private static bool IsMemory(IReadOnlyList<RecordValue> row) =>
        row is [{ Text: { } id }, { Text: not null }, { Text: not null }, var tone, var model, { Text: not null }, var slug, { Text: { } created }]
        && !HasZero(id) && !HasZero(created) && IsTextOrNull(tone) && IsTextOrNull(model) && IsTextOrNull(slug);

    /// <summary>The rows that say what tables there are have as many columns as a draft.</summary>
    private static bool IsOfSchema(IReadOnlyList<RecordValue> row) => row is [{ Text: "table" or "index" or "view" or "trigger" }, _, { Text: not null }, _, _];

    /// <summary>A row whose end was cut off reads on in zeros.</summary>
    private static bool HasZero(string text) => text.Contains('\0', StringComparison.Ordinal);

    private static bool IsTextOrNull(RecordValue value) => value.IsNull || value.Text is not null;

    private static void WriteDraft(SqliteDatabase fresh, IReadOnlyList<RecordValue> row)
    {
        (string id, string state, long version, string created, string updated) =
            (row[0].Text ?? "", row[1].Text ?? "", row[2].Number ?? 0, row[3].Text ?? "", row[4].Text ?? "");
        using (SqliteStatement known = fresh.Use(DraftSql.Stamps).Bind(1, id))
        {
            if (known.Step() && UtcTime.Parse(known.Text(2) ?? "") >= (UtcTime.Parse(updated) ?? DateTimeOffset.MinValue))
            {
                return;
            }
        }

        fresh.Use(DraftSql.Save).Bind(1, id).Bind(2, state).Bind(3, version).Bind(4, created).Bind(5, updated).Run();
        DraftListing.Refresh_NeedsLock(fresh, id);
    }

    private static void WriteMemory(SqliteDatabase fresh, IReadOnlyList<RecordValue> row)
    {
        SqliteStatement insert = fresh.Use(DraftSql.RecordOnce);
        for (int column = 0; column < row.Count; column++)
        {
            insert.Bind(column + 1, row[column].Text);
        }

        insert.Run();
    }

    /// <summary>In words.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Drafts} drafts and {Remembered} remembered sessions can be read{(Damaged > 0 ? $", {Damaged} rows cannot" : "")}");
}
