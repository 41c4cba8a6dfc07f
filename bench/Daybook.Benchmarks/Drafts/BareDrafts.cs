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

    internal BareDrafts(string folder)
    {
        string path = Path.Join(folder, "bare.db");
        LocalFileSystem.Create().Open(path, OpenMode.CreateNew).Dispose();
        database = SqliteDatabase.Open(path, TimeSpan.FromSeconds(10));
        IsOverwriting = WasBuiltToOverwrite();
        database.Execute(IsOverwriting ? "PRAGMA secure_delete = ON" : "PRAGMA secure_delete = OFF");
        database.Execute("""
            PRAGMA journal_mode = WAL;
            CREATE TABLE builder_drafts (
                session_id TEXT PRIMARY KEY, state_json TEXT NOT NULL, schema_version INTEGER NOT NULL DEFAULT 1,
                created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
            """);
    }

    /// <summary>Whether the library overwrites what is replaced unless it is told otherwise: Debian's was built so, the one that comes along was not.</summary>
    internal bool IsOverwriting { get; }

    public void Dispose() => database.Dispose();

    /// <summary>Saves a state, durably.</summary>
    internal void Save(string id, string state, string time) => database.Use(Upsert).Bind(1, id).Bind(2, state).Bind(3, time).Run();

    private bool WasBuiltToOverwrite()
    {
        using SqliteStatement answer = database.Use("SELECT sqlite_compileoption_used('SECURE_DELETE')");
        return answer.Step() && answer.Integer(0) == 1;
    }
}
