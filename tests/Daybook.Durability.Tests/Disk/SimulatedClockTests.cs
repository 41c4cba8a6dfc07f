using Daybook.Durability.FileSystem;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Disk;

public sealed class SimulatedClockTests
{
    [Fact]
    public void A_pause_advances_time_and_nothing_else_does()
    {
        SimulatedClock clock = new();
        clock.Pause(TimeSpan.FromSeconds(2));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(3), clock.Elapsed);
        Assert.Equal(1, clock.Pauses);
    }

    [Fact]
    public void A_lock_can_be_released_while_someone_waits_for_it()
    {
        SimulatedClock clock = new();
        SimulatedFileSystem disk = new();
        disk.PlantFile(Steps.Log, "");
        using IFile holder = disk.Open(Steps.Log, OpenMode.Append);
        using IFile waiter = disk.Open(Steps.Log, OpenMode.Append);
        Assert.True(holder.TryLock(LockMode.Exclusive));
        clock.DuringNextPause(() => { });
        clock.DuringNextPause(holder.Unlock);

        while (!waiter.TryLock(LockMode.Exclusive))
        {
            clock.Pause(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(2, clock.Pauses);
    }
}
