using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.FileSystem;

public sealed class DurableNamesTests
{
    private const string Root = "/home/store";
    private const string Folder = Root + "/runs/project";
    private const string Notes = Root + "/locks/durable-names";

    private readonly SimulatedFileSystem disk = new();

    public DurableNamesTests() => disk.PlantDirectory(Root + "/locks");

    [Fact]
    public void The_names_of_a_folder_and_of_all_above_it_survive_power_loss()
    {
        Make(Folder);

        Sync(disk);

        Assert.True(disk.AfterPowerLoss().Exists(Folder));
    }

    [Fact]
    public void What_one_process_has_synced_no_other_syncs_again()
    {
        Make(Folder);
        Sync(disk);

        disk.Inject(Fault.Fails(FileSystemError.InputOutput, DiskCall.SyncDirectory) with { ForGood = true });

        Sync(disk);
    }

    [Fact]
    public void A_folder_that_took_the_place_of_another_is_synced()
    {
        Make(Folder);
        Sync(disk);
        disk.DeleteDirectory(Folder);
        disk.CreateDirectory(Folder, FilePermissions.PrivateDirectory);

        Sync(disk);

        Assert.True(disk.AfterPowerLoss().Exists(Folder));
    }

    [Fact]
    public void A_folder_under_another_name_is_synced()
    {
        Make(Folder);
        Sync(disk);
        disk.Rename(Folder, Folder + "-2");

        new DurableNames(disk, Notes).Sync(Folder + "-2", Root);

        Assert.True(disk.AfterPowerLoss().Exists(Folder + "-2"));
    }

    [Fact]
    public void What_was_noted_in_another_boot_does_not_count()
    {
        Make(Folder);
        Sync(disk);
        using (IFile notes = disk.Open(Notes, OpenMode.ReadWrite))
        {
            notes.Flush();
        }

        disk.SyncDirectory(Root + "/locks");
        SimulatedFileSystem next = disk.AfterPowerLoss();
        Assert.True(next.Exists(Notes));
        next.Inject(Fault.Fails(FileSystemError.InputOutput, DiskCall.SyncDirectory));

        Assert.Throws<FileSystemException>(() => Sync(next));
    }

    [Fact]
    public void What_could_not_be_synced_is_not_noted()
    {
        Make(Folder);
        disk.Inject(Fault.Fails(FileSystemError.InputOutput, DiskCall.SyncDirectory));
        Assert.Throws<FileSystemException>(() => Sync(disk));

        Sync(disk);

        Assert.True(disk.AfterPowerLoss().Exists(Folder));
    }

    [Theory]
    [InlineData(DiskCall.Open)]
    [InlineData(DiskCall.Read)]
    [InlineData(DiskCall.Write)]
    public void Where_nothing_can_be_noted_everything_is_synced(DiskCall refused)
    {
        Make(Folder);
        disk.Inject(Fault.Fails(FileSystemError.NoSpace, refused) with { ForGood = true });

        Sync(disk);

        Assert.True(disk.AfterPowerLoss().Exists(Folder));
    }

    [Fact]
    public void Notes_that_can_be_read_in_part_only_count_as_none()
    {
        Make(Folder);
        Sync(disk);
        int syncs = disk.CallsOf(DiskCall.SyncDirectory);
        disk.Inject(Fault.ShortRead(4095));
        disk.Inject(Fault.Fails(FileSystemError.InputOutput, DiskCall.Read, nth: 2));

        Sync(disk);

        Assert.Equal(2 * syncs, disk.CallsOf(DiskCall.SyncDirectory));
    }

    [Fact]
    public void Notes_that_are_garbage_only_cost_the_syncs()
    {
        disk.PlantFile(Notes, new string('x', 5000));
        Make(Folder);

        Sync(disk);

        Assert.True(disk.AfterPowerLoss().Exists(Folder));
    }

    [Fact]
    public void A_level_above_the_root_that_may_not_be_opened_is_left_to_its_owner()
    {
        Make(Folder);
        disk.Inject(Fault.Fails(FileSystemError.Denied, DiskCall.SyncDirectory, nth: 3));

        Sync(disk);

        Assert.True(disk.AfterPowerLoss().Exists(Folder));

        // Another user may open it, and sees to it.
        disk.Inject(Fault.Fails(FileSystemError.InputOutput, DiskCall.SyncDirectory));
        Assert.Throws<FileSystemException>(() => Sync(disk));
    }

    [Fact]
    public void Nothing_above_the_roots_own_name_is_synced()
    {
        Make(Folder);
        disk.StartTrace();

        Sync(disk);

        Assert.Equal(
            [Root + "/runs", Root, "/home"],
            disk.Trace.Split('\n').Select(static call => call.Split(' ')).Where(static call => call[1] == "fsync").Select(static call => call[2]));
    }

    [Fact]
    public void A_level_inside_the_root_that_may_not_be_opened_is_an_error()
    {
        Make(Folder);
        disk.Inject(Fault.Fails(FileSystemError.Denied, DiskCall.SyncDirectory, nth: 2));

        Assert.Throws<FileSystemException>(() => Sync(disk));
    }

    private static void Sync(SimulatedFileSystem disk) => new DurableNames(disk, Notes).Sync(Folder, Root);

    private void Make(string folder)
    {
        string? parent = Path.GetDirectoryName(folder);
        if (parent is not null && !disk.Exists(parent))
        {
            Make(parent);
        }

        disk.CreateDirectory(folder, FilePermissions.PrivateDirectory);
    }
}
