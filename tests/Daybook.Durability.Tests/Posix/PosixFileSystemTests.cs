using System.Runtime.Versioning;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Posix;
using Daybook.Durability.Tests.Disk;
using Daybook.Testing;
using Xunit;

namespace Daybook.Durability.Tests.Posix;

/// <summary>What the system calls themselves do, on this machine's disk.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PosixFileSystemTests : IDisposable
{
    private readonly TempDirectory directory = new();
    private readonly PosixFileSystem disk = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(0x000)]
    [InlineData(0x1FF)]
    public void What_is_created_has_its_permissions_whatever_the_umask(int umask)
    {
        uint before = PosixCalls.Umask((uint)umask);
        try
        {
            disk.Open(directory.At("private"), OpenMode.CreateNew).Dispose();
            disk.Open(directory.At("shared"), OpenMode.Append, FilePermissions.SharedFile).Dispose();
            disk.CreateDirectory(directory.At("d"));
        }
        finally
        {
            _ = PosixCalls.Umask(before);
        }

        Assert.Equal(FilePermissions.PrivateFile, disk.Stat(directory.At("private"))?.Permissions);
        Assert.Equal(FilePermissions.SharedFile, disk.Stat(directory.At("shared"))?.Permissions);
        Assert.Equal(FilePermissions.PrivateDirectory, disk.Stat(directory.At("d"))?.Permissions);
    }

    [Fact]
    public void A_symbolic_link_is_not_followed()
    {
        File.WriteAllText(directory.At("target"), "theirs");
        File.CreateSymbolicLink(directory.At("link"), directory.At("target"));
        File.CreateSymbolicLink(directory.At("dangling"), directory.At("nowhere"));

        foreach (string name in new[] { "link", "dangling" })
        {
            foreach (OpenMode mode in new[] { OpenMode.Read, OpenMode.ReadWrite, OpenMode.OpenOrCreate, OpenMode.Append })
            {
                UnsafeFileException refused = Assert.Throws<UnsafeFileException>(() => disk.Open(directory.At(name), mode));
                Assert.Equal(FileKind.SymbolicLink, refused.Found);
            }
        }

        Assert.Equal(FileSystemError.Exists, ErrorOf(() => disk.Open(directory.At("dangling"), OpenMode.CreateNew)));
        Assert.Equal(FileKind.SymbolicLink, disk.Stat(directory.At("dangling"))?.Kind);
        Assert.False(File.Exists(directory.At("nowhere")));
        Assert.Equal("theirs", File.ReadAllText(directory.At("target")));
    }

    [Fact]
    public void A_pipe_is_refused_and_does_not_block()
    {
        Assert.Equal(0, PosixCalls.MakeFifo(directory.At("pipe"), 0x180));

        Assert.Equal(FileKind.Fifo, Assert.Throws<UnsafeFileException>(() => disk.Open(directory.At("pipe"), OpenMode.Read)).Found);
        Assert.Equal(FileKind.Fifo, Assert.Throws<UnsafeFileException>(() => disk.Open(directory.At("pipe"), OpenMode.Append)).Found);
        Assert.Equal(FileKind.Fifo, disk.Stat(directory.At("pipe"))?.Kind);
    }

    [Fact]
    public void A_directory_and_a_device_are_refused()
    {
        Assert.Equal(FileKind.Directory, Assert.Throws<UnsafeFileException>(() => disk.Open(directory.Path, OpenMode.Read)).Found);
        Assert.Equal(FileKind.Directory, Assert.Throws<UnsafeFileException>(() => disk.Open(directory.Path, OpenMode.Append)).Found);
        Assert.Equal(FileKind.Other, Assert.Throws<UnsafeFileException>(() => disk.Open("/dev/null", OpenMode.Append)).Found);
        Assert.Equal(FileKind.Other, disk.Stat("/dev/null")?.Kind);
    }

    [Fact]
    public void Append_writes_at_the_end_wherever_another_has_moved_it()
    {
        using IFile one = disk.Open(directory.At("log"), OpenMode.Append);
        using IFile other = disk.Open(directory.At("log"), OpenMode.Append);

        one.Put("one\n");
        other.Put("two\n");
        one.Put("three\n", offset: 1);

        Assert.Equal("one\ntwo\nthree\n", disk.Text(directory.At("log")));
    }

    [Fact]
    public void Reads_and_writes_go_to_their_offset()
    {
        using IFile file = disk.Open(directory.At("file"), OpenMode.CreateNew);
        file.Put("hello");
        file.Put("J", 0);
        file.Put("!", 7);
        file.Flush();

        Assert.Equal("Jello\0\0!", file.Text());
        Assert.Equal(0, file.Read(new byte[4], 8));
        file.Truncate(2);
        Assert.Equal("Je", file.Text());
    }

    [Fact]
    public void Rename_replaces_and_link_does_not()
    {
        disk.Put(directory.At("a"), "a");
        disk.Put(directory.At("b"), "b");

        Assert.Equal(FileSystemError.Exists, ErrorOf(() => disk.Link(directory.At("a"), directory.At("b"))));
        disk.Link(directory.At("a"), directory.At("c"));
        Assert.Equal(2u, disk.Stat(directory.At("c"))?.Links);
        disk.Rename(directory.At("a"), directory.At("b"));

        Assert.Equal("a", disk.Text(directory.At("b")));
        Assert.Equal(["b", "c"], disk.List(directory.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Two_folders_trade_their_names()
    {
        disk.CreateDirectory(directory.At("a"));
        disk.CreateDirectory(directory.At("b"));
        disk.Put(directory.At("a", "of a"), "a");
        disk.Put(directory.At("b", "of b"), "b");
        disk.Exchange(directory.At("a"), directory.At("b"));
        Assert.Equal(["of b"], disk.List(directory.At("a")));
        Assert.Equal(["of a"], disk.List(directory.At("b")));
        Assert.Equal(FileSystemError.NotFound, ErrorOf(() => disk.Exchange(directory.At("a"), directory.At("absent"))));
    }

    [Fact]
    public void Errors_are_typed_and_name_call_path_and_number()
    {
        string absent = directory.At("absent");
        FileSystemException failure = Assert.Throws<FileSystemException>(() => disk.Open(absent, OpenMode.Read));
        Assert.Equal(("open", absent, 2), (failure.Call, failure.Path, failure.Number));

        disk.Put(directory.At("file"), "");
        Assert.Equal(FileSystemError.NotFound, ErrorOf(() => disk.Rename(absent, directory.At("x"))));
        Assert.Equal(FileSystemError.NotFound, ErrorOf(() => disk.Delete(absent)));
        Assert.Equal(FileSystemError.NotFound, ErrorOf(() => disk.List(absent)));
        Assert.Equal(FileSystemError.NotFound, ErrorOf(() => disk.SyncDirectory(absent)));
        Assert.Equal(FileSystemError.NotFound, ErrorOf(() => disk.SyncFileSystem(absent)));
        Assert.Equal(FileSystemError.Exists, ErrorOf(() => disk.CreateDirectory(directory.Path)));
        Assert.Equal(FileSystemError.Exists, ErrorOf(() => disk.Open(directory.At("file"), OpenMode.CreateNew)));
        Assert.Equal(FileSystemError.WrongKind, ErrorOf(() => disk.Open(directory.At("file", "below"), OpenMode.Append)));
        Assert.Equal(FileSystemError.WrongKind, ErrorOf(() => disk.SyncDirectory(directory.At("file"))));
        Assert.Equal(FileSystemError.WrongKind, ErrorOf(() => disk.SyncFileSystem(directory.At("file"))));
        disk.SyncFileSystem(directory.Path);
        Assert.Equal(FileSystemError.NameTooLong, ErrorOf(() => disk.Open(directory.At(new string('n', 300)), OpenMode.Append)));
        Assert.Null(disk.Stat(absent));
    }

    [Fact]
    public void Permissions_that_are_missing_are_a_denial()
    {
        if (Environment.IsPrivilegedProcess)
        {
            Assert.Skip("forbidden here: root is denied nothing");
        }

        disk.Put(directory.At("file"), "secret");
        disk.SetPermissions(directory.At("file"), UnixFileMode.None);

        Assert.Equal(FileSystemError.Denied, ErrorOf(() => disk.Open(directory.At("file"), OpenMode.Read)));
    }

    [Fact]
    public void The_boot_id_is_the_same_for_every_process_of_this_boot()
    {
        Assert.Equal(disk.BootId, new PosixFileSystem().BootId);
        Assert.NotEqual("", disk.BootId);
        if (OperatingSystem.IsLinux())
        {
            Assert.Equal(File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim(), disk.BootId);
        }
    }

    [Fact]
    public void The_holder_of_a_lock_is_found_and_only_while_it_is_held()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/proc/locks"))
        {
            Assert.Skip("only Linux lists the holders of locks");
        }

        using IFile file = disk.Open(directory.At("lock"), OpenMode.CreateNew);
        using IFile other = disk.Open(directory.At("lock"), OpenMode.Read);
        Assert.Null(disk.LockHolder(file.Stat()));
        Assert.True(file.TryLock(LockMode.Exclusive));
        Assert.False(other.TryLock(LockMode.Shared));

        Assert.Equal(Environment.ProcessId, disk.LockHolder(other.Stat()));
        file.Unlock();
        Assert.Null(disk.LockHolder(file.Stat()));
        Assert.True(other.TryLock(LockMode.Shared));
    }

    [Fact]
    public void A_file_system_has_a_type_name() => Assert.Matches("^[a-z0-9]+$", disk.FileSystemType(directory.Path));

    [Fact]
    public void A_file_system_tells_what_it_has_left()
    {
        DiskSpace space = disk.SpaceAt(directory.Path);
        Assert.InRange(space.FreeBytes, 1, long.MaxValue);
        Assert.InRange(space.FreeFiles ?? 1, 1, long.MaxValue);
        Assert.Equal(FileSystemError.NotFound, ErrorOf(() => disk.SpaceAt(System.IO.Path.Join(directory.Path, "absent"))));
    }

    private static FileSystemError ErrorOf(Action call) => Assert.Throws<FileSystemException>(call).Error;
}
