namespace Daybook.Embedded.Sqlite;

/// <summary>The SQLite that a process uses.</summary>
/// <param name="Version">Its version, such as <c>3.40.1</c>.</param>
/// <param name="Library"><c>system</c> for the operating system's own, <c>bundled</c> for the one that comes along.</param>
public sealed record SqliteInUse(string Version, string Library)
{
    /// <summary>What this process uses. Loads the library.</summary>
    public static SqliteInUse Find() => new(SqliteLibrary.Version, SqliteLibrary.Name);
}
