using Daybook.Durability.FileSystem;
using Daybook.Embedded.Sqlite;
using Daybook.Memory;
using Daybook.Search;
using Daybook.Tasks;
using Daybook.Testing;
using Xunit;

namespace Daybook.Embedded.Tests.Search;

/// <summary>
/// The index is a view: whatever happens to it, or to the files behind it, the next search is right. Nothing runs beside this: a process that
/// another test starts has, between fork and exec, every lock that its parent held, so that the index would seem to be in use.
/// </summary>
[Collection(nameof(IndexTests))]
[CollectionDefinition(nameof(IndexTests), DisableParallelization = true)]
public sealed class IndexTests : IDisposable
{
    private readonly TempDirectory directory = new();
    private readonly ManualClock clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Folder => directory.At(".daybook");

    private string Index => Path.Join(Folder, "index.db");

    private string Log => Path.Join(Folder, "memory", "memory.jsonl");

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_hit_tells_the_line_that_it_stands_on()
    {
        await AddAsync("one heron", "two herons", "three ducks");
        SearchHit hit = Assert.Single((await SearchAsync("two")).Items);
        Assert.Equal((Log, 2L), (hit.Path, hit.Line));
        Assert.True(File.Exists(Index));
    }

    [Fact]
    public async Task Nothing_is_made_where_there_is_nothing_to_find()
    {
        await using (EmbeddedStore store = await OpenAsync())
        {
            await store.Search.SearchAsync(new SearchQuery { Text = "heron" }, Cancellation);
        }

        Assert.False(File.Exists(Index));
    }

    [Fact]
    public async Task An_index_that_was_deleted_comes_back()
    {
        await AddAsync("one heron", "two herons");
        await SearchAsync("heron");
        File.Delete(Index);
        Assert.Equal(2, (await SearchAsync("heron")).Items.Count);
        await using EmbeddedStore store = await OpenAsync();
        Assert.Equal(2, (await FindAsync(store, "heron")).Items.Count);
        foreach (string file in Directory.GetFiles(Folder, "index.db*"))
        {
            File.Delete(file);
        }

        AssertIndexed(await FindAsync(store, "heron"), 2);
        Assert.True(File.Exists(Index));
    }

    [Fact]
    public async Task Pages_that_many_records_at_once_have_left_without_use_are_given_back()
    {
        await using EmbeddedStore store = await OpenAsync();
        await AddAsync("one heron");
        await FindAsync(store, "heron");
        using SqliteDatabase other = SqliteDatabase.Open(EmbeddedPorts.System().FileSystem, Index, TimeSpan.FromSeconds(5));
        other.Execute("CREATE TABLE filler (content); INSERT INTO filler VALUES (zeroblob(8000000)); DROP TABLE filler");
        Assert.True(FreePages() > 1_000);
        await AddAsync("two herons");
        AssertIndexed(await FindAsync(store, "heron"), 2);
        Assert.Equal(0, FreePages());

        long FreePages()
        {
            using SqliteStatement pages = other.Use("PRAGMA freelist_count");
            return pages.Step() ? pages.Integer(0) : -1;
        }
    }

    [Fact]
    public async Task An_index_whose_bytes_were_changed_is_made_anew()
    {
        await AddAsync([.. Enumerable.Range(0, 300).Select(number => $"heron {number} of {number * 7}")]);
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (int round = 0; round < 20; round++)
        {
            SearchAnswer before = await SearchAsync("heron 49");
            Assert.Equal(300, (await SearchAsync("heron")).Items.Count);
            Damage(random);
            SearchAnswer after = await SearchAsync("heron 49");
            Assert.Equal(before.Items.Select(hit => (hit.Id, hit.Line)), after.Items.Select(hit => (hit.Id, hit.Line)));
            AssertIndexed(after, 300);
        }
    }

    [Fact]
    public async Task A_month_of_finished_tasks_that_was_damaged_when_it_was_indexed_is_found_once_it_is_mended()
    {
        var ann = new TaskActor { Agent = "ann" };
        await using (EmbeddedStore store = await OpenAsync())
        {
            foreach (string name in (string[])["one heron", "two ducks"])
            {
                TaskRecord task = await store.Tasks.CreateAsync(new NewTask { Name = name }, ann, Cancellation);
                await store.Tasks.ChangeAsync(task.Id, new TaskChange.Start(), ann, Cancellation);
                await store.Tasks.ChangeAsync(task.Id, new TaskChange.Complete(null), ann, Cancellation);
                clock.Advance(TimeSpan.FromDays(31));
            }

            await store.Sessions.EndAsync(ann, Cancellation);
        }

        string month = Directory.GetFiles(Path.Join(Folder, "tasks", "history"), "*.gz").Single();
        byte[] bytes = await File.ReadAllBytesAsync(month, Cancellation);
        bytes.AsSpan(bytes.Length / 2, 8).Clear();
        await File.WriteAllBytesAsync(month, bytes, Cancellation);
        Assert.Empty((await SearchAsync("heron")).Items);

        await using (EmbeddedStore store = await OpenAsync())
        {
            await store.TaskDoctor.FixAsync(null, Cancellation);
        }

        AssertIndexed(await SearchAsync("heron"), 1);
    }

    [Fact]
    public async Task The_index_of_another_store_is_not_used()
    {
        await AddAsync("one heron");
        await SearchAsync("heron");
        using var other = new TempDirectory();
        EmbeddedPorts ports = TestStores.RealPorts(clock, new RandomIdSource());
        string folder = TestStores.Create(ports, other.Path).Path;
        await using (EmbeddedStore store = await TestStores.OpenAsync(ports, folder))
        {
            await store.Memory.AppendAsync(new MemoryRecord { Type = "note", Title = "a coot" }, Cancellation);
            AssertIndexed(await FindAsync(store, "coot"), 1);
        }

        foreach (string file in Directory.GetFiles(Folder, "index.db*"))
        {
            File.Copy(file, Path.Join(folder, Path.GetFileName(file)), overwrite: true);
        }

        await using EmbeddedStore again = await TestStores.OpenAsync(ports, folder);
        AssertIndexed(await FindAsync(again, "coot"), 1);
        Assert.Empty((await FindAsync(again, "heron")).Items);
    }

    [Fact]
    public async Task A_log_that_was_rewritten_by_hand_is_read_anew()
    {
        await AddAsync("one heron", "two herons", "three ducks");
        await SearchAsync("heron");
        string[] lines = await File.ReadAllLinesAsync(Log, Cancellation);
        await File.WriteAllLinesAsync(Log, [lines[2], lines[0]], Cancellation);
        Assert.Equal(2, Assert.Single((await SearchAsync("heron")).Items).Line);
        await File.WriteAllTextAsync(Log, "", Cancellation);
        Assert.Empty((await SearchAsync("heron")).Items);
        File.Delete(Log);
        Assert.Empty((await SearchAsync("heron")).Items);
    }

    [Fact]
    public async Task A_line_without_its_ending_is_found_once()
    {
        await AddAsync("one heron");
        await File.AppendAllTextAsync(Log, """{"id":"by-hand","type":"note","title":"a heron by hand"}""", Cancellation);
        AssertIndexed(await SearchAsync("heron"), 2);
        await File.AppendAllTextAsync(Log, "\n{\"id\":\"half\",\"type\":\"no", Cancellation);
        AssertIndexed(await SearchAsync("heron"), 2);
        await AddAsync("another heron");
        SearchAnswer answer = await SearchAsync("heron");
        AssertIndexed(answer, 3);
        Assert.Equal([1L, 2L, 4L], answer.Items.Select(hit => hit.Line ?? 0).Order());
    }

    [Fact]
    public async Task What_was_compacted_and_packed_is_still_found()
    {
        await using EmbeddedStore store = await OpenAsync();
        for (int day = 0; day < 20; day++)
        {
            await store.Memory.AppendAsync(new MemoryRecord { Type = "note", Title = $"heron of day {day}" }, Cancellation);
            clock.Advance(TimeSpan.FromDays(10));
        }

        AssertIndexed(await FindAsync(store, "heron"), 20);
        await store.Memory.CompactAsync(new MemoryCompaction { RetentionDays = 60 }, null, Cancellation);
        AssertIndexed(await FindAsync(store, "heron"), 20);
        clock.Advance(TimeSpan.FromDays(10));
        await store.Memory.CompactAsync(new MemoryCompaction { RetentionDays = 60 }, null, Cancellation);
        SearchAnswer answer = await FindAsync(store, "heron");
        AssertIndexed(answer, 20);
        Assert.Contains(answer.Items, hit => hit.Path.EndsWith(".gz", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_words_of_a_purged_record_leave_the_index()
    {
        await using EmbeddedStore store = await OpenAsync();
        string id = (await store.Memory.AppendAsync(new MemoryRecord { Type = "note", Title = "xylophonist" }, Cancellation)).Id ?? "";
        AssertIndexed(await FindAsync(store, "xylophonist"), 1);
        await store.Memory.ForgetAsync(new MemoryForget { Id = id, Reason = "secret", Purge = true }, Cancellation);
        Assert.Empty((await FindAsync(store, "xylophonist")).Items);
        await store.DisposeAsync();
        Assert.All(Directory.GetFiles(Folder, "index.db*"), file => Assert.DoesNotContain("xylophonist", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Several_processes_search_and_write_at_once()
    {
        await AddAsync("one heron");
        EmbeddedStore[] stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => OpenAsync()));
        await Task.WhenAll(stores.Select(store => Task.Run(
            async () =>
            {
                for (int round = 0; round < 10; round++)
                {
                    MemoryRecord added = await store.Memory.AppendAsync(new MemoryRecord { Type = "note", Title = "a heron" }, Cancellation);
                    SearchAnswer answer = await store.Search.SearchAsync(new SearchQuery { Text = "heron", Limit = 100 }, Cancellation);
                    Assert.True(answer.Behind > 0 || answer.Items.Any(hit => hit.Id == added.Id), "a record is missing");
                }
            },
            Cancellation)));
        foreach (EmbeddedStore store in stores)
        {
            await store.DisposeAsync();
        }

        AssertIndexed(await SearchAsync("heron"), 41);
    }

    [Fact]
    public async Task A_simulated_disk_that_no_index_can_stand_on_is_searched_all_the_same()
    {
        await using EmbeddedStore store = await TestStores.OpenAsync(TestStores.SimulatedPorts(TestStores.NewDisk()), TestStores.SimulatedFolder);
        await store.Memory.AppendAsync(new MemoryRecord { Type = "note", Title = "a heron" }, Cancellation);
        await store.Tasks.CreateAsync(new NewTask { Name = "watch the heron" }, new TaskActor { Agent = "codex" }, Cancellation);
        Assert.Equal(2, (await FindAsync(store, "heron")).Items.Count);
    }

    [Fact]
    public async Task Memory_without_a_store_has_its_index_among_daybooks_own_files()
    {
        string folder = directory.At("booty");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Join(folder, "memory.jsonl"), """{"type":"incident","title":"a heron"}""" + "\n", Cancellation);
        await using EmbeddedStore store = await EmbeddedStore.OpenAsync(
            new EmbeddedOptions { MemoryDirectory = folder }, TestStores.RealPorts(clock, new RandomIdSource()), Cancellation);
        AssertIndexed(await FindAsync(store, "heron"), 1);
        Assert.Equal(["memory.jsonl"], Directory.GetFiles(folder).Select(Path.GetFileName));
        Assert.True(File.Exists(Path.Join(folder, ".daybook-state", "index.db")));
    }

    [Fact]
    public async Task Doctor_finds_what_is_wrong_and_makes_the_index_whole()
    {
        await using EmbeddedStore store = await OpenAsync();
        Assert.Empty(await store.IndexDoctor.ExamineAsync(Cancellation));
        await AddAsync("one heron");
        await SearchAsync("heron");
        Assert.Empty(await store.IndexDoctor.ExamineAsync(Cancellation));
        await AddAsync("two herons");
        Assert.Equal("index_behind", Assert.Single(await store.IndexDoctor.ExamineAsync(Cancellation)).Problem);
        Assert.True(Assert.Single(await store.IndexDoctor.FixAsync(Cancellation)).Fixed);
        Assert.Empty(await store.IndexDoctor.ExamineAsync(Cancellation));
        await store.DisposeAsync();
        await using EmbeddedStore other = await OpenAsync();
        Damage(new Random(1));
        Assert.Equal("changed_index", Assert.Single(await other.IndexDoctor.ExamineAsync(Cancellation)).Problem);
        Assert.True(Assert.Single(await other.IndexDoctor.FixAsync(Cancellation)).Fixed);
        AssertIndexed(await FindAsync(other, "heron"), 2);
    }

    [Fact]
    public async Task What_stands_in_place_of_the_index_or_its_seal_and_is_no_file_is_told_and_left()
    {
        await AddAsync("one heron");
        await SearchAsync("heron");
        await using EmbeddedStore store = await OpenAsync();
        foreach (string path in (string[])[Index + ".seal", Index])
        {
            File.Delete(path);
            Directory.CreateDirectory(path);
            Finding finding = Assert.Single(await store.IndexDoctor.FixAsync(Cancellation));
            Assert.Equal(("unsafe_file", path, false), (finding.Problem, finding.Path, finding.Fixed));
            Assert.Single((await FindAsync(store, "heron")).Items);
        }
    }

    [Fact]
    public async Task Where_nothing_can_be_written_beside_it_doctor_looks_at_the_index_as_searches_do()
    {
        await AddAsync("one heron");
        await SearchAsync("heron");

        // As on a read-only disk neither the lock can be taken nor the file that SQLite shares between processes be made, for it follows no link.
        string use = Path.Join(Folder, "locks", "index.use.lock");
        File.Delete(use);
        Directory.CreateDirectory(use);
        File.CreateSymbolicLink(Index + "-shm", "nowhere");
        await using EmbeddedStore store = await OpenAsync();
        AssertIndexed(await FindAsync(store, "heron"), 1);
        Assert.Empty(await store.IndexDoctor.ExamineAsync(Cancellation));

        File.Delete(Index + ".seal");
        Finding finding = Assert.Single(await store.IndexDoctor.ExamineAsync(Cancellation));
        Assert.Equal(("unexamined", Finding.Info), (finding.Problem, finding.Severity));
    }

    [Fact]
    public async Task Where_no_room_is_left_to_use_the_index_the_records_are_read_and_the_index_is_left_alone()
    {
        await AddAsync("one heron", "two herons");
        var disk = new ScarceFileSystem(LocalFileSystem.Create(), Folder, "btrfs", blockBytes: 4096);
        await using EmbeddedStore store = await OpenAsync(TestStores.RealPorts(clock, new RandomIdSource()) with { FileSystem = disk });
        AssertIndexed(await FindAsync(store, "heron"), 2);
        byte[] mapped = await File.ReadAllBytesAsync(Index + SqliteDatabase.SharedMemorySuffix, Cancellation);

        disk.FreeBytes = 0;

        IReadOnlyList<SearchHit> hits = (await FindAsync(store, "heron")).Items;
        Assert.Equal([null, null], hits.Select(static hit => hit.Line));
        Assert.Equal(mapped, await File.ReadAllBytesAsync(Index + SqliteDatabase.SharedMemorySuffix, Cancellation));
        disk.FreeBytes = long.MaxValue;
        AssertIndexed(await FindAsync(store, "heron"), 2);
    }

    private static void AssertIndexed(SearchAnswer answer, int count)
    {
        Assert.Equal(count, answer.Items.Count);
        Assert.Equal((0L, false), (answer.Behind, answer.IsCapped));

        // Whoever has read everything instead does not know the lines.
        Assert.All(answer.Items.Where(hit => hit.Kind == "memory"), hit => Assert.NotNull(hit.Line));
    }

    private static Task<SearchAnswer> FindAsync(EmbeddedStore store, string text) =>
        store.Search.SearchAsync(new SearchQuery { Text = text, Limit = 1000 }, Cancellation);

    private void Damage(Random random)
    {
        FileInfo file = new(Index);
        DateTime before = file.LastWriteTimeUtc;
        using (FileStream stream = file.Open(FileMode.Open, FileAccess.ReadWrite))
        {
            byte[] bytes = new byte[random.Next(1, 200)];
            random.NextBytes(bytes);
            stream.Position = random.NextInt64(stream.Length);
            stream.Write(bytes);
        }

        // Times of files move in steps; whoever damages a file in the same step as it was written is nobody that there is.
        File.SetLastWriteTimeUtc(Index, before + TimeSpan.FromSeconds(1));
    }

    private async Task AddAsync(params string[] titles)
    {
        await using EmbeddedStore store = await OpenAsync();
        foreach (string title in titles)
        {
            await store.Memory.AppendAsync(new MemoryRecord { Type = "note", Title = title }, Cancellation);
        }
    }

    private async Task<SearchAnswer> SearchAsync(string text)
    {
        await using EmbeddedStore store = await OpenAsync();
        return await FindAsync(store, text);
    }

    private Task<EmbeddedStore> OpenAsync() => OpenAsync(TestStores.RealPorts(clock, new RandomIdSource()));

    private Task<EmbeddedStore> OpenAsync(EmbeddedPorts ports) => TestStores.OpenAsync(ports, TestStores.Create(ports, directory.Path).Path);
}
