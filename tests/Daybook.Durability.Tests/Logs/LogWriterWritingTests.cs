using System.Buffers;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Logs;

/// <summary>How a batch becomes lines of the log, and what its entries are told.</summary>
public sealed class LogWriterWritingTests : LogWriterFixture
{
    [Theory]
    [InlineData(4, LogLimits.LineBytesMaximum - 1, 1)]
    [InlineData(5, LogLimits.LineBytesMaximum - 1, 2)]
    [InlineData(6, LogLimits.LineBytesMaximum, 2)]
    public void A_batch_is_cut_where_one_write_has_enough(int lines, int bytes, int writes)
    {
        using LogWriter writer = OpenOnce();
        Disk.StartTrace();
        LogEntry[] batch = [.. Enumerable.Range(0, lines).Select(_ => new LineEntry(new byte[bytes]))];

        writer.Append([.. batch]);

        Assert.All(batch, static entry => Assert.Null(entry.Failure));
        Assert.Equal(writes, Disk.Trace.Split('\n').Count(static call => call.Contains(" write " + SimulatedLog.Path, StringComparison.Ordinal)));
    }

    [Fact]
    public void Each_entry_is_told_where_its_line_starts_and_one_that_writes_none_where_the_log_ended()
    {
        using LogWriter writer = OpenOnce();
        long before = Length;
        var told = new List<(long Length, long Next)>();
        LogEntry[] batch =
        [
            new DecidingEntry((view, output) =>
            {
                told.Add((view.Length, view.NextOffset));
                output.Write("two"u8);
            }),
            new DecidingEntry((view, _) => told.Add((view.Length, view.NextOffset))),
        ];

        writer.Append([.. batch]);

        Assert.Equal([(before, before), (before, before + 4)], told);
        Assert.Equal([new LogPosition(before, 3), new LogPosition(before, 0)], batch.Select(static entry => entry.Position));
    }

    [Fact]
    public void A_write_that_cannot_be_taken_back_is_unknown()
    {
        using LogWriter writer = OpenOnce();
        Disk.Inject(Fault.ShortWrite(5) with { Path = SimulatedLog.Path });
        Disk.Inject(Fault.Fails(FileSystemError.NoSpace, DiskCall.Write, nth: 2) with { Path = SimulatedLog.Path });
        Disk.Inject(Fault.Fails(FileSystemError.InputOutput, DiskCall.Truncate));

        Assert.IsType<FlushFailedException>(Try(writer, "half").Failure);
    }

    [Fact]
    public void Half_a_write_that_cannot_be_taken_back_swallows_no_line_of_the_next_one()
    {
        using LogWriter writer = OpenOnce();
        Disk.Inject(Fault.ShortWrite(5) with { Path = SimulatedLog.Path });
        Disk.Inject(Fault.Fails(FileSystemError.NoSpace, DiskCall.Write, nth: 2) with { Path = SimulatedLog.Path });
        Disk.Inject(Fault.Fails(FileSystemError.InputOutput, DiskCall.Truncate));
        LogEntry[] half = [.. Enumerable.Range(0, 4).Select(static _ => new LineEntry(new byte[LogLimits.LineBytesMaximum]))];
        var next = new LineEntry("{}"u8.ToArray());

        writer.Append([.. half, next]);

        Assert.All(half, static entry => Assert.IsType<FlushFailedException>(entry.Failure));
        Assert.Null(next.Failure);
        Assert.EndsWith("\n{}\n", Disk.AfterPowerLoss().ReadText(SimulatedLog.Path), StringComparison.Ordinal);
        Assert.Equal(Length - 3, next.Position.Offset);
    }

    [Fact]
    public void Where_a_write_is_taken_back_the_log_is_of_a_later_generation_and_where_it_took_nothing_it_is_not()
    {
        using LogWriter writer = OpenOnce();
        using Watermark shared = new(Disk, Mark);
        long before = shared.Written.Generation;
        Disk.Inject(Fault.Fails(FileSystemError.NoSpace, DiskCall.Write) with { Path = SimulatedLog.Path });
        Try(writer, "refused");
        shared.Read();
        Assert.Equal((before, 0), (shared.Written.Generation, Disk.CallsOf(DiskCall.Truncate)));

        Disk.Inject(Fault.ShortWrite(5) with { Path = SimulatedLog.Path });
        Disk.Inject(Fault.Fails(FileSystemError.NoSpace, DiskCall.Write, nth: 2) with { Path = SimulatedLog.Path });
        Try(writer, "taken back");

        shared.Read();
        Assert.True(shared.Written.Generation > before);
    }

    [Fact]
    public void What_is_written_while_another_flushes_is_told_at_once()
    {
        using LogWriter writer = OpenOnce();
        IFile flusher = Lock(Mark);
        long told = 0;
        Clock.DuringNextPause(() =>
        {
            flusher.Dispose();
            using Watermark other = new(Disk, Mark);
            told = other.Written.End;
        });

        Append(writer, "two");

        Assert.Equal(Length, told);
    }

    [Fact]
    public void The_first_reason_stands_and_an_entry_is_undone_once()
    {
        using LogWriter writer = Open();
        Disk.Inject(Fault.Fails(FileSystemError.NoSpace, DiskCall.Write) with { Path = SimulatedLog.Path });
        Disk.Inject(Fault.FlushDropsPages());
        var refused = new DecidingEntry(static (_, _) => throw new InvalidTimeZoneException());
        var line = new DecidingEntry(static (_, output) => output.Write("line"u8));

        writer.Append([refused, line]);

        Assert.All([refused, line], static entry => Assert.IsType<FileSystemException>(entry.Failure));
        Assert.Equal((1, 1), (refused.Undone, line.Undone));
    }
}
