using System.Text;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Durability.Logs;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Logs;

/// <summary>How long a log keeps what others wait for, and how long it waits for others, by clocks that a test moves.</summary>
public sealed class AppendLogTimerTests : IDisposable
{
    private readonly SimulatedFileSystem disk = new();
    private readonly SimulatedClock clock = new();
    private readonly ManualTimer time = new();
    private readonly DurabilityMetrics metrics = new();

    public AppendLogTimerTests()
    {
        disk.PlantDirectory(SimulatedLog.Root);
        disk.PlantFile(SimulatedLog.Path, "");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => metrics.Dispose();

    [Fact]
    public async Task The_locks_of_a_lone_writer_that_writes_no_more_are_given_back_by_the_timer()
    {
        AppendLog log = Open();
        for (int number = 0; number < 20; number++)
        {
            await log.AppendAsync(Encoding.UTF8.GetBytes($"{number}"), Cancellation);
        }

        using IFile other = disk.Open(SimulatedLog.Path, OpenMode.ReadWrite);
        Assert.False(other.TryLock(LockMode.Exclusive));
        Assert.True(SpinWait.SpinUntil(() => time.Period == TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(5)));

        // On another thread, since this one may be lent by the log; and again, since a tick during a commit is lost.
        await Task.Run(() => Assert.True(SpinWait.SpinUntil(
            () =>
            {
                time.Tick();
                return other.TryLock(LockMode.Exclusive);
            },
            TimeSpan.FromSeconds(5))), Cancellation);

        Assert.True(SpinWait.SpinUntil(() => time.Period == Timeout.InfiniteTimeSpan, TimeSpan.FromSeconds(5)));
        Assert.False(time.IsDisposed);
        await log.DisposeAsync();
        Assert.True(time.IsDisposed);
    }

    [Fact]
    public async Task Who_comes_later_waits_for_the_lock_for_as_long_as_who_came_first()
    {
        IFile holder = disk.Open(SimulatedLog.Path, OpenMode.ReadWrite);
        Assert.True(holder.TryLock(LockMode.Exclusive));
        await using AppendLog log = Open();
        var second = new TaskCompletionSource<Task<LogPosition>>();
        clock.DuringNextPause(() =>
        {
            clock.Advance(TimeSpan.FromMilliseconds(50));
            second.SetResult(log.AppendAsync("second"u8.ToArray(), Cancellation));
            clock.DuringNextPause(LetGoInTime);
        });

        LockTimeoutException refused = await Assert.ThrowsAsync<LockTimeoutException>(() => log.AppendAsync("first"u8.ToArray(), Cancellation));
        await await second.Task;

        Assert.Equal(SimulatedLog.Options.LockWait, refused.Waited);
        Assert.Equal("second\n", disk.AfterPowerLoss().ReadText(SimulatedLog.Path));

        void LetGoInTime()
        {
            if (clock.Elapsed > SimulatedLog.Options.LockWait + TimeSpan.FromMilliseconds(20))
            {
                holder.Dispose();
            }
            else
            {
                clock.DuringNextPause(LetGoInTime);
            }
        }
    }

    [Fact]
    public async Task Who_comes_later_is_refused_when_its_own_time_is_over()
    {
        using IFile holder = disk.Open(SimulatedLog.Path, OpenMode.ReadWrite);
        Assert.True(holder.TryLock(LockMode.Exclusive));
        await using AppendLog log = Open();
        var second = new TaskCompletionSource<Task<LogPosition>>();
        clock.DuringNextPause(() =>
        {
            clock.Advance(TimeSpan.FromMilliseconds(50));
            second.SetResult(log.AppendAsync("second"u8.ToArray(), Cancellation));
        });

        await Assert.ThrowsAsync<LockTimeoutException>(() => log.AppendAsync("first"u8.ToArray(), Cancellation));
        await Assert.ThrowsAsync<LockTimeoutException>(async () => await await second.Task);

        Assert.InRange(clock.Elapsed, TimeSpan.FromMilliseconds(150), TimeSpan.FromMilliseconds(155));
    }

    [Fact]
    public async Task Closing_gives_kept_locks_back()
    {
        AppendLog log = Open();
        for (int number = 0; number < 20; number++)
        {
            await log.AppendAsync(Encoding.UTF8.GetBytes($"{number}"), Cancellation);
        }

        await log.DisposeAsync();

        using IFile other = disk.Open(SimulatedLog.Path, OpenMode.ReadWrite);
        Assert.True(other.TryLock(LockMode.Exclusive));
    }

    [Fact]
    public async Task An_append_that_comes_while_the_locks_are_given_back_is_not_forgotten()
    {
        var crowded = new CrowdedFileSystem(disk);
        await using AppendLog log = AppendLog.Open(SimulatedLog.Options, crowded, clock, time, metrics);
        Task<LogPosition>? late = null;
        Task? letGo = null;

        Task<LogPosition> decided = CallingThread.Lend(() =>
        {
            for (int number = 0; number < 20; number++)
            {
                _ = log.AppendAsync(Encoding.UTF8.GetBytes($"{number}"), Cancellation);
            }

            crowded.AfterUnlock = _ => late ??= log.AppendAsync("late"u8.ToArray(), Cancellation);
            return log.AppendAsync(new DecidingEntry((_, _) => letGo = log.LetGoAsync()), Cancellation);
        });

        Assert.True(late?.IsCompletedSuccessfully);
        await decided;
        await (letGo ?? Task.FromException(new InvalidOperationException("The entry was not asked.")));
        Assert.EndsWith("19\nlate\n", disk.AfterPowerLoss().ReadText(SimulatedLog.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_thread_that_was_lent_to_it_a_log_is_let_go_of_and_closed_when_the_call_returns()
    {
        AppendLog log = Open();
        CallingThread.Lend(() =>
        {
            for (int number = 0; number < 20; number++)
            {
                _ = log.AppendAsync(Encoding.UTF8.GetBytes($"{number}"), Cancellation);
            }

            Assert.True(log.LetGoAsync().IsCompleted);
            using IFile other = disk.Open(SimulatedLog.Path, OpenMode.ReadWrite);
            Assert.True(other.TryLock(LockMode.Exclusive));
            other.Dispose();
            Assert.True(log.DisposeAsync().AsTask().IsCompleted);
            return log;
        });

        Assert.Equal((true, 0), (time.IsDisposed, disk.OpenFiles));
    }

    [Fact]
    public void The_timer_is_set_for_the_time_a_caller_may_take_then_for_that_of_kept_locks_and_stopped_when_nothing_is_left()
    {
        AppendLog log = Open();
        Assert.Equal((Timeout.InfiniteTimeSpan, 0), (time.Period, time.Changes));
        AppendOnLentThread(log);
        AppendOnLentThread(log);
        Assert.Equal((TimeSpan.FromMilliseconds(10), 1), (time.Period, time.Changes));

        for (int number = 0; number < 20; number++)
        {
            AppendOnLentThread(log);
        }

        Assert.Equal((TimeSpan.FromMilliseconds(1), 2), (time.Period, time.Changes));
        CallingThread.Lend(() =>
        {
            time.Tick();
            return time;
        });
        Assert.Equal((Timeout.InfiniteTimeSpan, 3), (time.Period, time.Changes));
        Assert.True(CallingThread.Lend(() => log.DisposeAsync().AsTask().IsCompleted));
    }

    [Fact]
    public async Task An_append_that_is_overtaken_by_the_closing_is_refused()
    {
        var overtaking = new OvertakingClock();
        AppendLog log = AppendLog.Open(SimulatedLog.Options, disk, overtaking, time, metrics);
        overtaking.Overtake = () => CallingThread.Lend(() => log.DisposeAsync().AsTask().IsCompleted);

        Task<LogPosition> append = log.AppendAsync("late"u8.ToArray(), Cancellation);

        await Assert.ThrowsAsync<ObjectDisposedException>(() => append.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        Assert.Equal("", disk.ReadText(SimulatedLog.Path));
    }

    [Fact]
    public async Task An_append_that_comes_while_the_log_is_closed_is_refused()
    {
        var overtaking = new OvertakingClock();
        AppendLog log = AppendLog.Open(SimulatedLog.Options, disk, overtaking, time, metrics);
        using var closing = new ManualResetEventSlim();
        using var appended = new ManualResetEventSlim();
        time.DuringDispose = () =>
        {
            closing.Set();
            appended.Wait(TimeSpan.FromSeconds(30), Cancellation);
        };
        Task closed = Task.CompletedTask;
        overtaking.Overtake = () =>
        {
            closed = log.DisposeAsync().AsTask();
            return closing.Wait(TimeSpan.FromSeconds(30), Cancellation);
        };

        Task<LogPosition> append = log.AppendAsync("late"u8.ToArray(), Cancellation);
        appended.Set();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => append.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        await closed;
        Assert.Equal("", disk.ReadText(SimulatedLog.Path));
    }

    private static void AppendOnLentThread(AppendLog log) =>
        Assert.True(CallingThread.Lend(() => log.AppendAsync("line"u8.ToArray(), Cancellation)).IsCompletedSuccessfully);

    private AppendLog Open() => AppendLog.Open(SimulatedLog.Options, disk, clock, time, metrics);

    /// <summary>A clock on which something happens between an append's look at whether the log is open and its place in the queue.</summary>
    private sealed class OvertakingClock : IMonotonicClock
    {
        public Func<bool>? Overtake { get; set; }

        public TimeSpan Elapsed
        {
            get
            {
                Func<bool>? overtake = Overtake;
                Overtake = null;
                Assert.NotEqual(false, overtake?.Invoke());
                return TimeSpan.Zero;
            }
        }

        public void Pause(TimeSpan duration)
        {
        }
    }

    /// <summary>One timer, which a test lets tick.</summary>
    private sealed class ManualTimer : TimeProvider, ITimer
    {
        private Action tick = static () => { };

        public TimeSpan Period { get; private set; }

        public int Changes { get; private set; }

        public bool IsDisposed { get; private set; }

        public Action DuringDispose { get; set; } = static () => { };

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Assert.Equal((Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan), (dueTime, period));
            tick = () => callback(state);
            Period = period;
            return this;
        }

        public void Tick() => tick();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Assert.Equal(dueTime, period);
            Period = period;
            Changes++;
            return true;
        }

        public void Dispose()
        {
            DuringDispose();
            IsDisposed = true;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
