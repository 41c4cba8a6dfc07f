using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Disk;

public sealed class PathRulesTests
{
    private readonly SimulatedFileSystem disk = new();

    public PathRulesTests()
    {
        disk.PlantFile(Steps.Log, "a");
    }

    [Theory]
    [InlineData(OpenMode.Read)]
    [InlineData(OpenMode.ReadWrite)]
    [InlineData(OpenMode.OpenOrCreate)]
    [InlineData(OpenMode.Append)]
    public void Only_plain_files_are_opened(OpenMode mode)
    {
        disk.PlantSymbolicLink("/store/link", "log");
        disk.PlantFifo("/store/fifo");
        disk.PlantDevice("/store/device");

        Assert.Equal(FileKind.SymbolicLink, Assert.Throws<UnsafeFileException>(() => disk.Open("/store/link", mode)).Found);
        Assert.Equal(FileKind.Fifo, Assert.Throws<UnsafeFileException>(() => disk.Open("/store/fifo", mode)).Found);
        Assert.Equal(FileKind.Other, Assert.Throws<UnsafeFileException>(() => disk.Open("/store/device", mode)).Found);
        Assert.Equal(FileKind.Directory, Assert.Throws<UnsafeFileException>(() => disk.Open(Steps.Store, mode)).Found);
    }

    [Fact]
    public void Opening_creates_only_when_it_says_so()
    {
        Fails(FileSystemError.NotFound, () => disk.Open("/store/none", OpenMode.Read));
        Fails(FileSystemError.NotFound, () => disk.Open("/store/none", OpenMode.ReadWrite));
        Fails(FileSystemError.NotFound, () => disk.Open("/none/log", OpenMode.Append));
        Fails(FileSystemError.Exists, () => disk.Open(Steps.Log, OpenMode.CreateNew));
        Fails(FileSystemError.WrongKind, () => disk.Open("/store/log/below", OpenMode.Append));
        Fails(FileSystemError.NameTooLong, () => disk.Open($"/store/{new string('é', 128)}", OpenMode.Append));
    }

    [Fact]
    public void A_link_on_the_way_is_followed_and_one_at_the_end_is_not()
    {
        disk.PlantSymbolicLink("/alias", "store");
        disk.PlantSymbolicLink("/loop", "/loop");

        Assert.Equal("a", disk.Text("/alias/log"));
        Assert.Equal(FileKind.SymbolicLink, disk.Stat("/alias")?.Kind);
        Fails(FileSystemError.WrongKind, () => disk.SyncDirectory("/alias"));
        Fails(FileSystemError.SymbolicLink, () => disk.Stat("/loop/log"));
    }

    [Fact]
    public void What_is_not_there_has_no_description()
    {
        Assert.Null(disk.Stat("/store/none"));
        Assert.Null(disk.Stat("/none/none"));
        Fails(FileSystemError.WrongKind, () => disk.Stat("/store/log/below"));
    }

    [Fact]
    public void A_rename_replaces_its_target_in_one_step()
    {
        disk.PlantFile("/store/new", "b");
        disk.Rename("/store/new", Steps.Log);
        Assert.Equal(["log"], disk.List(Steps.Store));
        Assert.Equal("b", disk.Text(Steps.Log));
        Fails(FileSystemError.NotFound, () => disk.Rename("/store/new", Steps.Log));
    }

    [Fact]
    public void A_rename_onto_another_name_of_the_same_file_does_nothing()
    {
        disk.Link(Steps.Log, "/store/second");
        disk.Rename(Steps.Log, "/store/second");
        Assert.Equal(["log", "second"], disk.List(Steps.Store));
    }

    [Fact]
    public void A_directory_replaces_only_an_empty_directory_and_never_goes_into_itself()
    {
        disk.CreateDirectory("/store/one");
        disk.CreateDirectory("/store/two");
        disk.PlantFile("/store/two/file", "");
        Assert.Equal(39, Fails(FileSystemError.Other, () => disk.Rename("/store/one", "/store/two")).Number);
        Assert.Equal(22, Fails(FileSystemError.Other, () => disk.Rename("/store/two", "/store/two/in")).Number);
        Fails(FileSystemError.WrongKind, () => disk.Rename("/store/log", "/store/one"));
        Fails(FileSystemError.WrongKind, () => disk.Rename("/store/one", "/store/log"));

        disk.Rename("/store/two", "/store/one");
        Assert.Equal(["file"], disk.List("/store/one"));
    }

    [Fact]
    public void A_link_is_a_second_name_and_keeps_the_file_when_the_first_goes()
    {
        disk.Link(Steps.Log, "/store/second");
        Assert.Equal(2u, disk.Stat(Steps.Log)?.Links);
        disk.Delete(Steps.Log);
        Assert.Equal("a", disk.Text("/store/second"));
        Assert.Equal(1u, disk.Stat("/store/second")?.Links);
        Fails(FileSystemError.Exists, () => disk.Link("/store/second", "/store/second"));
        Fails(FileSystemError.Denied, () => disk.Link(Steps.Store, "/other"));
        Fails(FileSystemError.WrongKind, () => disk.Delete(Steps.Store));
    }

    [Fact]
    public void An_inode_number_comes_back_at_once_and_the_birth_tells_the_files_apart()
    {
        FileStat old = disk.Stat(Steps.Log)!.Value;
        disk.Delete(Steps.Log);
        disk.Put(Steps.Log, "a");
        FileStat recreated = disk.Stat(Steps.Log)!.Value;

        Assert.Equal(old.Inode, recreated.Inode);
        Assert.NotEqual(old.Birth, recreated.Birth);
        Assert.False(old.IsSameFile(recreated));
    }

    [Fact]
    public void A_number_in_use_by_an_open_file_is_not_given_away()
    {
        using IFile open = disk.Open(Steps.Log, OpenMode.Read);
        disk.Delete(Steps.Log);
        disk.Put("/store/new", "b");
        Assert.NotEqual(open.Stat().Inode, disk.Stat("/store/new")?.Inode);
        Assert.Equal(0u, open.Stat().Links);
        Assert.Equal("a", open.Text());
    }

    [Fact]
    public void Files_that_shared_a_number_differ_when_a_crash_brings_both_back()
    {
        disk.CreateDirectory("/store/new");
        disk.SyncDirectory(Steps.Store);
        disk.Delete(Steps.Log);
        disk.Put("/store/new/log", "b");
        disk.SyncDirectory("/store/new");
        SimulatedFileSystem next = disk.AfterPowerLoss();

        Assert.NotEqual(next.Stat(Steps.Log)?.Inode, next.Stat("/store/new/log")?.Inode);
    }

    [Fact]
    public void Permissions_are_exactly_those_asked_for()
    {
        disk.CreateDirectory("/store/d", FilePermissions.SharedDirectory);
        using IFile file = disk.Open("/store/d/f", OpenMode.CreateNew, FilePermissions.SharedFile);
        Assert.Equal(FilePermissions.SharedDirectory, disk.Stat("/store/d")?.Permissions);
        Assert.Equal(FilePermissions.SharedFile, file.Stat().Permissions);
        disk.SetPermissions("/store/d", FilePermissions.PrivateDirectory);
        Assert.Equal(FilePermissions.PrivateDirectory, disk.AfterKill().Stat("/store/d")?.Permissions);
    }

    [Fact]
    public void Permission_bits_and_owners_are_respected_except_by_root()
    {
        disk.PlantFile("/store/fixed", "f"u8, UnixFileMode.UserRead);
        disk.PlantFile("/store/foreign", "f");
        disk.PlantOwner("/store/foreign", user: 0, group: 0);
        disk.PlantDirectory("/sealed", UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.Equal("f", disk.Text("/store/fixed"));
        Fails(FileSystemError.Denied, () => disk.Open("/store/fixed", OpenMode.Append));
        Fails(FileSystemError.Denied, () => disk.Open("/store/foreign", OpenMode.Read));
        Fails(FileSystemError.Denied, () => disk.Open("/sealed/new", OpenMode.Append));
        Fails(FileSystemError.Denied, () => disk.SetPermissions("/store/foreign", FilePermissions.SharedFile));
        using IFile own = disk.Open(Steps.Log, OpenMode.Append);
        Fails(FileSystemError.Denied, () => own.SetOwner(0, 0));

        disk.IsPrivileged = true;
        own.SetOwner(0, 7);
        Assert.Equal((0u, 7u), (own.Stat().User, own.Stat().Group));
        Assert.Equal("f", disk.Text("/store/foreign"));
    }

    [Fact]
    public void Appending_ignores_the_offset_and_a_file_for_reading_takes_no_writes()
    {
        using IFile append = disk.Open(Steps.Log, OpenMode.Append);
        append.Put("b", offset: 0);
        Assert.Equal("ab", append.Text());

        using IFile read = disk.Open(Steps.Log, OpenMode.Read);
        Assert.Equal(9, Fails(FileSystemError.Other, () => read.Put("c")).Number);
        read.Dispose();
        Assert.Equal(9, Fails(FileSystemError.Other, () => read.Stat()).Number);
    }

    [Fact]
    public void Every_call_is_counted_and_traced_as_text()
    {
        disk.StartTrace();
        using (IFile file = disk.Open(Steps.Log, OpenMode.Append))
        {
            file.Put("b\n");
            file.Flush();
        }

        disk.Rename(Steps.Log, "/store/moved");
        Fails(FileSystemError.NotFound, () => disk.Delete(Steps.Log));

        Assert.Equal(
            """
            1 open /store/log append
            2 write /store/log 1+2
            3 fdatasync /store/log
            4 rename /store/moved /store/log
            5 unlink /store/log ! ENOENT
            """,
            disk.Trace);
        Assert.Equal((5, 1), (disk.Calls, disk.CallsOf(DiskCall.Flush)));
    }

    private static FileSystemException Fails(FileSystemError error, Action call)
    {
        FileSystemException failure = Assert.Throws<FileSystemException>(call);
        Assert.Equal(error, failure.Error);
        return failure;
    }

    private static FileSystemException Fails(FileSystemError error, Func<object?> call) => Fails(error, () => { _ = call(); });
}
