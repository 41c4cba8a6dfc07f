using System.Text.Json.Nodes;
using Daybook.Drafts;
using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Proof.Processes;
using Daybook.Proof.Stores;
using Xunit;

namespace Daybook.Crash.Tests.Faults;

/// <summary>One command that writes to the database of drafts: what is there before, and what must be there after it was acknowledged or was not.</summary>
/// <param name="Words">The command.</param>
/// <param name="Input">Its stdin.</param>
internal sealed record DraftFaultCase(string[] Words, string Input)
{
    private const string Id = "0194f3a2-7c1e-7d10-9a51-3f0c5c1e8a01";
    private const string InLog = "0194f3a2-7c1e-7d10-9a51-3f0c5c1e8a02";

    private const string Founding = """
        import sqlite3, sys
        database = sqlite3.connect(sys.argv[1])
        database.executescript('''
        CREATE TABLE builder_drafts (session_id TEXT PRIMARY KEY, state_json TEXT NOT NULL, schema_version INTEGER NOT NULL DEFAULT 1, created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
        CREATE TABLE builder_memory (id TEXT PRIMARY KEY, purpose_category TEXT NOT NULL, initial_description TEXT NOT NULL, chosen_tone TEXT, chosen_model TEXT, chosen_skills TEXT NOT NULL DEFAULT '[]', bot_slug TEXT, created_at TEXT NOT NULL);
        ''')
        """;

    private static readonly Lazy<Task<byte[]>> FoundingDatabase = new(MakeFoundingDatabaseAsync);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What each command is called.</summary>
    internal static DraftFaultCase Of(string name) => name switch
    {
        "save" => new(["draft", "save", "--session-id", Id], "2"),
        "save_adopted" => new(["draft", "save", "--session-id", Id], "2") { IsAdopted = true },
        "record" => new(["recall", "record", "--category", "coding", "--description", "A bot"], "") { IsTrue = IsRecordedAsync },
        "delete" => new(["draft", "delete", Id], "") { IsTrue = IsGoneAsync },
        "expire" => new(["draft", "expire", "--older-than", "1ms"], "") { IsTrue = IsGoneAsync },
        "fix" => new(["doctor", "drafts", "--fix"], "") { IsDamaged = true, IsTrue = IsMendedAsync },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such case"),
    };

    /// <summary>Whether the database is an adopted one that keeps a rollback journal.</summary>
    internal bool IsAdopted { get; private init; }

    /// <summary>Whether it is damaged, and one draft stands only in its log.</summary>
    internal bool IsDamaged { get; private init; }

    private Func<EmbeddedStore, bool, Task<bool>> IsTrue { get; init; } = IsSavedAsync;

    /// <summary>Makes the store as it is before.</summary>
    internal async Task PrepareAsync(ScratchStore scratch)
    {
        if (IsAdopted)
        {
            string folder = Directory.CreateDirectory(Path.Join(scratch.Work, "theirs")).FullName;
            await File.WriteAllBytesAsync(Path.Join(folder, "boternity.db"), await FoundingDatabase.Value, Cancellation);
            string file = Path.Join(scratch.Folder, "daybook.json");
            JsonNode settings = JsonNode.Parse(await File.ReadAllTextAsync(file, Cancellation))!;
            settings["kinds"]!["drafts"] = new JsonObject { ["path"] = folder, ["shape"] = "boternity" };
            await File.WriteAllTextAsync(file, settings.ToJsonString(), Cancellation);
        }

        await SaveAsync(scratch, Id, "1");
        if (IsDamaged)
        {
            byte[] log = await SaveAsync(scratch, InLog, "2");
            string database = Path.Join(scratch.Folder, "drafts", "builder.db");
            await File.WriteAllBytesAsync(database + "-wal", log, Cancellation);
            byte[] bytes = await File.ReadAllBytesAsync(database, Cancellation);
            bytes.AsSpan(0, 16).Clear();
            await File.WriteAllBytesAsync(database, bytes, Cancellation);
        }
    }

    /// <summary>Looks on a sound disk whether what the command answered is true, and whether the store takes the next save.</summary>
    /// <returns>What is not as it must be; null for nothing.</returns>
    internal async Task<string?> FindUntruthAsync(ScratchStore scratch, int exitCode)
    {
        await using EmbeddedStore store = await scratch.OpenAsync();
        if (!await IsTrue(store, exitCode == 0))
        {
            return "what is stored is not what was answered";
        }

        await store.Drafts.SaveAsync(new DraftSave { SessionId = Id, StateJson = "3" }, Cancellation);
        await store.DraftDoctor.FixAsync(Cancellation);
        IReadOnlyList<Finding> left = await store.DraftDoctor.ExamineAsync(Cancellation);
        return left.Count > 0 ? string.Join(", ", left)
            : IsDamaged && Directory.GetFiles(Path.Join(scratch.Folder, "quarantine"), "builder-*.db").Length == 0 ? "the damaged database is gone"
            : null;
    }

    /// <summary>Saves a draft.</summary>
    /// <returns>The log as it stood before the store was closed.</returns>
    internal static async Task<byte[]> SaveAsync(ScratchStore scratch, string id, string state)
    {
        await using EmbeddedStore store = await scratch.OpenAsync();
        await store.Drafts.SaveAsync(new DraftSave { SessionId = id, StateJson = state }, Cancellation);
        string log = Path.Join(scratch.Folder, "drafts", "builder.db-wal");
        return File.Exists(log) ? await File.ReadAllBytesAsync(log, Cancellation) : [];
    }

    /// <summary>Loads a draft; null if there is none.</summary>
    internal static async Task<string?> LoadAsync(ScratchStore scratch, string id)
    {
        await using EmbeddedStore store = await scratch.OpenAsync();
        return await LoadAsync(store, id);
    }

    private static async Task<byte[]> MakeFoundingDatabaseAsync()
    {
        using var scratch = new ScratchStore();
        string database = Path.Join(scratch.Work, "boternity.db");
        (await Tool.RunAsync("python3", "-c", Founding, database)).MustSucceed();
        return await File.ReadAllBytesAsync(database, CancellationToken.None);
    }

    private static async Task<string?> LoadAsync(EmbeddedStore store, string id)
    {
        try
        {
            return (await store.Drafts.LoadAsync(id, Cancellation)).StateJson;
        }
        catch (NotFoundException)
        {
            return null;
        }
    }

    private static async Task<bool> IsSavedAsync(EmbeddedStore store, bool isAcknowledged) =>
        await LoadAsync(store, Id) is var state && (state == "2" || (!isAcknowledged && state == "1"));

    private static async Task<bool> IsGoneAsync(EmbeddedStore store, bool isAcknowledged) =>
        await LoadAsync(store, Id) is var state && (state is null || (!isAcknowledged && state == "1"));

    private static async Task<bool> IsRecordedAsync(EmbeddedStore store, bool isAcknowledged) =>
        (await store.BuilderMemory.RecallAsync(new RecallQuery(), Cancellation)).Items.Count is var count && (count == 1 || (!isAcknowledged && count == 0));

    private static async Task<bool> IsMendedAsync(EmbeddedStore store, bool isAcknowledged)
    {
        IReadOnlyList<Finding> found = isAcknowledged ? [] : await store.DraftDoctor.FixAsync(Cancellation);
        return found.All(finding => finding.Fixed) && await LoadAsync(store, Id) == "1" && await LoadAsync(store, InLog) == "2";
    }
}
