using Daybook.Benchmarks.Measuring;
using Daybook.Drafts;
using Daybook.Embedded;
using Daybook.Embedded.Sqlite;

namespace Daybook.Benchmarks.Drafts;

/// <summary>A store with many drafts and much builder memory, made in one transaction as no application could.</summary>
internal static class ManyDrafts
{
    private const string Fill = """
        PRAGMA synchronous = OFF;
        BEGIN;
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
        INSERT INTO builder_drafts
            SELECT printf('0194f3a2-7c1e-7d10-9a52-%012x', i), '{"phase":"model","initial_description":"Bot ' || i || '","filler":"' || printf('%.50000c', 'x') || '"}', 1,
                strftime('%Y-%m-%dT%H:%M:%S', 1790000000 + i, 'unixepoch') || '.1234567Z', strftime('%Y-%m-%dT%H:%M:%S', 1790000000 + i * 3, 'unixepoch') || '.1234567Z' FROM n;
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
        INSERT INTO builder_memory
            SELECT printf('0194f3a2-7c1e-7d10-9a53-%012x', i), CASE i % 5 WHEN 0 THEN '"coding"' WHEN 1 THEN 'coding' WHEN 2 THEN 'creative' WHEN 3 THEN '{"custom":"Bot ' || i || '"}' ELSE 'research' END,
                'Bot ' || i, 'formal', 'a-model', '["code-review"]', 'bot-' || i, strftime('%Y-%m-%dT%H:%M:%S', 1790000000 + i, 'unixepoch') || '.1234567Z' FROM n;
        COMMIT;
        PRAGMA wal_checkpoint(TRUNCATE);
        """;

    /// <summary>Makes it.</summary>
    /// <returns>The store's folder.</returns>
    internal static async Task<string> CreateAsync(BenchDirectory directory)
    {
        string path = BenchStore.CreateIn(directory);
        await using EmbeddedStore store = await EmbeddedStore.OpenAsync(new EmbeddedOptions { Directory = path }, default);
        await store.Drafts.SaveAsync(new DraftSave { StateJson = "{}" }, default);
        using (SqliteDatabase database = SqliteDatabase.Open(EmbeddedPorts.System().FileSystem, Path.Join(path, "drafts", "builder.db"), TimeSpan.FromSeconds(10)))
        {
            database.Execute(Fill);
        }

        // The first listing skims what others saved; from then on the view says it.
        await store.Drafts.ListAsync(new DraftQuery(), default);
        return path;
    }
}
