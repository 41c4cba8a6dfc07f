using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Locks;

public sealed class LockedFileTests
{
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(50);

    private readonly SimulatedFileSystem disk = new();

    public LockedFileTests() => disk.PlantFile("/log", "line\n");

    [Fact]
    public void A_second_holder_waits_and_gives_up_by_name()
    {
        using (IFile first = Open())
        {
            Assert.Equal("/log", Assert.Throws<LockTimeoutException>(Open).Path);
        }

        Open().Dispose();
    }

    [Fact]
    public void A_file_that_was_replaced_while_we_waited_is_let_go_for_the_new_one()
    {
        using IFile first = Open();
        var clock = new ReplacingClock(() =>
        {
            disk.PlantFile("/new", "other\n");
            disk.Rename("/new", "/log");
            first.Dispose();
        });
        using IFile second = LockedFile.Open(disk, "/log", TimeSpan.FromSeconds(1), clock);
        Assert.Equal(6, second.Stat().Length);
        Assert.Throws<LockTimeoutException>(Open);
    }

    [Fact]
    public void Where_the_file_is_replaced_again_and_again_the_wait_has_an_end_and_nothing_stays_locked()
    {
        var replaced = new ReplacedFileSystem(disk, () =>
        {
            disk.PlantFile("/new", "other\n");
            disk.Rename("/new", "/log");
        });

        Assert.Equal("/log", Assert.Throws<LockTimeoutException>(() => LockedFile.Open(replaced, "/log", Wait, new SimulatedClock())).Path);

        Open().Dispose();
    }

    [Fact]
    public void What_was_opened_when_an_error_came_is_let_go()
    {
        disk.Inject(Fault.Fails(FileSystemError.InputOutput, DiskCall.Stat));
        Assert.Throws<FileSystemException>(Open);

        Open().Dispose();
    }

    [Fact]
    public void What_is_not_there_is_not_made_and_a_link_is_not_followed()
    {
        Assert.Equal(FileSystemError.NotFound, Assert.Throws<FileSystemException>(() => LockedFile.Open(disk, "/none", Wait, new SimulatedClock())).Error);
        Assert.False(disk.Exists("/none"));
        disk.PlantSymbolicLink("/link", "/log");
        Assert.Throws<UnsafeFileException>(() => LockedFile.Open(disk, "/link", Wait, new SimulatedClock()));
    }

    private IFile Open() => LockedFile.Open(disk, "/log", Wait, new SimulatedClock());

    /// <summary>A disk on which something happens just before a file is looked at by its name.</summary>
    private sealed class ReplacedFileSystem(IFileSystem inner, Action beforeStat) : ForwardingFileSystem(inner)
    {
        public override FileStat? Stat(string path)
        {
            beforeStat();
            return base.Stat(path);
        }
    }

    /// <summary>Does something in the first pause.</summary>
    private sealed class ReplacingClock(Action replace) : IMonotonicClock
    {
        private bool isDone;

        public TimeSpan Elapsed { get; private set; }

        public void Pause(TimeSpan duration)
        {
            Elapsed += duration;
            if (!isDone)
            {
                isDone = true;
                replace();
            }
        }
    }
}
