using Daybook.Embedded;
using Daybook.Durability.FileSystem;
using Daybook.Embedded.Sqlite;

namespace Daybook.Benchmarks.Drafts;

/// <summary>The founding table of drafts alone, in a database with a log and full flushes: what saving costs at the least.</summary>
internal sealed class BareDrafts : IDisposable
{
    private const string Upsert = """
        INSERT INTO builder_drafts (session_id, state_json, schema_version, created_at, updated_at) VALUES (?1, ?2, 1, ?3, ?3)
        ON CONFLICT (session_id) DO UPDATE SET state_json = excluded.state_json, updated_at = excluded.updated_at
        """;

    private readonly SqliteDatabase database;

    /// <param name="folder">Where it is made.</param>
    /// <param name="secureDelete">What it does with what is replaced, in the words of SQLite; null for what the library was built to do.</param>
    internal BareDrafts(string folder, string? secureDelete = null)
    {
        string path = Path.Join(folder, "bare.db");
        LocalFileSystem.Create().Open(path, OpenMode.CreateNew).Dispose();
        database = SqliteDatabase.Open(EmbeddedPorts.System().FileSystem, path, TimeSpan.FromSeconds(10));
        SecureDelete = secureDelete ?? (WasBuiltToOverwrite() ? "ON" : "OFF");
        database.Execute($"PRAGMA secure_delete = {SecureDelete}");
        database.Execute("""
            PRAGMA journal_mode = WAL;
            CREATE TABLE builder_drafts (
                session_id TEXT PRIMARY KEY, state_json TEXT NOT NULL, schema_version INTEGER NOT NULL DEFAULT 1,
                created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
            """);
    }

    /// <summary>What it does with what is replaced: Debian's library was built to overwrite it, the one that comes along was not.</summary>
    internal string SecureDelete { get; }

    public void Dispose() => database.Dispose();

    /// <summary>Saves a state, durably.</summary>
    internal void Save(string id, string state, string time) => database.Use(Upsert).Bind(1, id).Bind(2, state).Bind(3, time).Run();

    private bool WasBuiltToOverwrite()
    {
        using SqliteStatement answer = database.Use("SELECT sqlite_compileoption_used('SECURE_DELETE')");
        return answer.Step() && answer.Integer(0) == 1;
    }
}
