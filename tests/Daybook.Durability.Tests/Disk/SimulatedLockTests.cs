using Daybook.Durability.FileSystem;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Disk;

public sealed class SimulatedLockTests : IDisposable
{
    private readonly SimulatedFileSystem disk = new();
    private readonly IFile one;
    private readonly IFile two;

    public SimulatedLockTests()
    {
        disk.PlantFile(Steps.Log, "");
        one = disk.Open(Steps.Log, OpenMode.Append);
        disk.ProcessId = 200;
        two = disk.Open(Steps.Log, OpenMode.Append);
    }

    public void Dispose()
    {
        one.Dispose();
        two.Dispose();
    }

    [Fact]
    public void An_exclusive_lock_keeps_everyone_else_out_even_in_the_same_process()
    {
        Assert.True(one.TryLock(LockMode.Exclusive));
        Assert.False(two.TryLock(LockMode.Exclusive));
        Assert.False(two.TryLock(LockMode.Shared));
        using IFile third = disk.Open(Steps.Log, OpenMode.Read);
        Assert.False(third.TryLock(LockMode.Shared));

        one.Unlock();
        Assert.True(two.TryLock(LockMode.Exclusive));
    }

    [Fact]
    public void Shared_locks_go_together_and_keep_an_exclusive_one_out()
    {
        Assert.True(one.TryLock(LockMode.Shared));
        Assert.True(two.TryLock(LockMode.Shared));
        Assert.False(one.TryLock(LockMode.Exclusive));
    }

    [Fact]
    public void A_refused_conversion_loses_the_lock_that_was_held()
    {
        Assert.True(one.TryLock(LockMode.Shared));
        Assert.True(two.TryLock(LockMode.Shared));
        Assert.False(one.TryLock(LockMode.Exclusive));
        Assert.True(two.TryLock(LockMode.Exclusive));
    }

    [Fact]
    public void Closing_drops_the_lock()
    {
        Assert.True(one.TryLock(LockMode.Exclusive));
        one.Dispose();
        Assert.True(two.TryLock(LockMode.Exclusive));
    }

    [Fact]
    public void Killing_a_process_drops_its_locks_and_keeps_what_it_wrote()
    {
        Assert.True(two.TryLock(LockMode.Exclusive));
        two.Put("a\n");
        disk.KillProcess(200);

        Assert.True(one.TryLock(LockMode.Exclusive));
        Assert.Equal("a\n", one.Text());
    }

    [Fact]
    public void A_crash_drops_all_locks()
    {
        Assert.True(one.TryLock(LockMode.Exclusive));
        foreach (SimulatedFileSystem next in new[] { disk.AfterKill(), disk.AfterPowerLoss() })
        {
            using IFile file = next.Open(Steps.Log, OpenMode.Append);
            Assert.True(file.TryLock(LockMode.Exclusive));
        }
    }

    [Fact]
    public void The_holder_is_named_by_its_process()
    {
        Assert.Null(disk.LockHolder(one.Stat()));
        Assert.True(two.TryLock(LockMode.Exclusive));
        Assert.Equal(200, disk.LockHolder(one.Stat()));
    }

    [Fact]
    public void A_lock_belongs_to_the_file_and_not_to_its_name()
    {
        Assert.True(one.TryLock(LockMode.Exclusive));
        disk.Delete(Steps.Log);
        using IFile recreated = disk.Open(Steps.Log, OpenMode.Append);
        Assert.True(recreated.TryLock(LockMode.Exclusive));
        Assert.False(one.Stat().IsSameFile(recreated.Stat()));
    }
}
