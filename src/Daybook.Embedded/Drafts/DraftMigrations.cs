using Daybook.Embedded.Sqlite;

namespace Daybook.Embedded.Drafts;

/// <summary>The steps to the schema of drafts.</summary>
internal static class DraftMigrations
{
    internal static Migration FoundingTables { get; } = new(1, "founding tables", DraftSql.FoundingTables, "c04d40fa0b821e7dd92dfbed59772c8ed6313e5d13bb2c7c91def30bacdb32a6");

    internal static Migration IndexesOwn { get; } = new(2, "indexes and views", DraftSql.IndexesOwn, "bb56b43bd13baeb1da8727221618b90db049b3bf9723f756eeddd157f809ab96");

    internal static Migration IndexesBoternity { get; } = new(2, "indexes and views", DraftSql.IndexesBoternity, "62b280bb1b78f9f0fe63f1a5c46eee4c4ed11fcea7bd7b5768c3d085e08147e7");
}
