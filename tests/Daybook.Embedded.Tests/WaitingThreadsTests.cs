using Xunit;

namespace Daybook.Embedded.Tests;

/// <summary>Threads for work that waits for the disk: one for each at once, and the same ones again.</summary>
public sealed class WaitingThreadsTests
{
    private readonly WaitingThreads threads = new(TimeSpan.FromMinutes(1));

    [Fact]
    public async Task Whatever_waits_is_not_in_the_way_of_others()
    {
        int count = Environment.ProcessorCount * 8;
        using Barrier everyone = new(count);

        bool[] met = await Task.WhenAll(Enumerable.Range(0, count).Select(_ =>
            threads.RunAsync(() => everyone.SignalAndWait(TimeSpan.FromMinutes(1)), TestContext.Current.CancellationToken)));

        Assert.DoesNotContain(false, met);
    }

    [Fact]
    public async Task A_thread_takes_what_comes_next()
    {
        HashSet<int> used = [];
        for (int at = 0; at < 200; at++)
        {
            used.Add(await threads.RunAsync(() => Environment.CurrentManagedThreadId, TestContext.Current.CancellationToken));
        }

        Assert.InRange(used.Count, 1, 100);
    }

    [Fact]
    public async Task A_thread_that_has_nothing_to_do_ends()
    {
        var leaving = new WaitingThreads(TimeSpan.Zero);

        Thread used = await leaving.RunAsync(() => Thread.CurrentThread, TestContext.Current.CancellationToken);

        Assert.True(await Task.Run(() => used.Join(TimeSpan.FromMinutes(1))));
    }

    [Fact]
    public async Task What_is_given_to_a_thread_that_is_about_to_leave_is_done()
    {
        var leaving = new WaitingThreads(TimeSpan.Zero);
        int done = 0;

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (int at = 0; at < 2_000; at++)
            {
                await leaving.RunAsync(() => Interlocked.Increment(ref done), TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1));
            }
        })));

        Assert.Equal(8_000, done);
    }

    [Fact]
    public async Task A_caller_that_blocks_works_on_nothing_itself()
    {
        IEnumerable<int> workers = Enumerable.Range(0, 200).Select(_ => BlockFor(() => Environment.CurrentManagedThreadId));
        (int caller, int[] used) = await Task.Run(() => (Environment.CurrentManagedThreadId, workers.ToArray()));

        Assert.DoesNotContain(caller, used);
    }

    [Fact]
    public async Task Work_that_waits_for_what_it_asks_for_itself_is_not_in_its_way()
    {
        Task<int> asking = threads.RunAsync(() => BlockFor(static () => 7), TestContext.Current.CancellationToken);

        Assert.Equal(7, await asking.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_fails_fails_for_its_caller_and_the_next_is_done()
    {
        await Assert.ThrowsAsync<IOException>(() => threads.RunAsync<int>(() => throw new IOException(), TestContext.Current.CancellationToken));

        Assert.Equal(7, await threads.RunAsync(() => 7, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_was_cancelled_before_is_not_begun()
    {
        bool isBegun = false;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => threads.RunAsync(() => isBegun = true, new CancellationToken(canceled: true)));

        Assert.False(isBegun);
    }

    private T BlockFor<T>(Func<T> work) => threads.RunAsync(work, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
}
