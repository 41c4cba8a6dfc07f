using System.Runtime.Versioning;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Posix;
using Daybook.Durability.Tests.Disk;
using Daybook.Testing;
using Xunit;

namespace Daybook.Durability.Tests.Posix;

/// <summary>What is read out of the system's own structures, against what the class library says of the same file.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PosixStatTests : IDisposable
{
    private readonly TempDirectory directory = new();
    private readonly PosixFileSystem disk = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void Length_permissions_and_times_are_those_of_the_class_library()
    {
        string path = directory.At("file");
        File.WriteAllBytes(path, new byte[12_345]);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupExecute | UnixFileMode.SetUser);
        File.SetLastWriteTimeUtc(path, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc).AddTicks(1234567));

        FileStat stat = Assert.NotNull(disk.Stat(path));

        Assert.Equal((FileKind.Regular, 12_345L), (stat.Kind, stat.Length));
        Assert.Equal(File.GetUnixFileMode(path), stat.Permissions);
        Assert.Equal(File.GetLastWriteTimeUtc(path), stat.Modified.UtcDateTime);
        Assert.Equal(1u, stat.Links);
        if (stat.Birth != 0)
        {
            DateTimeOffset birth = DateTimeOffset.UnixEpoch.AddTicks(stat.Birth / 100);
            Assert.InRange(birth, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
        }
    }

    [Fact]
    public void The_open_file_and_its_path_are_described_alike()
    {
        using IFile file = disk.Open(directory.At("file"), OpenMode.CreateNew);
        file.Put("content");

        Assert.Equal(disk.Stat(directory.At("file")), file.Stat());
        Assert.True(file.Stat().IsSameFile(disk.Stat(directory.At("file")) ?? default));
    }

    [Fact]
    public void Two_files_differ_and_two_names_of_one_do_not()
    {
        disk.Put(directory.At("a"), "a");
        disk.Put(directory.At("b"), "b");
        disk.Link(directory.At("a"), directory.At("c"));
        FileStat a = disk.Stat(directory.At("a")) ?? default;

        Assert.True(a.IsSameFile(disk.Stat(directory.At("c")) ?? default));
        Assert.False(a.IsSameFile(disk.Stat(directory.At("b")) ?? default));
        Assert.Equal(a.Device, disk.Stat(directory.At("b"))?.Device);
        Assert.NotEqual(a.Inode, disk.Stat(directory.At("b"))?.Inode);
    }

    [Fact]
    public void An_unlinked_file_that_is_open_has_no_names_left()
    {
        using IFile file = disk.Open(directory.At("file"), OpenMode.CreateNew);
        disk.Delete(directory.At("file"));

        Assert.Equal(0u, file.Stat().Links);
        Assert.Null(disk.Stat(directory.At("file")));
    }

    [Fact]
    public void What_is_created_belongs_to_this_user()
    {
        disk.Put(directory.At("file"), "");
        FileStat own = disk.Stat("/proc/self") ?? default;

        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc/self tells the user on Linux");
        Assert.Equal((own.User, own.Group), (disk.Stat(directory.At("file"))?.User, disk.Stat(directory.At("file"))?.Group));
    }
}
