using Daybook.Errors;
using Daybook.Testing;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests;

public sealed class StoreCreatorTests(ITestOutputHelper output)
{
    private const string Project = "/home/user/project";

    private readonly SimulatedFileSystem disk = NewDisk();

    [Fact]
    public void It_writes_the_file_that_makes_a_store()
    {
        TestStores.Create(TestStores.SimulatedPorts(disk), Project);

        Snapshot.Match(disk.ReadText(TestStores.SimulatedFolder + "/daybook.json"), "json");
    }

    [Fact]
    public void It_keeps_everything_but_the_logs_of_operations_out_of_git()
    {
        TestStores.Create(TestStores.SimulatedPorts(disk), Project);

        Snapshot.Match(disk.ReadText(TestStores.SimulatedFolder + "/.gitignore"));
    }

    [Fact]
    public void A_second_time_changes_nothing()
    {
        StoreCreated first = TestStores.Create(TestStores.SimulatedPorts(disk), Project);
        byte[] content = disk.ReadBytes(first.Path + "/daybook.json");
        int changes = disk.Changes;

        StoreCreated second = TestStores.Create(TestStores.SimulatedPorts(disk, ids: new RandomIdSource()), Project);

        Assert.Equal((true, false, first.Path), (first.Created, second.Created, second.Path));
        Assert.Equal(content, disk.ReadBytes(first.Path + "/daybook.json"));
        Assert.Equal(changes, disk.Changes);
    }

    [Fact]
    public async Task Of_many_at_once_one_creates_it_and_all_see_the_same()
    {
        using var directory = new TempDirectory();
        EmbeddedPorts ports = TestStores.RealPorts(ids: new RandomIdSource());

        StoreCreated[] created = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(_ => Task.Run(() => TestStores.Create(ports, directory.Path))));

        Assert.Single(created, one => one.Created);
        Assert.All(created, one => Assert.Equal(directory.At(".daybook"), one.Path));
        _ = StoreFile.Read(ports.FileSystem, directory.At(".daybook"));
    }

    [Fact]
    public void Everything_in_it_is_private()
    {
        TestStores.Create(TestStores.SimulatedPorts(disk), Project);

        const UnixFileMode OfOthers = (UnixFileMode)0x3F;
        foreach (string name in disk.List(TestStores.SimulatedFolder).Append("."))
        {
            string path = Path.GetFullPath(name, TestStores.SimulatedFolder);
            Assert.Equal(UnixFileMode.None, disk.Stat(path)?.Permissions & OfOthers);
        }
    }

    [Theory]
    [InlineData(StoreLocationKind.Repo, Project + "/.daybook", true)]
    [InlineData(StoreLocationKind.Git, Project + "/.git/daybook", false)]
    [InlineData(StoreLocationKind.Home, "/state/daybook/project-", false)]
    public void A_repositorys_store_stands_where_it_is_asked_for(StoreLocationKind kind, string path, bool isCleanable)
    {
        disk.PlantFile(Project + "/.git/HEAD", "ref: refs/heads/main\n");

        StoreCreated created = Create(kind);

        Assert.StartsWith(path, created.Path, StringComparison.Ordinal);
        Assert.Equal(isCleanable ? 1 : 0, created.Notes.Count);
        Assert.Equal(created.Path, StoreLocator.Find(disk, Search())?.Path);
        Assert.False(Create(kind).Created);
    }

    [Fact]
    public void From_a_linked_work_tree_the_main_ones_store_is_created()
    {
        disk.PlantFile(Project + "/.git/HEAD", "ref: refs/heads/main\n");
        disk.PlantFile(Project + "/.git/worktrees/linked/HEAD", "ref: refs/heads/linked\n");
        disk.PlantFile(Project + "/.git/worktrees/linked/commondir", "../..\n");
        disk.PlantFile("/home/user/linked/.git", $"gitdir: {Project}/.git/worktrees/linked\n");

        Assert.Equal(Project + "/.daybook", TestStores.Create(TestStores.SimulatedPorts(disk), "/home/user/linked").Path);
        Assert.Equal(Project + "/.daybook", StoreLocator.Find(disk, Search("/home/user/linked"))?.Path);
    }

    [Fact]
    public void A_second_store_that_would_hide_the_first_is_refused()
    {
        disk.PlantFile(Project + "/.git/HEAD", "ref: refs/heads/main\n");
        Create(StoreLocationKind.Git);

        ConflictException refused = Assert.Throws<ConflictException>(() => Create(StoreLocationKind.Repo));

        Assert.Equal(Project + "/.git/daybook", refused.Path);
        Assert.False(disk.Exists(Project + "/.daybook"));
    }

    [Theory]
    [InlineData(StoreLocationKind.Git)]
    [InlineData(StoreLocationKind.Home)]
    public void Outside_git_only_the_directory_itself_can_have_one(StoreLocationKind kind) =>
        Assert.Throws<InvalidInputException>(() => Create(kind));

    [Fact]
    public void A_symbolic_link_in_its_place_is_refused_and_not_followed()
    {
        disk.PlantDirectory("/elsewhere");
        disk.PlantSymbolicLink(TestStores.SimulatedFolder, "/elsewhere");

        Assert.Throws<StorageException>(() => Create(StoreLocationKind.Repo));
        Assert.Empty(disk.List("/elsewhere"));
    }

    [Fact]
    public void A_store_of_a_newer_format_is_left_alone()
    {
        disk.PlantFile(TestStores.SimulatedFolder + "/daybook.json", """{"format":2}""");

        Assert.Throws<NewerFormatException>(() => Create(StoreLocationKind.Repo));
    }

    [Fact]
    public void A_crash_at_any_call_leaves_no_store_or_a_whole_one()
    {
        CrashReport report = CrashExplorer.Explore(
            found => found.PlantDirectory(Project),
            static (found, ledger) =>
            {
                ledger.Attempt("store");
                TestStores.Create(TestStores.SimulatedPorts(found), Project);
                ledger.Acknowledge("store");
            },
            static (found, ledger) =>
            {
                bool isThere = found.Exists(TestStores.SimulatedFolder + "/daybook.json");
                Assert.True(isThere || ledger.Acknowledged.Count == 0, "an acknowledged store is gone");
                if (isThere)
                {
                    Assert.Equal(1, StoreFile.Read(found, TestStores.SimulatedFolder).Format);
                    Assert.NotEmpty(found.ReadText(TestStores.SimulatedFolder + "/.gitignore"));
                }

                Assert.Equal(!isThere, TestStores.Create(TestStores.SimulatedPorts(found, ids: new RandomIdSource()), Project).Created);
                Assert.Equal(1, StoreFile.Read(found.AfterPowerLoss(), TestStores.SimulatedFolder).Format);
            },
            new CrashOptions { StatesMaximum = 2_000 });
        output.WriteLine(report.ToString());
        Assert.True(report.States > 50);
    }

    private static SimulatedFileSystem NewDisk()
    {
        SimulatedFileSystem disk = new();
        disk.PlantDirectory(Project);
        return disk;
    }

    private static StoreSearch Search(string workingDirectory = Project) => new()
    {
        WorkingDirectory = workingDirectory,
        Environment = static name => name == "XDG_STATE_HOME" ? "/state" : null,
    };

    private StoreCreated Create(StoreLocationKind kind) => StoreCreator.Create(TestStores.SimulatedPorts(disk), Search(), kind);
}
