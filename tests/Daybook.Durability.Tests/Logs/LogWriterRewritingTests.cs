using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Logs;

/// <summary>What a writer holds still and makes durable for those who rewrite its log.</summary>
public sealed class LogWriterRewritingTests : LogWriterFixture
{
    [Fact]
    public void What_is_flushed_is_settled_without_a_flush_and_the_right_to_flush_given_back()
    {
        OpenOnce().Dispose();
        FileStat log = Disk.Stat(SimulatedLog.Path) ?? default;
        int flushes = Disk.CallsOf(DiskCall.Flush);
        using LogWriter writer = new(Disk, SimulatedLog.Options with { HolderLabel = "rewrite" }, Clock, TimeProvider.System, new DurabilityMetrics());

        Assert.Equal(Length, writer.LockSettled(log));

        Assert.Equal(flushes, Disk.CallsOf(DiskCall.Flush));
        Lock(Mark).Dispose();
        using Watermark shared = new(Disk, Mark);
        Assert.Equal("rewrite", shared.ReadHolder()?.Label);
        writer.Overwrite_NeedsLock([(0, "{}"u8.ToArray())]);
        Lock(Mark).Dispose();
    }

    [Fact]
    public void What_another_program_wrote_is_settled_with_one_flush_and_covered_then()
    {
        OpenOnce().Dispose();
        using (IFile foreign = Disk.Open(SimulatedLog.Path, OpenMode.Append))
        {
            foreign.Truncate(0);
            foreign.Write("foreign\n"u8, 0);
        }

        using LogWriter writer = Open();
        Assert.Equal(8, writer.LockSettled(Disk.Stat(SimulatedLog.Path) ?? default));

        Assert.Equal("foreign\n", Disk.AfterPowerLoss().ReadText(SimulatedLog.Path));
        using Watermark shared = new(Disk, Mark);
        Assert.True(shared.Covers(Identity, 8));
    }

    [Fact]
    public void A_doubt_that_came_up_while_the_lock_was_waited_for_is_mended_before_the_log_is_settled()
    {
        OpenOnce().Dispose();
        IFile holder = Lock(SimulatedLog.Path);
        Clock.DuringNextPause(() =>
        {
            using Watermark other = new(Disk, Mark);
            other.Write(other.Flushed with { InDoubt = true });
            holder.Dispose();
        });
        using LogWriter writer = Open();

        writer.LockSettled(Disk.Stat(SimulatedLog.Path) ?? default);

        using Watermark shared = new(Disk, Mark);
        Assert.Equal((false, 1), (shared.IsInDoubt(Identity), shared.Flushed.Repairs));
    }

    [Fact]
    public void What_was_there_before_it_was_settled_for_the_first_time_is_not_written_again_later()
    {
        Disk.PlantFile(SimulatedLog.Path, "older\n");
        using LogWriter writer = Open();

        writer.LockSettled(Disk.Stat(SimulatedLog.Path) ?? default);

        using Watermark shared = new(Disk, Mark);
        Assert.Equal((6, 6), (shared.Flushed.Base, shared.Flushed.End));
    }

    [Fact]
    public void A_log_whose_flush_does_not_end_is_not_settled()
    {
        OpenOnce().Dispose();
        using IFile flusher = Lock(Mark);
        using LogWriter writer = Open();

        LockTimeoutException refused = Assert.Throws<LockTimeoutException>(() => writer.LockSettled(Disk.Stat(SimulatedLog.Path) ?? default));

        Assert.Equal((SimulatedLog.Path, SimulatedLog.Options.LockWait), (refused.Path, refused.Waited));
    }

    [Fact]
    public void A_file_that_took_the_logs_place_is_neither_measured_nor_settled()
    {
        OpenOnce().Dispose();
        FileStat expected = Disk.Stat(SimulatedLog.Path) ?? default;
        PutInPlace("theirs\n");
        using (LogWriter writer = Open())
        {
            Assert.Equal(SimulatedLog.Path, Assert.Throws<LogReplacedException>(() => writer.MeasureWhole(expected)).Path);
            MustBeFree();
            Assert.Equal(SimulatedLog.Path, Assert.Throws<LogReplacedException>(() => writer.LockSettled(expected)).Path);
        }

        MustBeFree();
        Assert.Equal((7, 0), (Length, Disk.OpenFiles));
    }

    [Fact]
    public void A_file_that_took_the_logs_place_is_not_overwritten()
    {
        OpenOnce().Dispose();
        using LogWriter writer = Open();
        writer.LockSettled(Disk.Stat(SimulatedLog.Path) ?? default);
        PutInPlace("theirs\n");

        Assert.Throws<LogReplacedException>(() => writer.Overwrite_NeedsLock([(0, "{}"u8.ToArray())]));

        Assert.Equal("theirs\n", Disk.ReadText(SimulatedLog.Path));
        Lock(Mark).Dispose();
    }
}
