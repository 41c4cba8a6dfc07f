using Daybook.Embedded.Sqlite;
using Daybook.Search;

namespace Daybook.Embedded.Search;

/// <summary>
/// Looks up what the beginning of a word can be in the index. SQLite reads every posting of every word that begins so before it gives the first
/// row, which takes milliseconds for a name that many records have; one word's it reads as they are asked for.
/// </summary>
internal static class SoleCompletion
{
    /// <summary>Stands before every sign of a word.</summary>
    private const string NextOf = "\u0001";

    /// <summary>The clause with that word in its place, where the index has one word alone that begins so; else the clause as it is.</summary>
    internal static SearchClause Of(SqliteDatabase database, SearchClause clause) =>
        clause is { IsPrefix: true, Terms: [string beginning] }
        && FirstFrom(database, beginning) is { } word && word.StartsWith(beginning, StringComparison.Ordinal)
        && FirstFrom(database, word + NextOf)?.StartsWith(beginning, StringComparison.Ordinal) is not true
            ? clause with { Terms = [word], IsPrefix = false }
            : clause;

    private static string? FirstFrom(SqliteDatabase database, string term)
    {
        using SqliteStatement row = database.Use(IndexSchema.WordFrom).Bind(1, term);
        return row.Step() ? row.Text(0) : null;
    }
}
