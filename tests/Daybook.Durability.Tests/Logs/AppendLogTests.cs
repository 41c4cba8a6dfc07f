using System.Buffers;
using System.Text;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Logs;

/// <summary>Many callers, one log: what they share and what each is told.</summary>
public sealed class AppendLogTests : IDisposable
{
    private readonly SimulatedFileSystem disk = new();
    private readonly SimulatedClock clock = new();
    private readonly DurabilityMetrics metrics = new();

    public AppendLogTests()
    {
        disk.PlantDirectory(SimulatedLog.Root);
        disk.PlantFile(SimulatedLog.Path, "");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => metrics.Dispose();

    [Fact]
    public async Task Opening_touches_no_disk()
    {
        int calls = disk.Calls;
        await using (Open())
        {
        }

        Assert.Equal(calls, disk.Calls);
    }

    [Fact]
    public async Task Concurrent_appends_share_one_write_and_one_flush_and_keep_their_order()
    {
        await using AppendLog log = Open();
        await log.AppendAsync("warm"u8.ToArray(), Cancellation);
        int flushes = disk.CallsOf(DiskCall.Flush);

        string[] lines = [.. Enumerable.Range(0, 100).Select(index => $"{index}")];
        Task<LogPosition>[] appends = InOneBatch(() => [.. lines.Select(line => log.AppendAsync(Bytes(line), Cancellation))]);
        LogPosition[] positions = await Task.WhenAll(appends);

        Assert.Equal(flushes + 1, disk.CallsOf(DiskCall.Flush));
        string content = disk.AfterPowerLoss().ReadText(SimulatedLog.Path);
        Assert.Equal("warm\n" + string.Join('\n', lines) + "\n", content);
        Assert.Equal(lines, positions.Select(position => content.Substring((int)position.Offset, position.Length)));
    }

    [Fact]
    public async Task A_caller_that_was_answered_and_blocks_until_its_next_append_is_done_does_not_block_the_log()
    {
        await using AppendLog log = Open();
        // On the pool there is no synchronization context, so that the code after the await runs on the log's own worker.
        await Task.Run(
            async () =>
            {
                await log.AppendAsync("first"u8.ToArray(), Cancellation);
                log.AppendAsync("second"u8.ToArray(), Cancellation).Wait(Cancellation);
                Task.Run(() => log.AppendAsync("third"u8.ToArray(), Cancellation), Cancellation).Wait(Cancellation);
            },
            Cancellation);

        Assert.Equal("first\nsecond\nthird\n", disk.AfterPowerLoss().ReadText(SimulatedLog.Path));
    }

    [Fact]
    public async Task A_caller_that_was_answered_may_let_go_of_the_locks_or_close_the_log_in_the_same_breath()
    {
        AppendLog log = Open();
        await Task.Run(
            async () =>
            {
                await log.AppendAsync("first"u8.ToArray(), Cancellation);
                await log.LetGoAsync();
                await log.AppendAsync("second"u8.ToArray(), Cancellation);
                log.LetGoAsync().Wait(Cancellation);
                await log.AppendAsync("third"u8.ToArray(), Cancellation);
                await log.DisposeAsync();
            },
            Cancellation);

        await Assert.ThrowsAsync<ObjectDisposedException>(log.LetGoAsync);
        Assert.Equal("first\nsecond\nthird\n", disk.AfterPowerLoss().ReadText(SimulatedLog.Path));
    }

    [Fact]
    public async Task An_append_that_waits_can_be_withdrawn_and_one_that_is_written_cannot()
    {
        await using AppendLog log = Open();
        using var cancel = new CancellationTokenSource();
        var prepared = new DecidingEntry((_, output) =>
        {
            cancel.Cancel();
            output.Write("written"u8);
        });

        Task<LogPosition>[] appends = InOneBatch(() =>
        {
            using var early = new CancellationTokenSource();
            Task<LogPosition> withdrawn = log.AppendAsync(Bytes("withdrawn"), early.Token);
            early.Cancel();
            return [withdrawn, log.AppendAsync(prepared, cancel.Token)];
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => appends[0]);
        Assert.Equal(new LogPosition(0, 7), await appends[1]);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => log.AppendAsync(Bytes("late"), cancel.Token));
        Assert.Equal("written\n", disk.ReadText(SimulatedLog.Path));
    }

    [Fact]
    public async Task An_append_that_was_withdrawn_before_it_was_made_writes_nothing_though_it_had_its_turn_at_once()
    {
        await using AppendLog log = Open();
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        Task<LogPosition> append = CallingThread.Lend(() => log.AppendAsync(Bytes("withdrawn"), cancel.Token));

        Assert.True(append.IsCanceled);
        Assert.Equal("", disk.ReadText(SimulatedLog.Path));
    }

    [Fact]
    public async Task What_is_wrong_with_one_entry_does_not_touch_the_others_of_its_batch()
    {
        await using AppendLog log = Open();
        Task<LogPosition>[] appends = InOneBatch(() =>
        [
            log.AppendAsync(Bytes("first"), Cancellation),
            log.AppendAsync(new byte[LogLimits.LineBytesMaximum + 1], Cancellation),
            log.AppendAsync(Bytes("two\nlines"), Cancellation),
            log.AppendAsync(new DecidingEntry((_, output) =>
            {
                output.Write("half a li"u8);
                throw new InvalidTimeZoneException("its own fault");
            }), Cancellation),
            log.AppendAsync(new byte[LogLimits.LineBytesMaximum], Cancellation),
        ]);

        Assert.Equal(0, (await appends[0]).Offset);
        Assert.Equal(LogLimits.LineBytesMaximum + 1, (await Assert.ThrowsAsync<RecordTooLargeException>(() => appends[1])).Bytes);
        await Assert.ThrowsAsync<ArgumentException>(() => appends[2]);
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => appends[3]);
        Assert.Equal(new LogPosition(6, LogLimits.LineBytesMaximum), await appends[4]);
        Assert.Equal(6 + LogLimits.LineBytesMaximum + 1, disk.AfterPowerLoss().ReadBytes(SimulatedLog.Path).Length);
    }

    [Fact]
    public async Task An_entry_is_undone_only_if_its_line_was_written_and_not_stored()
    {
        await using AppendLog log = Open();
        var threw = new DecidingEntry(static (_, _) => throw new InvalidTimeZoneException());
        var tooLarge = new DecidingEntry(static (_, output) => output.Write(new byte[LogLimits.LineBytesMaximum + 1]));
        var stored = new DecidingEntry(static (_, output) => output.Write("stored"u8));
        var failed = new DecidingEntry(static (_, output) => output.Write("failed"u8));

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => log.AppendAsync(threw, Cancellation));
        await Assert.ThrowsAsync<RecordTooLargeException>(() => log.AppendAsync(tooLarge, Cancellation));
        await log.AppendAsync(stored, Cancellation);
        disk.Inject(Fault.Fails(FileSystemError.NoSpace, DiskCall.Write) with { Path = SimulatedLog.Path });
        await Assert.ThrowsAsync<FileSystemException>(() => log.AppendAsync(failed, Cancellation));

        Assert.Equal((0, 1, 0, 1), (threw.Undone, tooLarge.Undone, stored.Undone, failed.Undone));
    }

    [Fact]
    public async Task An_answer_that_writes_nothing_waits_for_a_flush_of_what_it_rests_on()
    {
        // Another program wrote and did not flush; what is seen of it may not be acknowledged before it is durable.
        using (IFile foreign = disk.Open(SimulatedLog.Path, OpenMode.Append))
        {
            foreign.Write("foreign\n"u8, 0);
        }

        await using AppendLog log = Open();
        await log.ConfirmAsync(Cancellation);
        Assert.Equal("foreign\n", disk.AfterPowerLoss().ReadText(SimulatedLog.Path));

        int flushes = disk.CallsOf(DiskCall.Flush);
        LogPosition again = await log.AppendAsync(new DecidingEntry(static (_, _) => { }), Cancellation);
        await Assert.ThrowsAsync<InvalidTimeZoneException>(
            () => log.AppendAsync(new DecidingEntry(static (_, _) => throw new InvalidTimeZoneException()), Cancellation));
        Assert.Equal(flushes, disk.CallsOf(DiskCall.Flush));
        Assert.Equal(new LogPosition(8, 0), again);
    }

    [Fact]
    public async Task A_refusal_whose_ground_cannot_be_flushed_is_not_given()
    {
        using (IFile foreign = disk.Open(SimulatedLog.Path, OpenMode.Append))
        {
            foreign.Write("foreign\n"u8, 0);
        }

        disk.Inject(Fault.FlushDropsPages() with { Path = SimulatedLog.Path });
        await using AppendLog log = Open();

        await Assert.ThrowsAsync<FlushFailedException>(
            () => log.AppendAsync(new DecidingEntry(static (_, _) => throw new InvalidTimeZoneException()), Cancellation));
    }

    [Fact]
    public async Task A_faulted_log_refuses_until_it_is_opened_again()
    {
        await using (AppendLog log = Open())
        {
            disk.Inject(Fault.FlushDropsPages());
            await Assert.ThrowsAsync<FlushFailedException>(() => log.AppendAsync(Bytes("unknown"), Cancellation));
            await Assert.ThrowsAsync<LogFaultedException>(() => log.AppendAsync(Bytes("refused"), Cancellation));
        }

        await using AppendLog again = Open();
        await again.AppendAsync(Bytes("stored"), Cancellation);

        Assert.Equal("unknown\nstored\n", disk.AfterPowerLoss().ReadText(SimulatedLog.Path));
    }

    [Fact]
    public async Task Disposal_finishes_what_was_begun_and_refuses_what_comes_later()
    {
        AppendLog log = Open();
        Task<LogPosition>[] appends = InOneBatch(() => [log.AppendAsync(Bytes("one"), Cancellation), log.AppendAsync(Bytes("two"), Cancellation)]);
        await log.DisposeAsync();
        await log.DisposeAsync();

        await Task.WhenAll(appends);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => log.AppendAsync(Bytes("late"), Cancellation));
        Assert.Equal("one\ntwo\n", disk.AfterPowerLoss().ReadText(SimulatedLog.Path));
    }

    private static byte[] Bytes(string line) => Encoding.UTF8.GetBytes(line);

    private AppendLog Open() => AppendLog.Open(SimulatedLog.Options, disk, clock, TimeProvider.System, metrics);

    /// <summary>Makes calls while another process holds the lock, so that all of them are taken together once it lets go.</summary>
    private Task<LogPosition>[] InOneBatch(Func<Task<LogPosition>[]> calls)
    {
        IFile holder = disk.Open(SimulatedLog.Path, OpenMode.ReadWrite);
        Assert.True(holder.TryLock(LockMode.Exclusive));
        var made = new ManualResetEventSlim();
        clock.DuringNextPause(() =>
        {
            made.Wait(TimeSpan.FromSeconds(30));
            holder.Dispose();
        });
        Task<LogPosition>[] tasks = calls();
        made.Set();
        return tasks;
    }
}
