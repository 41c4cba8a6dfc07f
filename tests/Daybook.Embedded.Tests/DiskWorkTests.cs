using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests;

/// <summary>Where a store works: for a command on the thread that calls, for everybody else on a worker.</summary>
public sealed class DiskWorkTests
{
    private static readonly EmbeddedPorts Workers = TestStores.SimulatedPorts(new SimulatedFileSystem());
    private static readonly EmbeddedPorts Caller = Workers with { WorksOnCallersThread = true };

    [Fact]
    public async Task Work_on_the_callers_thread_has_ended_when_the_call_returns()
    {
        int here = Environment.CurrentManagedThreadId;

        Task<int> work = Caller.WorkAsync(static () => Environment.CurrentManagedThreadId, CancellationToken.None);
        Task<int> slow = Caller.WorkOnOwnThreadAsync(static () => Environment.CurrentManagedThreadId, CancellationToken.None);

        Assert.True(work.IsCompletedSuccessfully && slow.IsCompletedSuccessfully);
        Assert.Equal(here, await work);
        Assert.Equal(here, await slow);
    }

    [Fact]
    public async Task Other_work_lets_the_caller_go_on()
    {
        using var told = new ManualResetEventSlim();

        Task<bool> work = Workers.WorkAsync(() => told.Wait(Timeout.Infinite, TestContext.Current.CancellationToken) || true, CancellationToken.None);
        Task<bool> slow = Workers.WorkOnOwnThreadAsync(() => told.Wait(Timeout.Infinite, TestContext.Current.CancellationToken) || true, CancellationToken.None);
        told.Set();

        Assert.True(await work && await slow);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_disk_refuses_fails_the_task_and_not_the_call(bool worksOnCallersThread)
    {
        EmbeddedPorts ports = Workers with { WorksOnCallersThread = worksOnCallersThread };

        Task<int> work = ports.WorkAsync<int>(
            static () => throw new UnsafeFileException("/p/log", FileKind.Fifo), CancellationToken.None);

        Assert.Equal("/p/log", (await Assert.ThrowsAsync<StorageException>(() => work)).Path);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_that_is_cancelled_before_or_meanwhile_says_so(bool worksOnCallersThread)
    {
        EmbeddedPorts ports = Workers with { WorksOnCallersThread = worksOnCallersThread };
        using var stop = new CancellationTokenSource();
        Task<int> meanwhile = ports.WorkAsync(
            () =>
            {
                stop.Cancel();
                stop.Token.ThrowIfCancellationRequested();
                return 1;
            },
            stop.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => meanwhile);
        Assert.True(meanwhile.IsCanceled);

        Task<int> before = ports.WorkAsync<int>(static () => throw new InvalidOperationException("never asked"), stop.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => before);
    }
}
