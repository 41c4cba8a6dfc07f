using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Logs;

public sealed class RareLogTests
{
    private readonly SimulatedFileSystem disk = new();

    public RareLogTests() => disk.PlantDirectory("/store");

    [Fact]
    public void Lines_are_durable_when_it_returns_also_beside_another_writer()
    {
        using LogWriter writer = SimulatedLog.Open(disk);
        SimulatedLog.Append(writer, new Ledger(disk), "one");

        Log().Append([SimulatedLog.Line("two"), SimulatedLog.Line("three")]);
        SimulatedLog.Append(writer, new Ledger(disk), "four");

        Assert.Equal(["one", "two", "three", "four"], SimulatedLog.Read(disk.AfterPowerLoss()));
    }

    [Fact]
    public void What_an_entry_throws_reaches_the_caller_with_nothing_written()
    {
        var refusing = new DecidingEntry(static (_, _) => throw new InvalidOperationException("no"));

        Assert.Throws<InvalidOperationException>(() => Log().Append(refusing));

        Assert.Empty(SimulatedLog.Read(disk));
    }

    [Fact]
    public void A_failed_flush_is_unknown_and_a_lock_that_is_held_is_told()
    {
        disk.Inject(Fault.FlushDropsPages(1));
        Assert.Throws<FlushFailedException>(() => Log().Append([SimulatedLog.Line("one")]));

        using IFile holder = disk.Open(SimulatedLog.Path, OpenMode.Read);
        Assert.True(holder.TryLock(LockMode.Exclusive));
        Assert.Throws<LockTimeoutException>(() => Log().Append([SimulatedLog.Line("two")]));
    }

    [Fact]
    public void No_lines_touch_nothing()
    {
        Log().Append([]);

        Assert.False(disk.Exists(SimulatedLog.Path));
    }

    private RareLog Log() => new(disk, SimulatedLog.Options, new SimulatedClock(), TimeProvider.System);
}
