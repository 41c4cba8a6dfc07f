using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.FileSystem;

public sealed class RetryingFileSystemTests
{
    private const int AttemptsMaximum = 100;

    /// <summary>Every call that a signal can interrupt, each on a disk with a file /f and a directory /d.</summary>
    private static readonly (DiskCall Call, Action<IFileSystem, IFile> Make)[] Calls =
    [
        (DiskCall.Open, static (disk, _) => disk.Open("/f", OpenMode.Read).Dispose()),
        (DiskCall.Stat, static (disk, _) => disk.Stat("/f")),
        (DiskCall.List, static (disk, _) => disk.List("/d")),
        (DiskCall.CreateDirectory, static (disk, _) => disk.CreateDirectory("/d/new")),
        (DiskCall.Rename, static (disk, _) => disk.Rename("/f", "/g")),
        (DiskCall.Exchange, static (disk, _) => disk.Exchange("/f", "/f")),
        (DiskCall.Link, static (disk, _) => disk.Link("/f", "/g")),
        (DiskCall.Delete, static (disk, _) => disk.Delete("/f")),
        (DiskCall.DeleteDirectory, static (disk, _) => disk.DeleteDirectory("/d")),
        (DiskCall.SyncDirectory, static (disk, _) => disk.SyncDirectory("/d")),
        (DiskCall.SyncFileSystem, static (disk, _) => disk.SyncFileSystem("/d")),
        (DiskCall.SetPermissions, static (disk, _) => disk.SetPermissions("/f", FilePermissions.PrivateFile)),
        (DiskCall.FileSystemType, static (disk, _) => disk.FileSystemType("/f")),
        (DiskCall.SpaceAt, static (disk, _) => disk.SpaceAt("/f")),
        (DiskCall.Stat, static (_, file) => file.Stat()),
        (DiskCall.Read, static (_, file) => file.Read(new byte[1], 0)),
        (DiskCall.Write, static (_, file) => file.Write("x"u8, 0)),
        (DiskCall.Truncate, static (_, file) => file.Truncate(0)),
        (DiskCall.Flush, static (_, file) => file.Flush()),
        (DiskCall.SetPermissions, static (_, file) => file.SetPermissions(FilePermissions.PrivateFile)),
        (DiskCall.SetOwner, static (_, file) => file.SetOwner(1000, 1000)),
        (DiskCall.TryLock, static (_, file) => file.TryLock(LockMode.Exclusive)),
        (DiskCall.Unlock, static (_, file) => file.Unlock()),
    ];

    [Fact]
    public void Every_call_is_repeated_when_a_signal_interrupts_it()
    {
        foreach ((DiskCall call, Action<IFileSystem, IFile> make) in Calls)
        {
            SimulatedFileSystem disk = NewDisk();
            RetryingFileSystem retrying = new(disk);
            using IFile file = retrying.Open("/f", OpenMode.ReadWrite);
            int before = disk.CallsOf(call);
            disk.Inject(Fault.Fails(FileSystemError.Interrupted, call));

            make(retrying, file);

            Assert.Equal(before + 2, disk.CallsOf(call));
        }
    }

    [Fact]
    public void A_call_that_is_interrupted_for_ever_fails_instead_of_spinning()
    {
        foreach ((DiskCall call, Action<IFileSystem, IFile> make) in Calls)
        {
            SimulatedFileSystem disk = NewDisk();
            RetryingFileSystem retrying = new(disk);
            using IFile file = retrying.Open("/f", OpenMode.ReadWrite);
            int before = disk.CallsOf(call);
            disk.Inject(Fault.Fails(FileSystemError.Interrupted, call) with { ForGood = true });

            FileSystemException failure = Assert.Throws<FileSystemException>(() => make(retrying, file));

            Assert.Equal(FileSystemError.Interrupted, failure.Error);
            Assert.Equal(before + AttemptsMaximum, disk.CallsOf(call));
        }
    }

    [Fact]
    public void Any_other_error_passes_at_once()
    {
        foreach ((DiskCall call, Action<IFileSystem, IFile> make) in Calls)
        {
            SimulatedFileSystem disk = NewDisk();
            RetryingFileSystem retrying = new(disk);
            using IFile file = retrying.Open("/f", OpenMode.ReadWrite);
            int before = disk.CallsOf(call);
            disk.Inject(Fault.Fails(FileSystemError.InputOutput, call));

            Assert.Throws<FileSystemException>(() => make(retrying, file));

            Assert.Equal(before + 1, disk.CallsOf(call));
        }
    }

    private static SimulatedFileSystem NewDisk()
    {
        SimulatedFileSystem disk = new();
        disk.IsPrivileged = true;
        disk.PlantFile("/f", "content");
        disk.PlantDirectory("/d");
        return disk;
    }
}
