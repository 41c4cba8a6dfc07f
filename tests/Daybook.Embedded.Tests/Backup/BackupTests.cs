using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Daybook.Backup;
using Daybook.Drafts;
using Daybook.Durability.FileSystem;
using Daybook.Embedded.Backup;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Runs;
using Daybook.Tasks;
using Daybook.Testing;
using Xunit;

namespace Daybook.Embedded.Tests.Backup;

/// <summary>Backups and restores on the real disk.</summary>
public sealed class BackupTests : IDisposable
{
    private static readonly TaskActor Actor = new() { Agent = "codex" };

    private readonly TempDirectory temp = new();
    private readonly EmbeddedPorts ports = TestStores.RealPorts(ids: new RandomIdSource());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Store => Path.Join(temp.Path, "work", ".daybook");

    private string Archive => Path.Join(temp.Path, "backup.tar.gz");

    private string Other => Path.Join(temp.Path, "other", ".daybook");

    public void Dispose() => temp.Dispose();

    [Fact]
    public async Task What_is_backed_up_comes_back_of_every_kind()
    {
        await FillAsync();
        StoreArchive made = await BackUpAsync();
        Assert.True(made.Verified);
        Assert.Equal([1, 2, 1, 2, 1], RecordKinds.All.Select(kind => made.Records[kind]));

        StoreArchive restored = await RestoreAsync(Other);
        Assert.Equal(made.Records, restored.Records);
        string[] lines = await ExportAsync(Store);
        Assert.Equal(7, lines.Length);
        Assert.Equal(6, WithoutHeld(lines).Length);
        Assert.Empty(WithoutHeld(lines).Except(await ExportAsync(Other)));
        Assert.Equal(File.ReadAllBytes(Path.Join(Store, "daybook.json")), File.ReadAllBytes(Path.Join(Other, "daybook.json")));
    }

    [Fact]
    public async Task Records_of_any_age_are_counted_and_a_task_once_however_often_it_was_finished()
    {
        await FillAsync();
        await using (EmbeddedStore store = await TestStores.OpenAsync(ports, Store))
        {
            await store.Memory.AddAsync(new MemoryRecord { Type = "note", Title = "old", Timestamp = DateTimeOffset.UnixEpoch }, Cancellation);
            foreach (bool isLeftOpen in new[] { false, true })
            {
                TaskRecord task = await store.Tasks.CreateAsync(new NewTask { Name = "again" }, Actor, Cancellation);
                foreach (TaskChange change in (TaskChange[])[new TaskChange.Cancel(null), new TaskChange.Reopen(null), new TaskChange.Cancel(null), new TaskChange.Reopen(null)])
                {
                    await store.Tasks.ChangeAsync(task.Id, change, Actor, Cancellation);
                }

                if (!isLeftOpen)
                {
                    await store.Tasks.ChangeAsync(task.Id, new TaskChange.Cancel(null), Actor, Cancellation);
                }
            }
        }

        StoreArchive made = await BackUpAsync();

        string[] lines = await ExportAsync(Store);
        foreach (string kind in new[] { MemoryRecord.KindName, TaskRecord.KindName })
        {
            Assert.Equal(lines.Count(line => line.StartsWith($"{{\"kind\":\"{kind}\"", StringComparison.Ordinal)), made.Records[kind]);
        }

        Assert.Equal((2, 4), (made.Records[MemoryRecord.KindName], made.Records[TaskRecord.KindName]));
        Assert.Equal(made.Records, (await RestoreAsync(Other)).Records);
    }

    [Theory]
    [InlineData("drafts")]
    [InlineData("runs")]
    [InlineData("tasks")]
    [InlineData("memory")]
    public async Task What_another_system_keeps_and_is_gone_is_told_and_no_backup_is_made_without_it(string kind)
    {
        await FillAsync();
        (string path, string shape) = kind switch
        {
            "drafts" => ("gone/boternity.db", "boternity"),
            "runs" => ("gone", "run-agent"),
            "tasks" => ("gone", "auto-dev"),
            _ => ("gone", "booty"),
        };
        string file = Path.Join(Store, "daybook.json");
        JsonNode settings = JsonNode.Parse(File.ReadAllText(file))!;
        settings["kinds"]![kind] = new JsonObject { ["path"] = Path.Join(temp.Path, path), ["shape"] = shape };
        File.WriteAllText(file, settings.ToJsonString());

        NotFoundException gone = await Assert.ThrowsAsync<NotFoundException>(BackUpAsync);

        Assert.StartsWith(Path.Join(temp.Path, "gone"), gone.Path, StringComparison.Ordinal);
        Assert.Contains($"kinds.{kind}.path", gone.Hint, StringComparison.Ordinal);
        Assert.Equal(["work"], Directory.EnumerateFileSystemEntries(temp.Path).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("tasks")]
    [InlineData("runs")]
    [InlineData("drafts")]
    [InlineData("operations")]
    public async Task A_file_in_place_of_a_kinds_folder_is_told_and_no_backup_is_made_without_what_was_there(string kind)
    {
        await FillAsync();
        Directory.Move(Path.Join(Store, kind), Path.Join(temp.Path, "aside"));
        File.WriteAllText(Path.Join(Store, kind), "no folder");

        StorageException refused = await Assert.ThrowsAsync<StorageException>(BackUpAsync);

        Assert.Equal(Path.Join(Store, kind), refused.Path);
        Assert.False(File.Exists(Archive));
    }

    [Fact]
    public async Task What_cannot_be_understood_is_backed_up_as_it_stands_and_told()
    {
        await FillAsync();
        File.WriteAllText(Path.Join(Store, "tasks", "current.json"), "{\"schema_version\":99}");

        StoreArchive made = await BackUpAsync();

        Assert.Equal(0, made.Records[TaskRecord.KindName]);
        Assert.Contains(made.Notes, static note => note.Contains("doctor tasks", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_archive_is_a_tar_with_its_manifest_first_and_only_plain_files()
    {
        await FillAsync();
        await BackUpAsync();
        using var packed = new GZipStream(File.OpenRead(Archive), CompressionMode.Decompress);
        using var tar = new TarReader(packed);
        var names = new List<string>();
        while (tar.GetNextEntry() is { } entry)
        {
            Assert.Equal(TarEntryType.RegularFile, entry.EntryType);
            names.Add(entry.Name);
        }

        Assert.Equal("manifest.json", names[0]);
        Assert.Contains("drafts/builder.db", names);
        Assert.DoesNotContain(names, static name => name.StartsWith("locks/", StringComparison.Ordinal));
        Assert.Equal(FilePermissions.PrivateFile, ports.FileSystem.Stat(Archive)?.Permissions);
        Assert.Equal(["backup.tar.gz", "work"], Directory.EnumerateFileSystemEntries(temp.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_backup_never_replaces_a_file()
    {
        await FillAsync();
        File.WriteAllText(Archive, "mine");
        await Assert.ThrowsAsync<ConflictException>(BackUpAsync);
        Assert.Equal("mine", File.ReadAllText(Archive));
    }

    [Fact]
    public async Task A_store_is_only_replaced_when_asked_to_and_then_kept_beside()
    {
        await FillAsync();
        await BackUpAsync();
        await using (EmbeddedStore store = await TestStores.OpenAsync(ports, Store))
        {
            await store.Memory.AddAsync(new MemoryRecord { Type = "note", Title = "later" }, Cancellation);
        }

        await Assert.ThrowsAsync<ConflictException>(() => RestoreAsync(Store));
        StoreArchive restored = await RestoreAsync(Store, replace: true);
        Assert.DoesNotContain(await ExportAsync(Store), static line => line.Contains("later", StringComparison.Ordinal));
        Assert.Contains(await ExportAsync(restored.Replaced ?? ""), static line => line.Contains("later", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Claims_end_with_an_event_that_says_why_and_tokens_rise_above_both_stores()
    {
        string id = await FillAsync();
        await BackUpAsync();
        long highest = 0;
        await using (EmbeddedStore store = await TestStores.OpenAsync(ports, Store))
        {
            for (int times = 0; times < 5; times++)
            {
                TaskRecord task = await store.Tasks.CreateAsync(new NewTask { Name = $"task {times}" }, Actor, Cancellation);
                highest = ((ClaimResult.Claimed)await store.Tasks.ClaimAsync(task.Id, Claim(), Cancellation)).Token;
            }
        }

        await RestoreAsync(Store, replace: true);
        await using EmbeddedStore restored = await TestStores.OpenAsync(ports, Store);
        TaskRecord free = await restored.Tasks.GetAsync(id, Cancellation);
        Assert.Null(free.Claim);
        Assert.Equal(TaskState.Pending, free.Status);
        var events = new List<TaskEvent>();
        await foreach (TaskEvent happened in restored.Tasks.ReadEventsAsync(id, new ProblemList(), Cancellation))
        {
            events.Add(happened);
        }

        Assert.Contains(events, static happened => happened.Action is TaskAction.Released { Reason: { } reason } && reason.StartsWith("restored from a backup", StringComparison.Ordinal));
        Assert.Empty(await restored.TaskDoctor.ExamineAsync(null, Cancellation));
        Assert.True(((ClaimResult.Claimed)await restored.Tasks.ClaimAsync(id, Claim(), Cancellation)).Token > highest);
    }

    [Fact]
    public async Task A_damaged_archive_is_refused_and_nothing_is_touched()
    {
        await FillAsync();
        await BackUpAsync();
        byte[] whole = File.ReadAllBytes(Archive);
        string before = string.Join('\n', await ExportAsync(Store));
        string[] expected = WithoutHeld(await ExportAsync(Store));
        var random = new Random(7);
        for (int times = 0; times < 25; times++)
        {
            byte[] damaged = [.. whole];
            int at = random.Next(12, whole.Length - 16);
            damaged[at] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(Archive, times % 2 == 0 ? damaged : whole[..at]);
            try
            {
                // A bit that only fills up a byte of what is packed changes nothing.
                await RestoreAsync(Other);
                Assert.Empty(expected.Except(await ExportAsync(Other)));
                Directory.Delete(Other, recursive: true);
            }
            catch (CorruptStoreException)
            {
                Assert.False(Directory.Exists(Other));
            }
        }

        Assert.Equal(before, string.Join('\n', await ExportAsync(Store)));
        Assert.DoesNotContain(Directory.EnumerateDirectories(Path.Join(temp.Path, "other")), static folder => folder.Contains("restore", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Everything_acknowledged_before_a_backup_is_in_it_while_others_write()
    {
        await FillAsync();
        using var stop = new CancellationTokenSource();
        await using EmbeddedStore writer = await TestStores.OpenAsync(ports, Store);
        int written = 0;
        Task writing = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    await writer.Memory.AddAsync(new MemoryRecord { Type = "note", Title = $"w{written}" }, Cancellation);
                    await writer.Tasks.CreateAsync(new NewTask { Name = $"w{written}" }, Actor, Cancellation);
                    await writer.Drafts.SaveAsync(new DraftSave { StateJson = "{}" }, Cancellation);
                    Interlocked.Increment(ref written);
                }
            },
            Cancellation);
        while (Volatile.Read(ref written) < 3)
        {
            await Task.Yield();
        }

        int before = Volatile.Read(ref written);
        StoreArchive made = await BackUpAsync();
        await stop.CancelAsync();
        await writing;
        Assert.True(made.Records["memory"] >= 1 + before);
        await RestoreAsync(Other);
        await using EmbeddedStore restored = await TestStores.OpenAsync(ports, Other);
        StoreStatus status = await restored.GetStatusAsync(Cancellation);
        Assert.Equal(made.Records["memory"], status.Memory?.Records);
        Assert.Equal(made.Records["tasks"], status.Tasks is { } tasks ? tasks.Pending + tasks.InProgress + tasks.Finished : 0);
        Assert.Empty(await restored.MemoryDoctor.ExamineAsync(null, Cancellation));
        Assert.Empty(await restored.TaskDoctor.ExamineAsync(null, Cancellation));
    }

    [Fact]
    public async Task What_leads_out_of_the_store_or_comes_from_a_newer_version_is_refused()
    {
        WriteArchive("""{"format":2,"store_id":"s","created_at":"2026-03-01T12:00:00.0000000Z","records":{},"files":[]}""");
        await Assert.ThrowsAsync<NewerFormatException>(() => RestoreAsync(Other));
        foreach (string path in new[] { "../evil", "/etc/evil", "a/../../evil", "a//b", "a\\b", "C:evil" })
        {
            string json = path.Replace("\\", "\\\\", StringComparison.Ordinal);
            WriteArchive($$"""{"format":1,"store_id":"s","created_at":"2026-03-01T12:00:00.0000000Z","records":{},"files":[{"path":"{{json}}","length":0,"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}]}""", path);
            await Assert.ThrowsAsync<CorruptStoreException>(() => RestoreAsync(Other));
        }

        File.WriteAllText(Archive, "no archive");
        await Assert.ThrowsAsync<CorruptStoreException>(() => RestoreAsync(Other));
        Assert.False(Directory.Exists(Other));
        Assert.False(File.Exists(Path.Join(temp.Path, "evil")));
    }

    [Fact]
    public async Task An_export_of_every_kind_comes_into_an_empty_store_as_it_was()
    {
        await FillAsync();
        string[] lines = await ExportAsync(Store);
        TestStores.Create(ports, Path.Join(temp.Path, "other"));
        await using (EmbeddedStore other = await TestStores.OpenAsync(ports, Other))
        {
            Assert.All(await ImportAsync(other, lines, isDryRun: true), static action => Assert.Equal(ImportedRecord.WouldImport, action));
            Assert.All(await ImportAsync(other, lines), static action => Assert.Equal(ImportedRecord.Imported, action));
            Assert.All(await ImportAsync(other, lines), static action => Assert.Equal(ImportedRecord.Unchanged, action));
        }

        Assert.Equal(lines.Length - 1, WithoutHeld(lines).Length);
        Assert.Empty(WithoutHeld(lines).Except(await ExportAsync(Other)));
    }

    [Fact]
    public async Task Another_record_under_an_id_is_a_conflict_and_stays()
    {
        await FillAsync();
        string[] lines = await ExportAsync(Store);
        await using EmbeddedStore store = await TestStores.OpenAsync(ports, Store);
        foreach (string line in lines.Where(static line => line.Contains("Pool", StringComparison.Ordinal)))
        {
            await Assert.ThrowsAsync<ConflictException>(() => ImportAsync(store, [line.Replace("Pool", "Other", StringComparison.Ordinal)]));
        }

        Assert.Equal(lines, await ExportAsync(Store));
        foreach (string bad in new[] { "{}", "no", """{"kind":"x","record":{}}""", """{"kind":"runs","record":{"run_id":"../x","project_id":"p","task_id":"t"}}""", """{"kind":"memory","record":{"title":"without a type"}}""" })
        {
            await Assert.ThrowsAsync<InvalidInputException>(() => ImportAsync(store, [bad]));
        }
    }

    private static ClaimRequest Claim() => new() { Agent = Actor.Agent, Lease = TimeSpan.FromMinutes(15) };

    /// <summary>What was in progress has no holder in another store, and waits for one.</summary>
    private static string[] WithoutHeld(string[] lines) => [.. lines.Where(static line => !line.Contains("in_progress", StringComparison.Ordinal))];

    private static async Task<List<string>> ImportAsync(EmbeddedStore store, IEnumerable<string> lines, bool isDryRun = false)
    {
        var actions = new List<string>();
        var transfer = store.CreateTransfer();
        foreach (string line in lines)
        {
            actions.Add((await transfer.ImportAsync(System.Text.Encoding.UTF8.GetBytes(line), isDryRun, Cancellation)).Action);
        }

        return actions;
    }

    private async Task<string[]> ExportAsync(string folder)
    {
        var lines = new List<string>();
        await using EmbeddedStore store = await TestStores.OpenAsync(ports, folder);
        await foreach (ReadOnlyMemory<byte> line in store.CreateTransfer().ExportAsync(null, new ProblemList(), Cancellation))
        {
            lines.Add(System.Text.Encoding.UTF8.GetString(line.Span));
        }

        return [.. lines];
    }

    private async Task<StoreArchive> BackUpAsync()
    {
        await using EmbeddedStore store = await TestStores.OpenAsync(ports, Store);
        return await store.BackUpAsync(Archive, Cancellation);
    }

    private Task<StoreArchive> RestoreAsync(string store, bool replace = false) =>
        StoreRestorer.RestoreAsync(ports, new RestoreOptions { Archive = Archive, Store = store, Replace = replace }, Cancellation);

    private void WriteArchive(string manifest, string? entry = null)
    {
        using var packed = new GZipStream(File.Create(Archive), CompressionLevel.Fastest);
        using var tar = new TarWriter(packed);
        tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "manifest.json") { DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(manifest)) });
        if (entry is not null)
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, entry) { DataStream = new MemoryStream() });
        }
    }

    /// <summary>Puts records of every kind into the store.</summary>
    /// <returns>The task that is claimed.</returns>
    private async Task<string> FillAsync()
    {
        Directory.CreateDirectory(Path.Join(temp.Path, "work"));
        TestStores.Create(ports, Path.Join(temp.Path, "work"));
        await using EmbeddedStore store = await TestStores.OpenAsync(ports, Store);
        await store.Memory.AddAsync(new MemoryRecord { Type = "incident", Title = "Pool exhausted", Paths = ["src/db.cs"] }, Cancellation);
        TaskRecord done = await store.Tasks.CreateAsync(new NewTask { Name = "Pool: measure" }, Actor, Cancellation);
        await store.Tasks.ClaimAsync(done.Id, Claim(), Cancellation);
        await store.Tasks.ChangeAsync(done.Id, new TaskChange.Complete(null), Actor with { Token = 1 }, Cancellation);
        TaskRecord held = await store.Tasks.CreateAsync(new NewTask { Name = "Fix it", DependsOn = [done.Id] }, Actor, Cancellation);
        await store.Tasks.ClaimAsync(held.Id, Claim(), Cancellation);
        await store.Runs.CreateAsync(new NewRun { ProjectId = "web", TaskId = "t1", AgentType = "codex", CommandLine = "Pool" }, Cancellation);
        await store.Drafts.SaveAsync(new DraftSave { StateJson = """{"initial_description":"Pool bot"}""" }, Cancellation);
        await store.BuilderMemory.RecordAsync(new NewBuilderMemory { PurposeCategory = "coding", InitialDescription = "Pool" }, Cancellation);
        await store.Operations.StartAsync(new NewOperation { ProfileId = "architect", Action = "Pool", Actor = "codex" }, Cancellation);
        return held.Id;
    }
}
