using System.Buffers.Binary;
using Daybook.Drafts;
using Daybook.Embedded.Drafts;
using Daybook.Embedded.Sqlite;
using Daybook.Testing;

namespace Daybook.Embedded.Tests.Drafts;

/// <summary>A store of drafts on the real disk, opened by one process after the other, as it were.</summary>
internal sealed class DraftFixture : IDisposable
{
    internal const string First = "0194f3a2-7c1e-7d10-9a51-3f0c5c1e8a01";
    internal const string Second = "0194f3a2-7c1e-7d10-9a51-3f0c5c1e8a02";

    private readonly TempDirectory directory = new();

    internal DraftFixture() => TestStores.Create(Ports, directory.Path);

    internal ManualClock Clock { get; } = new();

    internal EmbeddedPorts Ports => TestStores.RealPorts(Clock, new RandomIdSource());

    internal string Store => directory.At(".daybook");

    internal string Database => directory.At(".daybook", "drafts", "builder.db");

    internal string Adopted => directory.At("elsewhere", "boternity.db");

    internal string Quarantine => directory.At(".daybook", "quarantine");

    public void Dispose() => directory.Dispose();

    /// <summary>What one process does between its start and its end.</summary>
    internal async Task<T> DoAsync<T>(Func<EmbeddedStore, Task<T>> work)
    {
        await using EmbeddedStore store = await TestStores.OpenAsync(Ports, Store, TimeSpan.FromMilliseconds(300));
        return await work(store);
    }

    internal Task<DraftSummary> SaveAsync(string id, string state) =>
        DoAsync(store => store.Drafts.SaveAsync(new DraftSave { SessionId = id, StateJson = state }, CancellationToken.None));

    /// <summary>Saves a draft as a process that is killed then: what is committed stands in the log, and nobody has carried it over.</summary>
    internal async Task SaveAndDieAsync(string id, string state)
    {
        byte[][] left = await DoAsync(async store =>
        {
            await store.Drafts.SaveAsync(new DraftSave { SessionId = id, StateJson = state }, CancellationToken.None);
            return new[] { File.ReadAllBytes(Database), File.ReadAllBytes(Database + "-wal") };
        });
        await File.WriteAllBytesAsync(Database, left[0]);
        await File.WriteAllBytesAsync(Database + "-wal", left[1]);
        Ports.FileSystem.SetPermissions(Database + "-wal", UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    internal Task<Draft> LoadAsync(string id) => DoAsync(store => store.Drafts.LoadAsync(id, CancellationToken.None));

    internal Task<Page<DraftSummary>> ListAsync() =>
        DoAsync(store => store.Drafts.ListAsync(new DraftQuery { Limit = DraftQuery.LimitMax }, CancellationToken.None));

    internal Task<Page<BuilderMemoryEntry>> RecallAsync(string? category) =>
        DoAsync(store => store.BuilderMemory.RecallAsync(new RecallQuery { Category = category, Limit = 1000 }, CancellationToken.None));

    internal Task<BuilderMemoryEntry> RecordAsync(string category, string? tone = null) => DoAsync(store => store.BuilderMemory.RecordAsync(
        new NewBuilderMemory { PurposeCategory = category, InitialDescription = "A bot", ChosenTone = tone }, CancellationToken.None));

    internal async Task<string[]> ExamineAsync() =>
        [.. (await DoAsync(store => store.DraftDoctor.ExamineAsync(CancellationToken.None))).Select(finding => finding.Problem)];

    internal Task<IReadOnlyList<Finding>> FixAsync() => DoAsync(store => store.DraftDoctor.FixAsync(CancellationToken.None));

    /// <summary>Gives the files beside the database and it the mode that ours have.</summary>
    internal void MakePrivate()
    {
        foreach (string path in Directory.GetFiles(Path.GetDirectoryName(Database)!))
        {
            Ports.FileSystem.SetPermissions(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    /// <summary>Damages the database so that SQLite knows it no more.</summary>
    internal void ZeroHeader()
    {
        byte[] bytes = File.ReadAllBytes(Database);
        bytes.AsSpan(0, 16).Clear();
        File.WriteAllBytes(Database, bytes);
    }

    /// <summary>Puts a database in the place of the store's that keeps the end of every page for something else, as Apple's SQLite does.</summary>
    internal void ReplaceByReserving(byte reserved, string script)
    {
        File.WriteAllBytes(Database, []);
        Sql("PRAGMA user_version = 1");
        byte[] bytes = File.ReadAllBytes(Database);
        bytes[20] = reserved;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(105), (ushort)(bytes.Length - reserved));
        File.WriteAllBytes(Database, bytes);
        Sql(DraftSql.FoundingTables + script);
    }

    /// <summary>A repair of the store's database, as doctor makes it.</summary>
    internal DraftRepair Repair()
    {
        var places = DraftPlaces.InStore(Store, StoreFile.Read(Ports.FileSystem, Store));
        var options = new EmbeddedOptions { LockWait = TimeSpan.FromMilliseconds(300) };
        return new DraftRepair(Ports, places, options, new DraftOpening(Ports, places, options));
    }

    /// <summary>The files beside the database and it, each with its length.</summary>
    internal string[] Files() =>
        [.. new DirectoryInfo(Path.GetDirectoryName(Database)!).GetFiles().OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => $"{file.Name} {file.Length}")];

    /// <summary>Lets another program do something with a database.</summary>
    internal void Sql(string script) => Sql(Database, script);

    internal static void Sql(string path, string script)
    {
        using SqliteDatabase database = SqliteDatabase.Open(EmbeddedPorts.System().FileSystem, path, TimeSpan.FromSeconds(5));
        database.Execute(script);
    }

    /// <summary>The first column of what another program asks, one line a row.</summary>
    internal static string Ask(string path, string query)
    {
        using SqliteDatabase database = SqliteDatabase.Open(EmbeddedPorts.System().FileSystem, path, TimeSpan.FromSeconds(5));
        using SqliteStatement rows = database.Use(query);
        var lines = new List<string>();
        while (rows.Step())
        {
            lines.Add(rows.Text(0) ?? "(null)");
        }

        return string.Join('\n', lines);
    }

    /// <summary>Points the store at a database of the other system's, made by a script.</summary>
    internal void Adopt(string script)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Adopted)!);
        File.WriteAllBytes(Adopted, []);
        Sql(Adopted, script);
        StoreFile file = StoreFile.Read(Ports.FileSystem, Store);
        file.Kinds["drafts"] = new KindPlace(Path.GetDirectoryName(Adopted)!) { Shape = "boternity" };
        File.WriteAllBytes(Path.Join(Store, "daybook.json"), file.Encode().ToArray());
    }

    /// <summary>Many drafts as another program would write them, all in the database itself.</summary>
    internal async Task FillAsync(int count, int stateBytes)
    {
        await SaveAsync(First, "1");
        Sql($$"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {{count}})
            INSERT INTO builder_drafts SELECT printf('%08d-0000-7000-8000-000000000000', i),
                '{"phase":"model","filler":"' || printf('%.{{stateBytes}}c', 'x') || '"}', 1, '2026-10-01T00:00:00.0000000Z', '2026-10-01T00:00:00.0000000Z' FROM n;
            PRAGMA wal_checkpoint(TRUNCATE);
            """);
    }
}
