using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Logs;

/// <summary>Every call of the append protocol fails, once and for good, with every error: a typed answer, nothing acknowledged lost, a log that works afterwards.</summary>
public sealed class LogWriterFaultTests(ITestOutputHelper output)
{
    public static readonly TheoryData<FileSystemError> Errors =
    [
        FileSystemError.InputOutput, FileSystemError.NoSpace, FileSystemError.QuotaExceeded, FileSystemError.Denied, FileSystemError.ReadOnly,
        FileSystemError.TooManyOpenFiles, FileSystemError.Interrupted, FileSystemError.NoLocks,
    ];

    [Theory]
    [MemberData(nameof(Errors))]
    public void Every_call_fails_once(FileSystemError error) => FailEachCall(nth => Fault.Fails(error, nth: nth));

    [Theory]
    [MemberData(nameof(Errors))]
    public void Every_call_fails_from_then_on(FileSystemError error) => FailEachCall(nth => Fault.Fails(error, nth: nth) with { ForGood = true });

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(30)]
    public void Every_write_is_short(int bytes) => FailEachCall(nth => Fault.ShortWrite(bytes, nth));

    [Fact]
    public void Every_write_is_short_and_the_next_one_fails() =>
        FailEachCall(nth => Fault.ShortWrite(5, nth), nth => Fault.Fails(FileSystemError.NoSpace, DiskCall.Write, nth + 1));

    [Fact]
    public void A_write_that_fails_half_way_leaves_no_trace()
    {
        SimulatedFileSystem disk = NewDisk();
        var ledger = new Ledger(disk);
        using LogWriter writer = SimulatedLog.Open(disk);
        SimulatedLog.Append(writer, ledger, "one");
        byte[] before = disk.ReadBytes(SimulatedLog.Path);
        disk.Inject(Fault.ShortWrite(5) with { Path = SimulatedLog.Path });
        disk.Inject(Fault.Fails(FileSystemError.NoSpace, DiskCall.Write, nth: 2) with { Path = SimulatedLog.Path });

        Exception? failure = SimulatedLog.Append(writer, ledger, "two")[0].Failure;

        Assert.Equal(FileSystemError.NoSpace, Assert.IsType<FileSystemException>(failure).Error);
        Assert.Equal(before, disk.ReadBytes(SimulatedLog.Path));
    }

    [Fact]
    public void A_record_whose_flush_cannot_be_marked_on_a_full_disk_is_taken_back_and_the_writer_goes_on()
    {
        SimulatedFileSystem disk = NewDisk();
        var ledger = new Ledger(disk);
        using LogWriter writer = SimulatedLog.Open(disk);
        SimulatedLog.Append(writer, ledger, "one");
        byte[] before = disk.ReadBytes(SimulatedLog.Path);
        disk.Inject(Fault.Fails(FileSystemError.NoSpace, DiskCall.Write) with { Path = SimulatedLog.Options.WatermarkPath, ForGood = true });

        Exception? failure = SimulatedLog.Append(writer, ledger, "two")[0].Failure;

        Assert.Equal(FileSystemError.NoSpace, Assert.IsType<FileSystemException>(failure).Error);
        Assert.Equal(before, disk.ReadBytes(SimulatedLog.Path));
        disk.ClearFaults();
        Assert.Null(SimulatedLog.Append(writer, ledger, "three")[0].Failure);
        SimulatedLog.CheckRead(disk.AfterPowerLoss(), ledger);
    }

    [Fact]
    public void A_record_of_whose_mark_half_was_written_stays_since_others_believe_the_half()
    {
        SimulatedFileSystem disk = NewDisk();
        var ledger = new Ledger(disk);
        using LogWriter writer = SimulatedLog.Open(disk);
        SimulatedLog.Append(writer, ledger, "one");
        disk.Inject(Fault.ShortWrite(Watermark.SlotBytes) with { Path = SimulatedLog.Options.WatermarkPath });
        disk.Inject(Fault.Fails(FileSystemError.NoSpace, DiskCall.Write, nth: 2) with { Path = SimulatedLog.Options.WatermarkPath, ForGood = true });

        Assert.IsType<FlushFailedException>(SimulatedLog.Append(writer, ledger, "a-record-that-is-longer-than-the-two-that-come-next")[0].Failure);

        disk.ClearFaults();
        AppendOnce(disk, ledger, "two", 0);
        AppendOnce(disk, ledger, "three", 0);
        Assert.Equal(["one", "two", "three"], ledger.Acknowledged);
        SimulatedLog.CheckRead(disk.AfterPowerLoss(), ledger);
    }

    [Fact]
    public void A_failed_flush_is_always_reported_and_never_retried()
    {
        SimulatedFileSystem disk = NewDisk();
        var ledger = new Ledger(disk);
        using LogWriter writer = SimulatedLog.Open(disk);
        SimulatedLog.Append(writer, ledger, "one");
        int flushes = disk.CallsOf(DiskCall.Flush);
        disk.Inject(Fault.FlushDropsPages());

        Assert.IsType<FlushFailedException>(SimulatedLog.Append(writer, ledger, "two")[0].Failure);
        Assert.Equal(flushes + 1, disk.CallsOf(DiskCall.Flush));
        Assert.Throws<LogFaultedException>(() => SimulatedLog.Append(writer, ledger, "three"));
    }

    [Fact]
    public void A_writer_whose_bytes_went_with_the_failed_flush_of_another_is_told_that_nobody_knows()
    {
        SimulatedFileSystem disk = NewDisk();
        var ledger = new Ledger(disk);
        AppendOnce(disk, ledger, "one", 0);
        IFile flusher = disk.Open(SimulatedLog.Options.WatermarkPath, OpenMode.ReadWrite);
        Assert.True(flusher.TryLock(LockMode.Exclusive));
        var clock = new SimulatedClock();
        clock.DuringNextPause(() =>
        {
            flusher.Dispose();
            disk.Inject(Fault.FlushReverts());
            AppendOnce(disk, ledger, "lost", 0);
            AppendOnce(disk, ledger, "more-than-covers-the-length", 0);
        });
        using LogWriter waiting = SimulatedLog.Open(disk, clock);

        Exception? failure = SimulatedLog.Append(waiting, ledger, "waiting")[0].Failure;

        FileSystemException reason = Assert.IsType<FileSystemException>(Assert.IsType<FlushFailedException>(failure).InnerException);
        Assert.Equal($"fdatasync {SimulatedLog.Path}: a flush by another process failed meanwhile", reason.Message);
        Assert.Equal(["one", "more-than-covers-the-length"], ledger.Acknowledged);
        SimulatedLog.CheckRead(disk.AfterPowerLoss(), ledger);
    }

    [Fact]
    public void A_writer_that_found_its_record_there_mends_the_flush_that_died_and_answers_for_it()
    {
        (LogEntry repeated, SimulatedFileSystem disk, Ledger ledger) = RepeatWhileAFlushIsInDoubt(static (_, _) => { });

        Assert.Null(repeated.Failure);
        Assert.Equal(["one", "doubted"], SimulatedLog.Read(disk.AfterPowerLoss()));
        SimulatedLog.CheckRead(disk.AfterPowerLoss(), ledger);
    }

    [Fact]
    public void A_writer_whose_record_went_after_it_was_found_is_told_that_nobody_knows()
    {
        (LogEntry repeated, SimulatedFileSystem disk, Ledger ledger) = RepeatWhileAFlushIsInDoubt((disk, ledger) =>
        {
            disk.Inject(Fault.FlushReverts());
            AppendOnce(disk, ledger, "lost", 0);
            AppendOnce(disk, ledger, "more-than-covers-the-length", 0);
        });

        Assert.IsType<FlushFailedException>(repeated.Failure);
        SimulatedLog.CheckRead(disk.AfterPowerLoss(), ledger);
    }

    [Fact]
    public void A_half_write_that_cannot_be_taken_back_while_the_locks_are_kept_swallows_no_later_record()
    {
        SimulatedFileSystem disk = NewDisk();
        var ledger = new Ledger(disk);
        using LogWriter writer = SimulatedLog.Open(disk);
        for (int number = 0; !writer.IsHolding; number++)
        {
            Assert.True(number < 100);
            SimulatedLog.Append(writer, ledger, $"alone-{number}");
        }

        disk.Inject(Fault.ShortWrite(5) with { Path = SimulatedLog.Path });
        disk.Inject(Fault.Fails(FileSystemError.NoSpace, DiskCall.Write, nth: 2) with { Path = SimulatedLog.Path });
        disk.Inject(Fault.Fails(FileSystemError.InputOutput, DiskCall.Truncate));
        Assert.NotNull(SimulatedLog.Append(writer, ledger, "half")[0].Failure);
        disk.ClearFaults();

        Assert.Null(SimulatedLog.Append(writer, ledger, "after")[0].Failure);
        SimulatedLog.CheckRead(disk, ledger);
    }

    /// <summary>A flush dies with a record in the file; another writer finds the record there, writes nothing and waits for that flush.</summary>
    private static (LogEntry Repeated, SimulatedFileSystem Disk, Ledger Ledger) RepeatWhileAFlushIsInDoubt(Action<SimulatedFileSystem, Ledger> meanwhile)
    {
        SimulatedFileSystem disk = NewDisk();
        var ledger = new Ledger(disk);
        AppendOnce(disk, ledger, "one", 0);
        disk.Inject(Fault.Fails(FileSystemError.InputOutput, DiskCall.Flush));
        AppendOnce(disk, ledger, "doubted", 0);
        disk.ClearFaults();
        IFile flusher = disk.Open(SimulatedLog.Options.WatermarkPath, OpenMode.ReadWrite);
        Assert.True(flusher.TryLock(LockMode.Exclusive));
        var clock = new SimulatedClock();
        clock.DuringNextPause(() =>
        {
            flusher.Dispose();
            meanwhile(disk, ledger);
        });
        using LogWriter waiting = SimulatedLog.Open(disk, clock);
        var repeated = new ConfirmingEntry();
        waiting.Append([repeated]);
        return (repeated, disk, ledger);
    }

    private void FailEachCall(params Func<int, Fault>[] faults)
    {
        int calls = CountCalls();
        for (int nth = 1; nth <= calls; nth++)
        {
            SimulatedFileSystem disk = NewDisk();
            var ledger = new Ledger(disk);
            foreach (Func<int, Fault> fault in faults)
            {
                disk.Inject(fault(nth));
            }

            foreach (string record in new[] { "one", "two", "three" })
            {
                AppendOnce(disk, ledger, record, nth);
            }

            disk.ClearFaults();
            SimulatedLog.CheckRead(disk, ledger);
            AppendOnce(disk, ledger, "after", nth);
            Assert.Contains("after", ledger.Acknowledged);
            SimulatedLog.CheckRead(disk, ledger);
            SimulatedLog.CheckRead(disk.AfterPowerLoss(), ledger);
            SimulatedLog.CheckRead(disk.AfterKill(), ledger);
            Assert.Equal(0, disk.OpenFiles);
        }

        output.WriteLine($"{calls} calls failed in turn");
    }

    /// <summary>One process per append, as commands do it.</summary>
    private static void AppendOnce(SimulatedFileSystem disk, Ledger ledger, string record, int nth)
    {
        try
        {
            using LogWriter writer = SimulatedLog.Open(disk);
            foreach (LogEntry entry in SimulatedLog.Append(writer, ledger, record))
            {
                Assert.True(entry.Failure is null or DurabilityException, $"call {nth}: {entry.Failure}");
            }
        }
        catch (DurabilityException)
        {
            // Refused before the entry was looked at: a clear answer too.
        }
    }

    private static int CountCalls()
    {
        SimulatedFileSystem disk = NewDisk();
        var ledger = new Ledger(disk);
        foreach (string record in new[] { "one", "two", "three" })
        {
            AppendOnce(disk, ledger, record, 0);
        }

        Assert.Equal(3, ledger.Acknowledged.Count);
        return disk.Calls;
    }

    private static SimulatedFileSystem NewDisk()
    {
        SimulatedFileSystem disk = new();
        disk.PlantDirectory(SimulatedLog.Root);
        disk.SyncAll();
        return disk;
    }
}
