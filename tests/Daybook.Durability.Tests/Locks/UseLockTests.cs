using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Locks;

public sealed class UseLockTests
{
    private const string Path = "/use.lock";

    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(50);

    private readonly SimulatedFileSystem disk = new();
    private readonly SimulatedClock clock = new();

    [Fact]
    public void The_first_is_alone_and_keeps_the_others_waiting_until_it_shares()
    {
        using UseLock first = Enter();
        Assert.True(first.IsAlone);
        LockTimeoutException refused = Assert.Throws<LockTimeoutException>(Enter);
        Assert.Equal((Path, new LockHolder(disk.ProcessId, "", null)), (refused.Path, refused.Holder));

        first.Share();

        Assert.False(first.IsAlone);
        using UseLock second = Enter();
        Assert.False(second.IsAlone);
    }

    [Fact]
    public void Whoever_must_be_alone_waits_for_all_the_others()
    {
        using (UseLock first = Enter())
        {
            first.Share();
            using UseLock second = Enter();
            LockTimeoutException refused = Assert.Throws<LockTimeoutException>(EnterAlone);
            Assert.Equal(Path, refused.Path);
            Assert.InRange(clock.Elapsed, Wait, Wait * 2);
        }

        using UseLock alone = EnterAlone();
        Assert.True(alone.IsAlone);
        Assert.Throws<LockTimeoutException>(Enter);
    }

    [Fact]
    public void Whoever_is_overtaken_while_it_begins_to_share_is_refused()
    {
        using IFile other = disk.Open(Path, OpenMode.OpenOrCreate);
        var crowded = new CrowdedFileSystem(disk);
        using UseLock first = UseLock.Enter(crowded, Path, Wait, clock);
        Assert.True(first.IsAlone);

        // To change a lock is to give it back and to take another one.
        crowded.BeforeTryLock = (file, _) =>
        {
            file.Unlock();
            Assert.True(other.TryLock(LockMode.Exclusive));
        };

        LockTimeoutException refused = Assert.Throws<LockTimeoutException>(first.Share);

        Assert.Equal((Path, Wait, false), (refused.Path, refused.Waited, first.IsAlone));
    }

    [Fact]
    public void Whoever_was_refused_holds_nothing()
    {
        UseLock first = Enter();
        Assert.Throws<LockTimeoutException>(Enter);
        Assert.Throws<LockTimeoutException>(EnterAlone);
        Assert.Equal(1, disk.OpenFiles);

        first.Dispose();

        using UseLock next = Enter();
        Assert.True(next.IsAlone);
    }

    [Fact]
    public void A_killed_process_uses_it_no_longer()
    {
        _ = Enter();

        disk.KillProcess(disk.ProcessId);

        using UseLock next = Enter();
        Assert.True(next.IsAlone);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_disk_without_locks_is_an_error_and_not_a_use(bool isAlone)
    {
        disk.Inject(Fault.Fails(FileSystemError.NoLocks, DiskCall.TryLock));

        Assert.Equal(FileSystemError.NoLocks, Assert.Throws<FileSystemException>(isAlone ? EnterAlone : Enter).Error);
        Enter().Dispose();
    }

    private UseLock Enter() => UseLock.Enter(disk, Path, Wait, clock);

    private UseLock EnterAlone() => UseLock.EnterAlone(disk, Path, Wait, clock);
}
