using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Locks;

public sealed class LockWaitTests
{
    private readonly SimulatedFileSystem disk = new();
    private readonly SimulatedClock clock = new();

    [Fact]
    public void A_free_lock_is_taken_without_a_wait()
    {
        using IFile file = Open();

        Assert.True(LockWait.TryLock(file, LockMode.Exclusive, TimeSpan.Zero, clock));
        Assert.Equal(0, clock.Pauses);
    }

    [Fact]
    public void A_held_lock_is_waited_for_as_long_as_the_bound_and_hardly_longer()
    {
        using IFile holder = Hold();
        using IFile file = Open();

        Assert.False(LockWait.TryLock(file, LockMode.Exclusive, TimeSpan.FromSeconds(1), clock));
        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(1002));
    }

    [Fact]
    public void No_wait_at_all_means_one_try()
    {
        using IFile holder = Hold();
        using IFile file = Open();
        int tries = disk.CallsOf(DiskCall.TryLock);

        Assert.False(LockWait.TryLock(file, LockMode.Exclusive, TimeSpan.Zero, clock));
        Assert.Equal(tries + 1, disk.CallsOf(DiskCall.TryLock));
        Assert.Equal(0, clock.Pauses);
    }

    [Fact]
    public void A_lock_that_is_released_meanwhile_is_taken_at_the_next_look()
    {
        using IFile holder = Hold();
        using IFile file = Open();
        clock.DuringNextPause(() => { });
        clock.DuringNextPause(holder.Dispose);

        Assert.True(LockWait.TryLock(file, LockMode.Exclusive, TimeSpan.FromSeconds(1), clock));
        Assert.Equal(2, clock.Pauses);
    }

    [Fact]
    public void Pauses_grow_with_the_time_that_was_waited_and_have_bounds()
    {
        using IFile holder = Hold();
        using IFile file = Open();
        var noting = new NotingClock();

        Assert.False(LockWait.TryLock(file, LockMode.Exclusive, TimeSpan.FromSeconds(1), noting));

        TimeSpan waited = TimeSpan.Zero;
        foreach (TimeSpan pause in noting.Pauses)
        {
            Assert.Equal(TimeSpan.FromTicks(Math.Clamp((waited / 16).Ticks, TimeSpan.FromMicroseconds(20).Ticks, TimeSpan.FromMilliseconds(2).Ticks)), pause);
            waited += pause;
        }

        Assert.Equal(TimeSpan.FromMilliseconds(2), noting.Pauses[^1]);
    }

    [Fact]
    public void An_error_is_never_taken_for_a_lock()
    {
        using IFile file = Open();
        disk.Inject(Fault.Fails(FileSystemError.NoLocks, DiskCall.TryLock));

        FileSystemException failure = Assert.Throws<FileSystemException>(
            () => LockWait.TryLock(file, LockMode.Exclusive, TimeSpan.FromSeconds(1), clock));
        Assert.Equal(FileSystemError.NoLocks, failure.Error);
    }

    private IFile Open() => disk.Open("/lock", OpenMode.OpenOrCreate);

    private IFile Hold()
    {
        IFile file = Open();
        Assert.True(file.TryLock(LockMode.Exclusive));
        return file;
    }

    /// <summary>A clock on which nothing but pauses takes time. It does not begin at nothing, since no boot does with a store.</summary>
    private sealed class NotingClock : IMonotonicClock
    {
        public List<TimeSpan> Pauses { get; } = [];

        public TimeSpan Elapsed { get; private set; } = TimeSpan.FromHours(1);

        public void Pause(TimeSpan duration)
        {
            Pauses.Add(duration);
            Elapsed += duration;
        }
    }
}
