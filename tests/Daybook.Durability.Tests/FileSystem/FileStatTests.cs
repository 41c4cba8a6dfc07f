using Daybook.Durability.FileSystem;
using Xunit;

namespace Daybook.Durability.Tests.FileSystem;

/// <summary>What makes two descriptions those of one file.</summary>
public sealed class FileStatTests
{
    private static readonly FileStat File = new(FileKind.Regular, 10, 1, 2, 3, FilePermissions.PrivateFile, 7, 8, 1, DateTimeOffset.UnixEpoch);

    [Fact]
    public void A_file_is_the_same_whatever_is_done_to_it() => Assert.True(File.IsSameFile(
        File with { Length = 11, Permissions = FilePermissions.SharedFile, User = 9, Group = 9, Links = 2, Modified = DateTimeOffset.MaxValue }));

    [Fact]
    public void Another_device_number_or_birth_is_another_file()
    {
        Assert.False(File.IsSameFile(File with { Device = 9 }));
        Assert.False(File.IsSameFile(File with { Inode = 9 }));
        Assert.False(File.IsSameFile(File with { Birth = 9 }));
    }
}
