using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Testing;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Memory;

public sealed class MemoryTrackingTests(ITestOutputHelper output)
{
    private const string Project = "/home/user/project";
    private const string Store = TestStores.SimulatedFolder;

    private static readonly InitOptions Track = new() { Track = ["memory"] };

    private readonly SimulatedFileSystem disk = NewDisk();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void It_writes_the_rules_that_let_memory_through_and_notes_it_in_the_store()
    {
        StoreCreated created = TestStores.Create(TestStores.SimulatedPorts(disk), Project, Track);

        Assert.True(created.Created);
        Assert.Contains(created.Notes, note => note.Contains("git add", StringComparison.Ordinal));
        string[] files = [".gitignore", ".gitattributes", "daybook.json"];
        Snapshot.Match(string.Concat(files.Select(name => $"--- {name}\n{disk.ReadText($"{Store}/{name}")}")));
    }

    [Fact]
    public async Task What_git_hands_to_others_they_may_read_and_nothing_else()
    {
        Init(Track);
        await AddAsync();

        string[] files = [Store + "/.gitignore", Store + "/.gitattributes", DedupWindowTests.Log];
        Assert.All(files, path => Assert.Equal(FilePermissions.SharedFile, disk.Stat(path)?.Permissions));
        Assert.Equal(FilePermissions.SharedDirectory, disk.Stat(Store)?.Permissions);
        Assert.Equal(FilePermissions.SharedDirectory, disk.Stat(Store + "/memory")?.Permissions);
        Assert.Equal(FilePermissions.PrivateFile, disk.Stat(Store + "/daybook.json")?.Permissions);
        Assert.Equal(FilePermissions.PrivateDirectory, disk.Stat(Store + "/locks")?.Permissions);
        Assert.Empty(await DoctorAsync());
    }

    [Fact]
    public async Task A_store_that_is_there_can_be_tracked_later_and_keeps_everything()
    {
        Init(new InitOptions());
        await AddAsync();
        string id = StoreFile.Read(disk, Store).StoreId;

        StoreCreated tracked = Init(Track);
        int changes = disk.Changes;
        Assert.Empty(Init(Track).Notes);

        Assert.False(tracked.Created);
        Assert.Equal(changes, disk.Changes);
        Assert.Equal((id, true), (StoreFile.Read(disk, Store).StoreId, StoreFile.Read(disk, Store).Tracks("memory")));
        Assert.Equal(FilePermissions.SharedFile, disk.Stat(DedupWindowTests.Log)?.Permissions);
        Assert.False(disk.Exists(Store + "/quarantine"));
        await using EmbeddedStore store = await TestStores.OpenAsync(TestStores.SimulatedPorts(disk), Store);
        Assert.Equal(1, (await store.Memory.GetStatusAsync(Cancellation)).Records);
    }

    [Fact]
    public void Rules_that_a_user_had_written_stand_aside_when_they_are_replaced()
    {
        Init(new InitOptions());
        disk.PlantFile(Store + "/.gitignore", "*\n!mine\n");

        Init(Track);

        string aside = Assert.Single(disk.List(Store + "/quarantine"));
        Assert.Equal("*\n!mine\n", disk.ReadText($"{Store}/quarantine/{aside}"));
        Assert.Equal(FilePermissions.PrivateFile, disk.Stat($"{Store}/quarantine/{aside}")?.Permissions);
    }

    [Fact]
    public void In_a_fresh_clone_the_rules_say_that_memory_is_tracked_and_stay_as_they_came()
    {
        string rules = WithoutStore("# a line of ours\n");

        StoreCreated created = Init(new InitOptions());

        Assert.True(created.Created);
        Assert.True(StoreFile.Read(disk, Store).Tracks("memory"));
        Assert.Equal(rules, disk.ReadText(Store + "/.gitignore"));
        Assert.Equal(1, disk.ReadText(DedupWindowTests.Log).Count(letter => letter == '\n'));
    }

    [Fact]
    public void In_a_fresh_clone_a_store_elsewhere_would_leave_the_tracked_memory_behind()
    {
        WithoutStore("");

        ConflictException refused = Assert.Throws<ConflictException>(() => Init(new InitOptions { Location = StoreLocationKind.Git }));

        Assert.Equal(Store, refused.Path);
    }

    [Theory]
    [InlineData(StoreLocationKind.Git)]
    [InlineData(StoreLocationKind.Home)]
    public void A_store_outside_of_the_work_tree_cannot_be_tracked(StoreLocationKind location)
    {
        InvalidInputException refused = Assert.Throws<InvalidInputException>(() => Init(Track with { Location = location }));

        Assert.Contains("cannot be tracked", refused.Message, StringComparison.Ordinal);
        Assert.False(disk.Exists(Store));
        Assert.False(disk.Exists(Project + "/.git/daybook/daybook.json"));
    }

    [Fact]
    public void Outside_git_and_for_another_kind_there_is_nothing_to_track()
    {
        disk.PlantDirectory("/elsewhere");

        Assert.Throws<InvalidInputException>(() => Init(Track, "/elsewhere"));
        Assert.Throws<InvalidInputException>(() => Init(new InitOptions { Track = ["tasks"] }));
        Assert.False(disk.Exists(Store + "/daybook.json"));
    }

    [Fact]
    public void A_symbolic_link_in_place_of_the_rules_is_refused()
    {
        Init(new InitOptions());
        disk.PlantFile("/elsewhere", "theirs");
        disk.PlantSymbolicLink(Store + "/.gitattributes", "/elsewhere");

        Assert.Throws<StorageException>(() => Init(Track));
        Assert.Equal("theirs", disk.ReadText("/elsewhere"));
        Assert.False(StoreFile.Read(disk, Store).Tracks("memory"));
    }

    [Theory]
    [InlineData(".gitignore", "*\n")]
    [InlineData(".gitignore", null)]
    [InlineData(".gitattributes", "memory/*.jsonl text\n")]
    [InlineData(".gitattributes", null)]
    public async Task Rules_that_are_lost_are_found_and_written_again(string name, string? content)
    {
        Init(Track);
        string path = $"{Store}/{name}";
        string before = disk.ReadText(path);
        disk.Delete(path);
        if (content is not null)
        {
            disk.PlantFile(path, content);
        }

        Finding finding = Assert.Single(await DoctorAsync());

        Assert.Equal(("tracking_lost", path, true), (finding.Problem, finding.Path, finding.Fixed));
        Assert.Equal(before, disk.ReadText(path));
        Assert.Equal(content is not null, disk.Exists(Store + "/quarantine"));
        Assert.Empty(await DoctorAsync());
    }

    [Fact]
    public void A_crash_at_any_call_leaves_the_store_tracked_or_not_and_every_record_there()
    {
        string line = DedupWindowTests.Line("id", "a", 0);
        CrashReport report = CrashExplorer.Explore(
            found =>
            {
                found.PlantFile(Project + "/.git/HEAD", "ref: refs/heads/main\n");
                TestStores.Create(TestStores.SimulatedPorts(found), Project);
                found.PlantFile(DedupWindowTests.Log, line);
            },
            static (found, ledger) =>
            {
                ledger.Attempt("tracked");
                TestStores.Create(TestStores.SimulatedPorts(found), Project, Track);
                ledger.Acknowledge("tracked");
            },
            (found, ledger) =>
            {
                bool isTracked = StoreFile.Read(found, Store).Tracks("memory");
                Assert.True(isTracked || ledger.Acknowledged.Count == 0, "it was acknowledged and is forgotten");
                Assert.Equal(line, found.ReadText(DedupWindowTests.Log));
                if (isTracked)
                {
                    Assert.Contains("!/memory/memory.jsonl", found.ReadText(Store + "/.gitignore"), StringComparison.Ordinal);
                    Assert.Contains("merge=union", found.ReadText(Store + "/.gitattributes"), StringComparison.Ordinal);
                }

                TestStores.Create(TestStores.SimulatedPorts(found, ids: new RandomIdSource()), Project, Track);
                Assert.True(StoreFile.Read(found.AfterPowerLoss(), Store).Tracks("memory"));
            },
            new CrashOptions { StatesMaximum = 1_000 });
        output.WriteLine(report.ToString());
        Assert.True(report.States > 50);
    }

    [Theory]
    [InlineData(FileSystemError.NoSpace)]
    [InlineData(FileSystemError.InputOutput)]
    [InlineData(FileSystemError.ReadOnly)]
    public void Whichever_call_fails_the_answer_is_clear_and_a_second_time_brings_it_about(FileSystemError error)
    {
        SimulatedFileSystem sound = NewDisk();
        Init(sound, Track);
        for (int nth = 1; nth <= sound.Calls; nth++)
        {
            SimulatedFileSystem found = NewDisk();
            found.Inject(Fault.Fails(error, nth: nth));
            try
            {
                Init(found, Track);
            }
            catch (DaybookException)
            {
                // A clear answer; anything else fails the test.
            }

            found.ClearFaults();
            Init(found, Track);
            SimulatedFileSystem after = found.AfterPowerLoss();
            Assert.True(StoreFile.Read(after, Store).Tracks("memory"));
            Assert.Contains("merge=union", after.ReadText(Store + "/.gitattributes"), StringComparison.Ordinal);
        }
    }

    private static SimulatedFileSystem NewDisk()
    {
        SimulatedFileSystem disk = new();
        disk.PlantDirectory(Project);
        disk.PlantFile(Project + "/.git/HEAD", "ref: refs/heads/main\n");
        return disk;
    }

    /// <summary>Leaves what git would bring along: the rules, with a line added, and one record.</summary>
    private string WithoutStore(string added)
    {
        Init(Track);
        string rules = disk.ReadText(Store + "/.gitignore") + added;
        disk.PlantFile(Store + "/.gitignore", rules);
        disk.PlantFile(DedupWindowTests.Log, DedupWindowTests.Line("id", "a", 0));
        disk.Delete(Store + "/daybook.json");
        return rules;
    }

    private StoreCreated Init(InitOptions options, string directory = Project) => Init(disk, options, directory);

    private static StoreCreated Init(SimulatedFileSystem disk, InitOptions options, string directory = Project) => StoreCreator.Create(
        TestStores.SimulatedPorts(disk, ids: new RandomIdSource()),
        new StoreSearch { WorkingDirectory = directory, Environment = static name => name == "XDG_STATE_HOME" ? "/state" : null },
        options);

    private async Task AddAsync()
    {
        await using EmbeddedStore store = await TestStores.OpenAsync(TestStores.SimulatedPorts(disk), Store);
        await store.Memory.AddAsync(DedupWindowTests.Record("a"), Cancellation);
    }

    private async Task<IReadOnlyList<Finding>> DoctorAsync()
    {
        await using EmbeddedStore store = await TestStores.OpenAsync(TestStores.SimulatedPorts(disk, ids: new RandomIdSource()), Store);
        return await store.MemoryDoctor.FixAsync(null, Cancellation);
    }
}
