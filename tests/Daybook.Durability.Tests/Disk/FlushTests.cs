using Daybook.Durability.FileSystem;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Disk;

public sealed class FlushTests
{
    private readonly SimulatedFileSystem disk = new();

    public FlushTests()
    {
        disk.PlantDirectory(Steps.Store);
    }

    [Fact]
    public void What_was_written_is_readable_but_lost_without_a_flush()
    {
        disk.PlantFile(Steps.Log, "old\n");
        using IFile file = disk.Open(Steps.Log, OpenMode.Append);
        file.Put("new\n");

        Assert.Equal("old\nnew\n", disk.Text(Steps.Log));
        Assert.Equal("old\n", disk.AfterPowerLoss().Text(Steps.Log));
    }

    [Fact]
    public void A_flush_on_any_open_file_makes_the_content_of_all_durable()
    {
        disk.PlantFile(Steps.Log, "");
        using IFile writer = disk.Open(Steps.Log, OpenMode.Append);
        using IFile other = disk.Open(Steps.Log, OpenMode.Read);
        writer.Put("a\n");
        other.Flush();

        Assert.Equal("a\n", disk.AfterPowerLoss().Text(Steps.Log));
    }

    [Fact]
    public void A_flushed_file_loses_its_name_when_the_directory_was_not_synced()
    {
        disk.Put(Steps.Log, "a\n");
        Assert.Empty(disk.AfterPowerLoss().List(Steps.Store));

        disk.SyncDirectory(Steps.Store);
        Assert.Equal("a\n", disk.AfterPowerLoss().Text(Steps.Log));
    }

    [Fact]
    public void A_synced_name_without_a_flush_stands_for_an_empty_file()
    {
        disk.Put(Steps.Log, "a\n", flush: false);
        disk.SyncDirectory(Steps.Store);

        Assert.Equal("", disk.AfterPowerLoss().Text(Steps.Log));
    }

    [Fact]
    public void A_synced_file_system_keeps_names_and_contents()
    {
        disk.Put(Steps.Log, "a\n", flush: false);
        disk.SyncFileSystem(Steps.Store);

        Assert.Equal("a\n", disk.AfterPowerLoss().Text(Steps.Log));
    }

    [Fact]
    public void A_new_directory_is_lost_until_its_parent_is_synced()
    {
        disk.CreateDirectory("/store/archive");
        disk.Put("/store/archive/a", "a");
        disk.SyncDirectory("/store/archive");
        Assert.Null(disk.AfterPowerLoss().Stat("/store/archive"));

        disk.SyncDirectory(Steps.Store);
        Assert.Equal("a", disk.AfterPowerLoss().Text("/store/archive/a"));
    }

    [Fact]
    public void A_removal_is_undone_until_the_directory_is_synced()
    {
        disk.PlantFile(Steps.Log, "a\n");
        disk.Delete(Steps.Log);
        Assert.Null(disk.Stat(Steps.Log));
        Assert.Equal("a\n", disk.AfterPowerLoss().Text(Steps.Log));

        disk.SyncDirectory(Steps.Store);
        Assert.Null(disk.AfterPowerLoss().Stat(Steps.Log));
    }

    [Fact]
    public void A_truncation_is_undone_until_the_file_is_flushed()
    {
        disk.PlantFile(Steps.Log, "whole torn");
        using IFile file = disk.Open(Steps.Log, OpenMode.ReadWrite);
        file.Truncate(6);
        Assert.Equal("whole torn", disk.AfterPowerLoss().Text(Steps.Log));

        file.Flush();
        file.Truncate(8);
        Assert.Equal("whole \0\0", file.Text());
        Assert.Equal("whole ", disk.AfterPowerLoss().Text(Steps.Log));
    }

    [Fact]
    public void A_kill_keeps_what_was_written_readable_and_still_not_durable()
    {
        disk.PlantFile(Steps.Log, "");
        using IFile file = disk.Open(Steps.Log, OpenMode.Append);
        file.Put("a\n");
        SimulatedFileSystem killed = disk.AfterKill();

        Assert.Equal("a\n", killed.Text(Steps.Log));
        Assert.Equal("", killed.AfterPowerLoss().Text(Steps.Log));
    }

    [Fact]
    public void The_boot_changes_with_a_power_loss_and_stays_with_a_kill()
    {
        SimulatedFileSystem killed = disk.AfterKill();
        SimulatedFileSystem rebooted = killed.AfterPowerLoss();

        Assert.Equal(disk.BootId, killed.BootId);
        Assert.NotEqual(disk.BootId, rebooted.BootId);
        Assert.NotEqual(rebooted.BootId, rebooted.AfterPowerLoss().BootId);
    }

    [Fact]
    public void Machines_made_from_one_disk_do_not_see_each_other()
    {
        disk.PlantFile(Steps.Log, "a");
        SimulatedFileSystem one = disk.AfterPowerLoss();
        SimulatedFileSystem two = disk.AfterKill();
        one.Put(Steps.Log, "1");
        two.Put(Steps.Log, "2");
        using IFile file = disk.Open(Steps.Log, OpenMode.Append);
        file.Put("b");

        Assert.Equal("1", one.Text(Steps.Log));
        Assert.Equal("2", two.Text(Steps.Log));
        Assert.Equal("ab", disk.Text(Steps.Log));
        Assert.Equal("a", disk.AfterPowerLoss().Text(Steps.Log));
    }
}
