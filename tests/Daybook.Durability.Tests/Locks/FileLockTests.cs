using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Testing;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Locks;

public sealed class FileLockTests
{
    private const string Path = "/store.lock";
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(50);

    private readonly SimulatedFileSystem disk = new() { ProcessId = Environment.ProcessId };
    private readonly SimulatedClock clock = new();

    [Fact]
    public void Only_one_holds_it_and_the_other_is_told_who_does()
    {
        using FileLock first = Acquire("daybook init");

        LockTimeoutException refused = Assert.Throws<LockTimeoutException>(() => Acquire("other"));

        Assert.Equal(new LockHolder(Environment.ProcessId, "daybook init", null), refused.Holder);
        Assert.Equal((Path, Wait), (refused.Path, refused.Waited));
        Assert.Contains("daybook init", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_back_it_can_be_taken_again_and_its_file_stays()
    {
        Acquire("a longer label").Dispose();
        Acquire("short").Dispose();

        Assert.Equal($"{Environment.ProcessId} short\n", disk.ReadText(Path));
        Assert.Equal(FilePermissions.PrivateFile, disk.Stat(Path)?.Permissions);
    }

    [Fact]
    public void A_killed_process_holds_it_no_longer()
    {
        _ = Acquire("killed");

        disk.KillProcess(disk.ProcessId);

        Acquire("next").Dispose();
    }

    [Fact]
    public void A_holder_that_left_no_note_of_its_own_is_named_by_its_process_alone()
    {
        disk.PlantFile(Path, "4711 someone before\n");
        using IFile holder = disk.Open(Path, OpenMode.ReadWrite);
        Assert.True(holder.TryLock(LockMode.Exclusive));

        LockTimeoutException refused = Assert.Throws<LockTimeoutException>(() => Acquire("other"));

        Assert.Equal(new LockHolder(Environment.ProcessId, "", null), refused.Holder);
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("99999999999999999999 x")]
    public void A_note_that_is_garbage_only_costs_the_label(string note)
    {
        disk.PlantFile(Path, note);
        using IFile holder = disk.Open(Path, OpenMode.ReadWrite);
        Assert.True(holder.TryLock(LockMode.Exclusive));

        Assert.Equal(Environment.ProcessId, Assert.Throws<LockTimeoutException>(() => Acquire("other")).Holder?.ProcessId);
    }

    [Fact]
    public void Where_the_system_names_no_holder_its_note_does()
    {
        using FileLock first = Acquire("daybook init");

        LockTimeoutException refused = Assert.Throws<LockTimeoutException>(() => FileLock.Acquire(new NamelessLocks(disk), Path, Wait, clock, "other"));

        Assert.Equal(new LockHolder(Environment.ProcessId, "daybook init", null), refused.Holder);
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage that is no note\n")]
    [InlineData("\n4711 what stood there before\n")]
    public void Where_neither_the_system_nor_a_note_names_the_holder_nobody_is_named(string note)
    {
        disk.PlantFile(Path, note);
        using IFile holder = disk.Open(Path, OpenMode.ReadWrite);
        Assert.True(holder.TryLock(LockMode.Exclusive));

        Assert.Null(Assert.Throws<LockTimeoutException>(() => FileLock.Acquire(new NamelessLocks(disk), Path, Wait, clock, "other")).Holder);
    }

    [Fact]
    public void A_note_that_is_shorter_than_the_last_one_leaves_nothing_of_it()
    {
        disk.PlantFile(Path, "99999999 what somebody did before, at some length\n");

        using FileLock held = Acquire("init");

        Assert.Equal($"{Environment.ProcessId} init\n", disk.ReadText(Path));
    }

    [Fact]
    public void A_note_that_is_as_long_as_the_last_one_is_only_written_over_it()
    {
        Acquire("init").Dispose();

        Acquire("edit").Dispose();

        Assert.Equal($"{Environment.ProcessId} edit\n", disk.ReadText(Path));
        Assert.Equal(0, disk.CallsOf(DiskCall.Truncate));
    }

    [Fact]
    public void What_stands_behind_the_end_of_a_note_is_not_part_of_it()
    {
        using FileLock held = Acquire("init");
        using (IFile file = disk.Open(Path, OpenMode.Append))
        {
            file.WriteFully("mething that was longer\n"u8, 0);
        }

        Assert.Equal(new LockHolder(Environment.ProcessId, "init", null), Assert.Throws<LockTimeoutException>(() => Acquire("other")).Holder);
    }

    [Fact]
    public void That_the_note_cannot_be_left_is_no_reason_to_go_without_the_lock()
    {
        disk.Inject(Fault.Fails(FileSystemError.NoSpace, DiskCall.Write) with { ForGood = true });

        using FileLock held = Acquire("init");

        Assert.Throws<LockTimeoutException>(() => Acquire("other"));
    }

    [Fact]
    public void A_symbolic_link_in_its_place_is_refused()
    {
        disk.PlantFile("/elsewhere", "theirs");
        disk.PlantSymbolicLink(Path, "/elsewhere");

        Assert.Throws<UnsafeFileException>(() => Acquire("init"));
        Assert.Equal("theirs", disk.ReadText("/elsewhere"));
    }

    [Fact]
    public void A_disk_without_locks_is_an_error_and_not_a_lock()
    {
        disk.Inject(Fault.Fails(FileSystemError.NoLocks, DiskCall.TryLock));

        Assert.Equal(FileSystemError.NoLocks, Assert.Throws<FileSystemException>(() => Acquire("init")).Error);
    }

    [Fact]
    public void On_the_real_disk_two_open_files_of_one_process_exclude_each_other()
    {
        using var directory = new TempDirectory();
        IFileSystem real = LocalFileSystem.Create();
        string path = directory.At("store.lock");
        using (FileLock.Acquire(real, path, Wait, clock, "first"))
        {
            LockTimeoutException refused = Assert.Throws<LockTimeoutException>(() => FileLock.Acquire(real, path, Wait, clock, "second"));
            Assert.Equal(new LockHolder(Environment.ProcessId, "first", null), refused.Holder);
        }

        FileLock.Acquire(real, path, Wait, clock, "third").Dispose();
    }

    [Fact]
    public void Whoever_was_refused_keeps_no_file_open()
    {
        using (Acquire("init"))
        {
            Assert.Throws<LockTimeoutException>(() => Acquire("other"));
            Assert.Equal(1, disk.OpenFiles);
        }

        disk.Inject(Fault.Fails(FileSystemError.NoLocks, DiskCall.TryLock));
        Assert.Throws<FileSystemException>(() => Acquire("init"));
        Assert.Equal(0, disk.OpenFiles);
    }

    private FileLock Acquire(string label) => FileLock.Acquire(disk, Path, Wait, clock, label);

    /// <summary>A disk on which the system does not tell who holds a lock.</summary>
    private sealed class NamelessLocks(IFileSystem inner) : ForwardingFileSystem(inner)
    {
        public override int? LockHolder(FileStat file) => null;
    }
}
