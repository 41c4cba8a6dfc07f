using Daybook.Durability.Errors;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Files;

public sealed class ViewFileTests
{
    private const string Path = "/store/view";

    private readonly SimulatedFileSystem disk = new();

    public ViewFileTests() => disk.PlantDirectory("/store");

    [Fact]
    public void A_new_file_is_private_and_whole()
    {
        Write("new");

        Assert.Equal("new", disk.ReadText(Path));
        Assert.Equal(FilePermissions.PrivateFile, disk.Stat(Path)?.Permissions);
        Assert.Equal(["view"], disk.List("/store"));
    }

    [Fact]
    public void An_existing_file_is_replaced_and_keeps_its_permissions_and_owner()
    {
        disk.IsPrivileged = true;
        disk.PlantFile(Path, "old"u8, FilePermissions.SharedFile);
        disk.PlantOwner(Path, 7, 8);
        using IFile reader = disk.Open(Path, OpenMode.Read);

        Write("new");

        FileStat stat = disk.Stat(Path) ?? default;
        Assert.Equal((FilePermissions.SharedFile, 7u, 8u), (stat.Permissions, stat.User, stat.Group));
        Assert.Equal("new", disk.ReadText(Path));
        Assert.False(reader.Stat().IsSameFile(stat));
    }

    [Theory]
    [InlineData(DiskCall.Write)]
    [InlineData(DiskCall.Rename)]
    public void What_fails_leaves_the_old_content_and_no_temp_file(DiskCall refused)
    {
        disk.PlantFile(Path, "old");
        disk.Inject(Fault.Fails(FileSystemError.NoSpace, refused));

        Assert.Throws<FileSystemException>(() => Write("new"));

        Assert.Equal("old", disk.ReadText(Path));
        Assert.Equal(["view"], disk.List("/store"));
    }

    [Fact]
    public void Something_other_than_a_file_in_its_place_is_refused_and_stays()
    {
        disk.PlantDirectory(Path);

        Assert.Equal(FileKind.Directory, Assert.Throws<UnsafeFileException>(() => Write("new")).Found);

        Assert.Equal(["view"], disk.List("/store"));
    }

    private void Write(string content) => new ViewFile(disk, static () => "1").Write(Path, System.Text.Encoding.UTF8.GetBytes(content));
}
