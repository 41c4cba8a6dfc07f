using Daybook.Durability.Errors;
using Daybook.Durability.Logs;
using Daybook.Durability.Tests.Logs;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests;

public sealed class CallingThreadTests : IDisposable
{
    private readonly SimulatedFileSystem disk = new();
    private readonly DurabilityMetrics metrics = new();

    public void Dispose() => metrics.Dispose();

    [Fact]
    public void A_thread_may_wait_while_it_is_lent_and_no_longer()
    {
        Assert.False(CallingThread.MayWait);
        Assert.True(CallingThread.Lend(() => CallingThread.Lend(() => CallingThread.MayWait) && CallingThread.MayWait));
        Assert.False(CallingThread.MayWait);
    }

    [Fact]
    public void A_call_that_fails_gives_the_thread_back()
    {
        Assert.Throws<InvalidOperationException>(() => CallingThread.Lend<int>(() => throw new InvalidOperationException()));

        Assert.False(CallingThread.MayWait);
    }

    [Fact]
    public async Task What_is_appended_on_a_lent_thread_is_durable_when_the_call_returns()
    {
        await using AppendLog log = Open();

        Task<LogPosition> append = CallingThread.Lend(() => log.AppendAsync("first"u8.ToArray(), TestContext.Current.CancellationToken));

        Assert.True(append.IsCompletedSuccessfully);
        Assert.Equal("first\n", disk.AfterPowerLoss().ReadText(SimulatedLog.Path));
    }

    [Fact]
    public async Task What_fails_on_a_lent_thread_fails_the_task_and_gives_the_thread_back()
    {
        await using AppendLog log = Open();
        disk.Inject(Fault.FlushReverts());

        Task<LogPosition> append = CallingThread.Lend(() => log.AppendAsync("first"u8.ToArray(), TestContext.Current.CancellationToken));

        Assert.False(CallingThread.MayWait);
        Assert.True(append.IsFaulted);
        await Assert.ThrowsAsync<FlushFailedException>(() => append);
    }

    private AppendLog Open()
    {
        disk.PlantDirectory(SimulatedLog.Root);
        disk.PlantFile(SimulatedLog.Path, "");
        return AppendLog.Open(SimulatedLog.Options, disk, new SimulatedClock(), TimeProvider.System, metrics);
    }
}
