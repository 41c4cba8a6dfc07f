using System.Globalization;
using Daybook.Durability.Errors;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Tests.Disk;
using Daybook.Testing;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Files;

public sealed class AtomicFileTests(ITestOutputHelper output)
{
    private const string Path = "/store/document";
    private const string Temp = "/store/.document.1" + AtomicFile.TempSuffix;

    [Fact]
    public void A_new_file_has_the_given_permissions_and_content()
    {
        SimulatedFileSystem disk = NewDisk();

        New(disk).Write(Path, "new"u8, FilePermissions.SharedFile);

        Assert.Equal("new", disk.ReadText(Path));
        Assert.Equal(FilePermissions.SharedFile, disk.Stat(Path)?.Permissions);
        Assert.Equal(["document"], disk.List("/store"));
        Assert.Equal("new", disk.AfterPowerLoss().ReadText(Path));
    }

    [Fact]
    public void An_existing_file_keeps_its_permissions_and_owner()
    {
        SimulatedFileSystem disk = NewDisk();
        disk.IsPrivileged = true;
        disk.PlantFile(Path, "old"u8, FilePermissions.SharedFile);
        disk.PlantOwner(Path, 7, 8);

        New(disk).Write(Path, "new"u8);

        FileStat stat = disk.Stat(Path) ?? default;
        Assert.Equal((FilePermissions.SharedFile, 7u, 8u), (stat.Permissions, stat.User, stat.Group));
        Assert.Equal("new", disk.ReadText(Path));
    }

    [Fact]
    public void Content_that_is_made_while_it_is_written_replaces_the_old_only_when_it_is_whole()
    {
        SimulatedFileSystem disk = NewDisk();
        disk.PlantFile(Path, "old");

        Assert.Throws<InvalidOperationException>(() => New(disk).Write(
            Path,
            static file =>
            {
                new SequentialStream(file).Write("ne"u8);
                throw new InvalidOperationException("no more");
            },
            FilePermissions.PrivateFile));
        Assert.Equal(("old", "document"), (disk.ReadText(Path), Assert.Single(disk.List("/store"))));
        New(disk).Write(
            Path,
            static file =>
            {
                using var stream = new SequentialStream(file);
                stream.Write("ne"u8);
                stream.Write("w"u8);
            },
            FilePermissions.PrivateFile);

        Assert.Equal("new", disk.AfterPowerLoss().ReadText(Path));
    }

    [Fact]
    public void A_symbolic_link_is_refused_and_its_target_untouched()
    {
        SimulatedFileSystem disk = NewDisk();
        disk.PlantFile("/elsewhere", "theirs");
        disk.PlantSymbolicLink(Path, "/elsewhere");

        UnsafeFileException refused = Assert.Throws<UnsafeFileException>(() => New(disk).Write(Path, "new"u8));

        Assert.Equal((FileKind.SymbolicLink, Path), (refused.Found, refused.Path));
        Assert.Equal("theirs", disk.ReadText("/elsewhere"));
        Assert.Equal(["document"], disk.List("/store"));
    }

    [Fact]
    public void A_directory_a_pipe_and_a_device_are_refused()
    {
        SimulatedFileSystem disk = NewDisk();
        disk.PlantDirectory("/store/a");
        disk.PlantFifo("/store/b");
        disk.PlantDevice("/store/c");

        foreach (string name in new[] { "/store/a", "/store/b", "/store/c" })
        {
            Assert.Throws<UnsafeFileException>(() => New(disk).Write(name, "new"u8));
        }
    }

    [Fact]
    public void What_someone_planted_under_the_temp_name_is_neither_written_through_nor_removed()
    {
        SimulatedFileSystem disk = NewDisk();
        disk.PlantFile("/elsewhere", "theirs");
        disk.PlantSymbolicLink(Temp, "/elsewhere");

        FileSystemException failure = Assert.Throws<FileSystemException>(() => New(disk).Write(Path, "new"u8));

        Assert.Equal(FileSystemError.Exists, failure.Error);
        Assert.Equal("theirs", disk.ReadText("/elsewhere"));
        Assert.True(disk.Exists(Temp));
        Assert.False(disk.Exists(Path));
    }

    [Fact]
    public void After_a_crash_at_any_call_the_content_is_the_old_or_the_new_one()
    {
        CrashReport report = CrashExplorer.Explore(
            disk => disk.PlantFile(Path, "0"),
            WriteTwice,
            (disk, ledger) =>
            {
                int found = int.Parse(disk.ReadText(Path), CultureInfo.InvariantCulture);
                Assert.InRange(found, ledger.Acknowledged.Count, ledger.Attempted.Count);
            });
        output.WriteLine(report.ToString());
        Assert.True(report.States > 20);
    }

    [Fact]
    public void A_first_write_leaves_nothing_or_all_after_any_crash()
    {
        CrashExplorer.Explore(
            disk => disk.PlantDirectory("/store"),
            WriteTwice,
            (disk, ledger) => Assert.InRange(disk.Exists(Path) ? int.Parse(disk.ReadText(Path), CultureInfo.InvariantCulture) : 0, ledger.Acknowledged.Count, 2));
    }

    [Theory]
    [InlineData(FileSystemError.InputOutput)]
    [InlineData(FileSystemError.NoSpace)]
    [InlineData(FileSystemError.Denied)]
    [InlineData(FileSystemError.ReadOnly)]
    [InlineData(FileSystemError.TooManyOpenFiles)]
    public void Whichever_call_fails_the_old_content_stands_and_no_temp_file_is_left(FileSystemError error)
    {
        SimulatedFileSystem sound = NewDisk("old");
        New(sound).Write(Path, "new"u8);
        for (int nth = 1; nth <= sound.Calls; nth++)
        {
            SimulatedFileSystem disk = NewDisk("old");
            disk.Inject(Fault.Fails(error, nth: nth));

            DurabilityException failure = Assert.ThrowsAny<DurabilityException>(() => New(disk).Write(Path, "new"u8));

            Assert.Equal(["document"], disk.List("/store"));
            bool isRenamed = failure is FlushFailedException && disk.CallsOf(DiskCall.SyncDirectory) > 0;
            Assert.Equal(isRenamed ? "new" : "old", disk.ReadText(Path));
        }
    }

    [Fact]
    public void A_failed_flush_is_told_and_the_temp_file_never_takes_the_place()
    {
        SimulatedFileSystem disk = NewDisk("old");
        disk.Inject(Fault.FlushDropsPages());

        Assert.ThrowsAny<DurabilityException>(() => New(disk).Write(Path, "new"u8));

        Assert.Equal("old", disk.ReadText(Path));
        Assert.Equal("old", disk.AfterPowerLoss().ReadText(Path));
    }

    [Fact]
    public void Short_writes_and_interrupted_calls_are_carried_through()
    {
        SimulatedFileSystem disk = NewDisk("old");
        disk.Inject(Fault.ShortWrite(2) with { ForGood = true });
        disk.Inject(Fault.Fails(FileSystemError.Interrupted, DiskCall.Flush));
        disk.Inject(Fault.Fails(FileSystemError.Interrupted, DiskCall.Rename));

        New(disk).Write(Path, "much longer than before"u8);

        Assert.Equal("much longer than before", disk.AfterPowerLoss().ReadText(Path));
    }

    [Fact]
    public void On_the_real_disk_a_file_is_replaced_whole()
    {
        using var directory = new TempDirectory();
        IFileSystem disk = LocalFileSystem.Create();
        var atomic = new AtomicFile(disk, () => Guid.NewGuid().ToString("n"));

        atomic.Write(directory.At("document"), "old"u8);
        ulong inode = disk.Stat(directory.At("document"))?.Inode ?? 0;
        atomic.Write(directory.At("document"), "new"u8);

        Assert.Equal("new", disk.Text(directory.At("document")));
        Assert.NotEqual(inode, disk.Stat(directory.At("document"))?.Inode);
        Assert.Equal(["document"], disk.List(directory.Path));
    }

    private static void WriteTwice(SimulatedFileSystem disk, Ledger ledger)
    {
        AtomicFile atomic = New(disk);
        foreach (string content in new[] { "1", "2" })
        {
            ledger.Attempt(content);
            atomic.Write(Path, content.Select(letter => (byte)letter).ToArray());
            ledger.Acknowledge(content);
        }
    }

    private static AtomicFile New(SimulatedFileSystem disk)
    {
        int names = 0;
        return new AtomicFile(disk, () => (++names).ToString(CultureInfo.InvariantCulture));
    }

    private static SimulatedFileSystem NewDisk(string? content = null)
    {
        SimulatedFileSystem disk = new();
        disk.PlantDirectory("/store");
        if (content is not null)
        {
            disk.PlantFile(Path, content);
        }

        return disk;
    }
}
