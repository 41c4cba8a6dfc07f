using Daybook.Durability.FileSystem;
using Daybook.Embedded.Tests.Memory;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests;

public sealed class AdoptionTests
{
    private const string Project = "/home/user/project";
    private const string State = Project + "/.booty/state";
    private const string Theirs = State + "/memory.jsonl";
    private const string TheirLine = """{"type": "incident", "timestamp": "2026-10-31T01:00:00.123456+00:00", "id": "theirs"}""" + "\n";

    private static readonly InitOptions Adopt = new() { Adopt = true };

    private readonly SimulatedFileSystem disk = NewDisk();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreLocationKind.Repo, "../.booty/state")]
    [InlineData(StoreLocationKind.Git, "../../.booty/state")]
    [InlineData(StoreLocationKind.Home, State)]
    public async Task The_store_points_at_what_is_there_and_answers_so_each_time(StoreLocationKind location, string path)
    {
        StoreCreated created = Init(Adopt with { Location = location });
        int changes = disk.Changes;
        StoreCreated again = Init(Adopt with { Location = location });

        Assert.Equal((true, false, changes), (created.Created, again.Created, disk.Changes));
        Assert.Equal([State], created.Adopted);
        Assert.Equal([State], again.Adopted);
        KindPlace place = StoreFile.Read(disk, created.Path).Kinds["memory"];
        Assert.Equal((path, "booty"), (place.Path, place.Shape));
        await using EmbeddedStore store = await TestStores.OpenAsync(TestStores.SimulatedPorts(disk), created.Path);
        Assert.Equal("theirs", (await store.Memory.GetAsync("theirs", Cancellation)).Id);
    }

    [Fact]
    public async Task Our_lines_join_theirs_and_what_is_ours_alone_stands_in_a_folder_of_its_own()
    {
        disk.PlantFile(Theirs, System.Text.Encoding.UTF8.GetBytes(TheirLine), FilePermissions.SharedFile);
        disk.PlantOwner(Theirs, disk.User, 4321);
        disk.IsPrivileged = true;
        Init(Adopt);
        await AddAsync();
        Assert.EndsWith("\n*\n", disk.ReadText(State + "/.daybook-state/.gitignore"), StringComparison.Ordinal);
        disk.PlantFile(Theirs + ".backup", "theirs too");
        using (IFile log = disk.Open(Theirs, OpenMode.Append))
        {
            log.WriteFully("{\"torn"u8, 0);
        }

        Assert.Equal("torn_line", Assert.Single(await DoctorAsync()).Problem);

        SimulatedFileSystem after = disk.AfterPowerLoss();
        string[] lines = after.ReadText(Theirs).Split('\n');
        Assert.Equal((3, TheirLine.TrimEnd('\n')), (lines.Length, lines[0]));
        Assert.EndsWith("\"}", lines[1], StringComparison.Ordinal);
        Assert.Equal((FilePermissions.SharedFile, 4321U), (after.Stat(Theirs)?.Permissions, after.Stat(Theirs)?.Group));
        Assert.Equal([".daybook-state", "memory.jsonl"], after.List(State).Except(["memory.jsonl.backup"]).Order(StringComparer.Ordinal));
        Assert.Single(after.List(State + "/.daybook-state/quarantine"));
        Assert.False(after.Exists(TestStores.SimulatedFolder + "/memory"));
        Assert.Empty(await DoctorAsync());
    }

    [Fact]
    public void With_nothing_to_adopt_it_says_so_and_the_store_is_an_ordinary_one()
    {
        disk.Delete(Theirs);

        StoreCreated created = Init(Adopt);

        Assert.Empty(created.Adopted);
        Assert.Contains(created.Notes, note => note.Contains("nothing to adopt", StringComparison.Ordinal));
        Assert.Null(StoreFile.Read(disk, created.Path).Kinds["memory"].Shape);
    }

    [Fact]
    public async Task A_store_with_records_of_its_own_is_left_as_it_is()
    {
        Init(new InitOptions());
        await AddAsync();
        string before = disk.ReadText(TestStores.SimulatedFolder + "/daybook.json");

        ConflictException refused = Assert.Throws<ConflictException>(() => Init(Adopt));

        Assert.Equal(TestStores.SimulatedFolder + "/memory", refused.Path);
        Assert.Equal(before, disk.ReadText(TestStores.SimulatedFolder + "/daybook.json"));
    }

    [Fact]
    public void A_store_that_is_there_and_empty_adopts_and_keeps_what_its_file_says_beyond()
    {
        Init(new InitOptions());
        string path = TestStores.SimulatedFolder + "/daybook.json";
        disk.PlantFile(path, disk.ReadText(path)
            .Replace("\"path\": \"memory\"", "\"path\": \"memory\", \"later\": 7", StringComparison.Ordinal)
            .Replace("\"kinds\"", "\"memory\": {\"enabled\": 1}, \"kinds\"", StringComparison.Ordinal));

        Init(Adopt);

        string written = disk.ReadText(path);
        Assert.Contains("\"later\": 7", written, StringComparison.Ordinal);
        Assert.Contains("\"enabled\": 1", written, StringComparison.Ordinal);
        Assert.Contains("\"shape\": \"booty\"", written, StringComparison.Ordinal);
    }

    [Fact]
    public void Adopted_memory_is_not_tracked_and_tracked_memory_is_not_adopted()
    {
        Assert.Throws<InvalidInputException>(() => Init(Adopt with { Track = ["memory"] }));
        Assert.False(disk.Exists(TestStores.SimulatedFolder + "/daybook.json"));
        Init(Adopt);
        Assert.Throws<InvalidInputException>(() => Init(new InitOptions { Track = ["memory"] }));
    }

    [Theory]
    [InlineData(Project + "/.booty")]
    [InlineData(State)]
    [InlineData(Theirs)]
    public void What_a_repository_brings_along_does_not_lead_elsewhere(string link)
    {
        SimulatedFileSystem planted = new();
        planted.PlantFile(Project + "/.git/HEAD", "ref: refs/heads/main\n");
        planted.PlantDirectory("/elsewhere");
        planted.PlantDirectory(Path.GetDirectoryName(link) ?? "/");
        planted.PlantSymbolicLink(link, "/elsewhere");

        StorageException refused = Assert.Throws<StorageException>(
            () => TestStores.Create(TestStores.SimulatedPorts(planted), Project, Adopt));

        Assert.Equal(link, refused.Path);
    }

    [Fact]
    public async Task An_adopted_folder_that_is_gone_is_named_and_never_made_anew()
    {
        Init(Adopt);
        disk.Rename(State, Project + "/away");
        await using EmbeddedStore store = await TestStores.OpenAsync(TestStores.SimulatedPorts(disk), TestStores.SimulatedFolder);

        NotFoundException gone = await Assert.ThrowsAsync<NotFoundException>(
            () => store.Memory.AddAsync(DedupWindowTests.Record("a"), Cancellation));
        Assert.Equal(State, gone.Path);
        Assert.Contains("kinds.memory.path", gone.Hint, StringComparison.Ordinal);
        await Assert.ThrowsAsync<NotFoundException>(() => store.Memory.ListAsync(new MemoryListing(), Cancellation));
        Assert.Equal(State, (await store.GetStatusAsync(Cancellation)).MemoryFault?.Path);
        Assert.Equal([State], Init(new InitOptions()).Adopted);
        Finding finding = Assert.Single(await DoctorAsync());
        Assert.Equal(("adopted_gone", State, false), (finding.Problem, finding.Path, finding.Fixed));
        Assert.False(disk.Exists(State));
    }

    [Fact]
    public async Task A_repository_that_moved_keeps_working()
    {
        Init(Adopt);
        SimulatedFileSystem moved = new();
        moved.PlantFile("/new/place/.daybook/daybook.json", disk.ReadText(TestStores.SimulatedFolder + "/daybook.json"));
        moved.PlantFile("/new/place/.booty/state/memory.jsonl", TheirLine);

        await using EmbeddedStore store = await TestStores.OpenAsync(TestStores.SimulatedPorts(moved), "/new/place/.daybook");

        Assert.Equal(1, (await store.Memory.GetStatusAsync(Cancellation)).Records);
    }

    [Fact]
    public async Task A_shape_that_this_version_does_not_know_is_refused_by_name()
    {
        Init(Adopt);
        string path = TestStores.SimulatedFolder + "/daybook.json";
        disk.PlantFile(path, disk.ReadText(path).Replace("booty", "loot", StringComparison.Ordinal).Replace(".loot", ".booty", StringComparison.Ordinal));

        CorruptStoreException refused = await Assert.ThrowsAsync<CorruptStoreException>(
            () => TestStores.OpenAsync(TestStores.SimulatedPorts(disk), TestStores.SimulatedFolder));

        Assert.Contains("loot", refused.Message, StringComparison.Ordinal);
    }

    private static SimulatedFileSystem NewDisk()
    {
        SimulatedFileSystem disk = new();
        disk.PlantFile(Project + "/.git/HEAD", "ref: refs/heads/main\n");
        disk.PlantFile(Theirs, TheirLine);
        disk.SyncAll();
        return disk;
    }

    private StoreCreated Init(InitOptions options) => StoreCreator.Create(
        TestStores.SimulatedPorts(disk, ids: new RandomIdSource()),
        new StoreSearch { WorkingDirectory = Project, Environment = static name => name == "XDG_STATE_HOME" ? "/state" : null },
        options);

    private async Task AddAsync()
    {
        await using EmbeddedStore store = await TestStores.OpenAsync(TestStores.SimulatedPorts(disk), TestStores.SimulatedFolder);
        await store.Memory.AddAsync(DedupWindowTests.Record("a"), Cancellation);
    }

    private async Task<IReadOnlyList<Finding>> DoctorAsync()
    {
        await using EmbeddedStore store = await TestStores.OpenAsync(
            TestStores.SimulatedPorts(disk, ids: new RandomIdSource()), TestStores.SimulatedFolder);
        return await store.MemoryDoctor.FixAsync(null, Cancellation);
    }
}
