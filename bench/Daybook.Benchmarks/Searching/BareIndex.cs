using Daybook.Embedded;
using System.Text;
using System.Text.Json;
using Daybook.Embedded.Sqlite;

namespace Daybook.Benchmarks.Searching;

/// <summary>A full-text table of SQLite alone, with its own words, its own ranking and no filters: what an index costs at the least.</summary>
internal sealed class BareIndex : IDisposable
{
    private readonly SqliteDatabase database;

    internal BareIndex(string folder)
    {
        Path = System.IO.Path.Join(folder, "bare.db");
        File.Create(Path).Dispose();
        database = SqliteDatabase.Open(EmbeddedPorts.System().FileSystem, Path, TimeSpan.FromSeconds(10));
        database.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE VIRTUAL TABLE words USING fts5(text, content = '');");
    }

    internal string Path { get; }

    public void Dispose() => database.Dispose();

    /// <summary>Adds the titles and summaries of a log.</summary>
    internal void Build(string log)
    {
        database.InTransaction(() =>
        {
            foreach (string line in File.ReadLines(log))
            {
                using var json = JsonDocument.Parse(line);
                string text = json.RootElement.GetProperty("title").GetString() + " " + json.RootElement.GetProperty("summary").GetString();
                database.Use("INSERT INTO words (text) VALUES (?1)").Bind(1, Encoding.UTF8.GetBytes(text)).Run();
            }

            return true;
        });
    }

    /// <summary>Finds the twenty best.</summary>
    internal int Search(IEnumerable<string> words)
    {
        using SqliteStatement rows = database.Use("SELECT rowid, bm25(words) FROM words WHERE words MATCH ?1 ORDER BY 2 LIMIT 20")
            .Bind(1, string.Join(" OR ", words.Select(word => $"\"{word}\"")));
        int count = 0;
        while (rows.Step())
        {
            count++;
        }

        return count;
    }
}
