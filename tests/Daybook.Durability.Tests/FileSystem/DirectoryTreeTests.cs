using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.FileSystem;

public sealed class DirectoryTreeTests
{
    private readonly SimulatedFileSystem disk = new();

    [Fact]
    public void Every_level_that_is_missing_is_created_private_and_survives_power_loss()
    {
        DirectoryTree.Create(disk, "/a/b/c");

        SimulatedFileSystem after = disk.AfterPowerLoss();
        foreach (string level in new[] { "/a", "/a/b", "/a/b/c" })
        {
            Assert.Equal((FileKind.Directory, FilePermissions.PrivateDirectory), (after.Stat(level)?.Kind, after.Stat(level)?.Permissions));
        }
    }

    [Fact]
    public void What_is_there_is_taken_as_it_is()
    {
        disk.PlantDirectory("/a", FilePermissions.SharedDirectory);
        int changes = disk.Changes;

        DirectoryTree.Create(disk, "/a");

        Assert.Equal(changes, disk.Changes);
        Assert.Equal(FilePermissions.SharedDirectory, disk.Stat("/a")?.Permissions);
    }

    [Fact]
    public void A_file_or_link_in_its_place_is_refused()
    {
        disk.PlantFile("/a/file", "");
        disk.PlantDirectory("/elsewhere");
        disk.PlantSymbolicLink("/a/link", "/elsewhere");

        Assert.Equal(FileKind.Regular, Assert.Throws<UnsafeFileException>(() => DirectoryTree.Create(disk, "/a/file")).Found);
        Assert.Equal(FileKind.SymbolicLink, Assert.Throws<UnsafeFileException>(() => DirectoryTree.Create(disk, "/a/link")).Found);
        Assert.Empty(disk.List("/elsewhere"));
    }

    [Fact]
    public void A_level_that_another_process_creates_meanwhile_is_made_durable_all_the_same()
    {
        // To this process /a was not there a moment ago; now it is, and nobody has synced it yet.
        disk.CreateDirectory("/a");
        DirectoryTree.Create(new LateDirectory(disk, "/a"), "/a");

        Assert.True(disk.AfterPowerLoss().Exists("/a"));
    }

    [Fact]
    public void A_crash_at_any_call_loses_no_level_that_was_acknowledged() =>
        CrashExplorer.Explore(
            _ => { },
            static (disk, ledger) =>
            {
                foreach (string level in new[] { "/a", "/a/b/c", "/a/b/d/e" })
                {
                    ledger.Attempt(level);
                    DirectoryTree.Create(disk, level);
                    ledger.Acknowledge(level);
                }
            },
            static (disk, ledger) =>
            {
                Assert.All(ledger.Acknowledged, level => Assert.Equal(FileKind.Directory, disk.Stat(level)?.Kind));
                DirectoryTree.Create(disk, "/a/b/d/e");
                DirectoryTree.Sync(disk, "/a/b/d/e", "/a/b/d/e");
                Assert.Equal(FileKind.Directory, disk.AfterPowerLoss().Stat("/a/b/d/e")?.Kind);
            });

    [Fact]
    public void Sync_makes_the_whole_way_from_the_roots_parent_down_durable()
    {
        disk.CreateDirectory("/a");
        disk.CreateDirectory("/a/b");
        disk.CreateDirectory("/a/b/c");

        DirectoryTree.Sync(disk, "/a/b/c", "/a");

        Assert.True(disk.AfterPowerLoss().Exists("/a/b/c"));
    }

    [Fact]
    public void Nothing_above_the_roots_parent_is_synced()
    {
        disk.PlantDirectory("/a/b/c/d");
        disk.StartTrace();

        DirectoryTree.Sync(disk, "/a/b/c/d", "/a/b/c");

        Assert.Equal(["/a/b/c/d", "/a/b/c", "/a/b"], disk.Trace.Split('\n').Select(static call => call.Split(' ')[^1]));
    }

    [Fact]
    public void A_parent_of_the_root_that_may_not_be_opened_is_left_to_its_owner()
    {
        disk.CreateDirectory("/a");
        disk.Inject(Fault.Fails(FileSystemError.Denied, DiskCall.SyncDirectory) with { Path = "/" });

        DirectoryTree.Sync(disk, "/a", "/a");
        disk.Inject(Fault.Fails(FileSystemError.InputOutput, DiskCall.SyncDirectory) with { Path = "/" });

        Assert.Throws<FileSystemException>(() => DirectoryTree.Sync(disk, "/a", "/a"));
    }

    [Fact]
    public void A_level_above_the_parent_that_may_not_be_opened_is_left_to_its_owner_by_whoever_creates_below()
    {
        disk.CreateDirectory("/a");
        disk.Inject(Fault.Fails(FileSystemError.InputOutput, DiskCall.SyncDirectory) with { Path = "/" });
        Assert.Throws<FileSystemException>(() => DirectoryTree.Create(disk, "/a/b"));
        Assert.False(disk.Exists("/a/b"));

        disk.Inject(Fault.Fails(FileSystemError.Denied, DiskCall.SyncDirectory) with { Path = "/" });
        DirectoryTree.Create(disk, "/a/b");

        Assert.True(disk.Exists("/a/b"));
    }

    [Fact]
    public void A_place_is_made_durable_with_its_own_name_unless_its_parent_may_not_be_opened()
    {
        disk.PlantDirectory("/a");
        disk.CreateDirectory("/a/b");
        disk.CreateDirectory("/a/b/c");

        DirectoryTree.SyncPlace(disk, "/a/b");

        Assert.True(disk.AfterPowerLoss().Exists("/a/b/c"));
        disk.Inject(Fault.Fails(FileSystemError.Denied, DiskCall.SyncDirectory) with { Path = "/a" });
        DirectoryTree.SyncPlace(disk, "/a/b");
        disk.Inject(Fault.Fails(FileSystemError.Denied, DiskCall.SyncDirectory) with { Path = "/a/b" });
        Assert.Throws<FileSystemException>(() => DirectoryTree.SyncPlace(disk, "/a/b"));
        DirectoryTree.SyncPlace(disk, "/");
    }

    /// <summary>A disk on which one name is not seen until somebody tries to create it.</summary>
    private sealed class LateDirectory(IFileSystem inner, string late) : ForwardingFileSystem(inner)
    {
        public override FileStat? Stat(string path) => path == late ? null : base.Stat(path);
    }
}
