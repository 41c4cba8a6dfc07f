using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Disk;

public sealed class FaultTests
{
    private readonly SimulatedFileSystem disk = new();

    public FaultTests()
    {
        disk.PlantFile(Steps.Log, "");
    }

    public static TheoryData<FileSystemError> Errors => [.. Enum.GetValues<FileSystemError>()];

    [Theory]
    [MemberData(nameof(Errors))]
    public void Any_call_fails_with_any_error_and_has_no_effect(FileSystemError error)
    {
        foreach (DiskCall call in Enum.GetValues<DiskCall>())
        {
            SimulatedFileSystem fresh = new();
            fresh.PlantFile(Steps.Log, "ab");
            fresh.PlantDirectory("/store/emptied");
            using IFile file = fresh.Open(Steps.Log, OpenMode.ReadWrite);
            fresh.Inject(Fault.Fails(error, call));
            int changes = fresh.Changes;

            FileSystemException failure = Assert.Throws<FileSystemException>(() => Make(call, fresh, file));
            Assert.Equal(error, failure.Error);
            Assert.NotEqual(0, failure.Number);
            Assert.Equal(changes, fresh.Changes);
            Make(call, fresh, file);
        }
    }

    [Fact]
    public void The_nth_call_of_all_fails_once()
    {
        disk.Inject(Fault.Fails(FileSystemError.InputOutput, nth: 3));
        disk.Stat(Steps.Log);
        disk.Stat(Steps.Log);
        Assert.Throws<FileSystemException>(() => disk.Stat(Steps.Log));
        Assert.NotNull(disk.Stat(Steps.Log));
    }

    [Fact]
    public void A_fault_for_good_stays_until_it_is_cleared()
    {
        disk.Inject(Fault.Fails(FileSystemError.NoLocks, DiskCall.TryLock, nth: 2) with { ForGood = true });
        using IFile file = disk.Open(Steps.Log, OpenMode.Append);
        Assert.True(file.TryLock(LockMode.Exclusive));
        Assert.Throws<FileSystemException>(() => file.TryLock(LockMode.Exclusive));
        Assert.Throws<FileSystemException>(() => file.TryLock(LockMode.Exclusive));

        disk.ClearFaults();
        Assert.True(file.TryLock(LockMode.Exclusive));
    }

    [Fact]
    public void A_fault_on_a_path_leaves_other_files_alone()
    {
        disk.Inject(Fault.Fails(FileSystemError.InputOutput, DiskCall.Flush) with { Path = "/store/watermark", Number = 116 });
        disk.Put(Steps.Log, "a");
        FileSystemException failure = Assert.Throws<FileSystemException>(() => disk.Put("/store/watermark", "b"));
        Assert.Equal(116, failure.Number);
        Assert.Contains("ESTALE", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_short_write_takes_the_first_bytes_and_the_next_call_goes_on_or_fails()
    {
        using IFile file = disk.Open(Steps.Log, OpenMode.Append);
        disk.Inject(Fault.ShortWrite(3));
        disk.Inject(Fault.Fails(FileSystemError.NoSpace, DiskCall.Write, nth: 3));

        Assert.Equal(3, file.Put("abcdef"));
        Assert.Equal(3, file.Put("def"));
        Assert.Throws<FileSystemException>(() => file.Put("ghi"));
        Assert.Equal("abcdef", file.Text());
    }

    [Fact]
    public void A_short_read_gives_the_first_bytes()
    {
        disk.PlantFile(Steps.Log, "abcdef");
        using IFile file = disk.Open(Steps.Log, OpenMode.Read);
        disk.Inject(Fault.ShortRead(2));

        Assert.Equal("ab", file.Text());
        Assert.Equal("abcdef", file.Text());
    }

    [Fact]
    public void After_a_flush_that_dropped_its_pages_a_later_flush_succeeds_and_vouches_for_nothing()
    {
        using IFile file = disk.Open(Steps.Log, OpenMode.Append);
        disk.Inject(Fault.FlushDropsPages());
        file.Put("lost\n");
        Assert.Throws<FileSystemException>(file.Flush);

        file.Put("kept\n");
        file.Flush();
        Assert.Equal("lost\nkept\n", file.Text());
        Assert.Equal("\0\0\0\0\0kept\n", disk.AfterPowerLoss().Text(Steps.Log));
        Assert.Equal("lost\nkept\n", disk.AfterKill().Text(Steps.Log));
    }

    [Fact]
    public void Dropped_pages_written_again_in_place_are_flushed_like_any_other()
    {
        using IFile file = disk.Open(Steps.Log, OpenMode.ReadWrite);
        disk.Inject(Fault.FlushDropsPages());
        file.Put("lost\n");
        Assert.Throws<FileSystemException>(file.Flush);

        file.Put("lost\n", 0);
        file.Flush();
        Assert.Equal("lost\n", disk.AfterPowerLoss().Text(Steps.Log));
    }

    [Fact]
    public void A_flush_that_reverts_takes_the_readable_bytes_back_too()
    {
        disk.PlantFile(Steps.Log, "old\n");
        using IFile file = disk.Open(Steps.Log, OpenMode.Append);
        disk.Inject(Fault.FlushReverts());
        file.Put("new\n");

        Assert.Throws<FileSystemException>(file.Flush);
        Assert.Equal("old\n", file.Text());
    }

    [Fact]
    public void A_plain_flush_failure_leaves_the_bytes_to_the_next_flush()
    {
        using IFile file = disk.Open(Steps.Log, OpenMode.Append);
        disk.Inject(Fault.Fails(FileSystemError.InputOutput, DiskCall.Flush));
        file.Put("a\n");
        Assert.Throws<FileSystemException>(file.Flush);
        Assert.Equal("", disk.AfterPowerLoss().Text(Steps.Log));

        file.Flush();
        Assert.Equal("a\n", disk.AfterPowerLoss().Text(Steps.Log));
    }

    [Fact]
    public void A_full_disk_takes_what_fits_then_nothing_until_space_is_freed()
    {
        disk.PlantFile("/store/other", "12345");
        disk.FreeBytes = 4;
        using IFile file = disk.Open(Steps.Log, OpenMode.Append);
        Assert.Equal(4, file.Put("abcdef"));
        Assert.Equal(FileSystemError.NoSpace, Assert.Throws<FileSystemException>(() => file.Put("ef")).Error);
        Assert.Equal(FileSystemError.NoSpace, Assert.Throws<FileSystemException>(() => file.Truncate(5)).Error);

        file.Truncate(2);
        Assert.Equal(2, disk.FreeBytes);
        disk.Delete("/store/other");
        Assert.Equal(7, disk.FreeBytes);
        Assert.Equal(2, file.Put("cd"));
        Assert.Equal("abcd", file.Text());
    }

    [Fact]
    public void Overwriting_needs_no_space()
    {
        disk.PlantFile(Steps.Log, "abc");
        disk.FreeBytes = 1;
        using IFile file = disk.Open(Steps.Log, OpenMode.ReadWrite);

        Assert.Equal(4, file.Put("vwxyz", 0));
        Assert.Equal("vwxy", file.Text());
    }

    [Fact]
    public void A_removed_file_gives_its_space_back_when_it_is_closed()
    {
        disk.PlantFile("/store/other", "12345");
        disk.FreeBytes = 0;
        IFile open = disk.Open("/store/other", OpenMode.Read);
        disk.Delete("/store/other");
        Assert.Equal(0, disk.FreeBytes);

        open.Dispose();
        Assert.Equal(5, disk.FreeBytes);
    }

    [Fact]
    public void A_read_only_disk_answers_reads_and_refuses_every_change()
    {
        disk.PlantFile(Steps.Log, "a");
        using IFile open = disk.Open(Steps.Log, OpenMode.ReadWrite);
        disk.IsReadOnly = true;

        Assert.Equal("a", disk.Text(Steps.Log));
        Action[] changes =
        [
            () => disk.Open(Steps.Log, OpenMode.Append),
            () => disk.Open("/store/new", OpenMode.CreateNew),
            () => disk.CreateDirectory("/store/d"),
            () => disk.Rename(Steps.Log, "/store/b"),
            () => disk.Link(Steps.Log, "/store/b"),
            () => disk.Delete(Steps.Log),
            () => disk.SetPermissions(Steps.Log, FilePermissions.SharedFile),
            () => open.Put("b"),
            () => open.Truncate(0),
            () => open.SetPermissions(FilePermissions.SharedFile),
            () => open.SetOwner(1000, 1000),
        ];
        Assert.All(changes, change => Assert.Equal(FileSystemError.ReadOnly, Assert.Throws<FileSystemException>(change).Error));
    }

    private static void Make(DiskCall call, SimulatedFileSystem on, IFile file)
    {
        switch (call)
        {
            case DiskCall.Open: on.Open("/store/new", OpenMode.OpenOrCreate).Dispose(); break;
            case DiskCall.Stat: on.Stat(Steps.Log); break;
            case DiskCall.List: on.List(Steps.Store); break;
            case DiskCall.CreateDirectory: on.CreateDirectory("/store/directory"); break;
            case DiskCall.Rename: on.Rename(Steps.Log, "/store/renamed"); break;
            case DiskCall.Exchange: on.Exchange(Steps.Log, Steps.Log); break;
            case DiskCall.Link: on.Link(Steps.Log, "/store/linked"); break;
            case DiskCall.Delete: on.Delete(Steps.Log); break;
            case DiskCall.DeleteDirectory: on.DeleteDirectory("/store/emptied"); break;
            case DiskCall.SyncDirectory: on.SyncDirectory(Steps.Store); break;
            case DiskCall.SyncFileSystem: on.SyncFileSystem(Steps.Store); break;
            case DiskCall.SetPermissions: file.SetPermissions(FilePermissions.SharedFile); break;
            case DiskCall.SetOwner: file.SetOwner(1000, 1000); break;
            case DiskCall.Read: file.Read(new byte[1], 0); break;
            case DiskCall.Write: file.Put("c"); break;
            case DiskCall.Truncate: file.Truncate(1); break;
            case DiskCall.Flush: file.Flush(); break;
            case DiskCall.TryLock: file.TryLock(LockMode.Shared); break;
            case DiskCall.Unlock: file.Unlock(); break;
            case DiskCall.FileSystemType: on.FileSystemType(Steps.Store); break;
            case DiskCall.SpaceAt: on.SpaceAt(Steps.Store); break;
            case DiskCall.LockHolder: on.LockHolder(file.Stat()); break;
            default: throw new ArgumentOutOfRangeException(nameof(call));
        }
    }
}
