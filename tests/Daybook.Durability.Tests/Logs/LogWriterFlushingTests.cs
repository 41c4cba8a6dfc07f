using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Durability.Logs;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Logs;

/// <summary>How long a writer waits for the flush of another, and what it tells of its own.</summary>
public sealed class LogWriterFlushingTests : LogWriterFixture
{
    [Fact]
    public void A_flusher_that_stands_still_stops_nobody_for_longer_than_a_second()
    {
        using LogWriter writer = OpenOnce();
        using IFile stopped = Lock(Mark);
        TimeSpan began = Clock.Elapsed;

        Append(writer, "two");

        Assert.Equal(["one", "two"], SimulatedLog.Read(Disk.AfterPowerLoss()));
        Assert.InRange(Clock.Elapsed - began, TimeSpan.FromTicks(TimeSpan.TicksPerSecond + 1), TimeSpan.FromMilliseconds(1002));
    }

    [Theory]
    [InlineData(10, 50)]
    [InlineData(200, 100)]
    [InlineData(1000, 500)]
    [InlineData(10_000, 1000)]
    public void Whoever_waits_for_a_flush_looks_about_twice_while_one_takes_its_time(int flushMicroseconds, int pauseMicroseconds)
    {
        var steps = new SteppingClock(TimeSpan.FromMicroseconds(flushMicroseconds));
        using LogWriter writer = SimulatedLog.Open(Disk, steps);
        Append(writer, "one");
        using IFile stopped = Lock(Mark);

        Append(writer, "two");

        Assert.NotEmpty(steps.Pauses);
        Assert.All(steps.Pauses, pause => Assert.Equal(TimeSpan.FromMicroseconds(pauseMicroseconds), pause));
    }

    [Fact]
    public void Whoever_has_not_flushed_yet_takes_a_flush_for_a_millisecond()
    {
        Disk.PlantDirectory("/store/locks");
        using LogWriter writer = Open();
        using IFile stopped = Lock(Mark);
        TimeSpan? pause = null;
        TimeSpan began = Clock.Elapsed;
        Clock.DuringNextPause(() => pause = Clock.Elapsed - began);

        Append(writer, "one");

        Assert.Equal(TimeSpan.FromMicroseconds(500), pause);
    }

    [Fact]
    public void A_flush_under_way_is_not_asked_for_its_lock_before_it_should_be_over()
    {
        using (LogWriter failing = OpenOnce())
        {
            Disk.Inject(Fault.FlushDropsPages());
            Try(failing, "doubted");
        }

        IFile flusher = Lock(Mark);
        var asked = new List<int>();
        for (int pause = 0; pause < 6; pause++)
        {
            Clock.DuringNextPause(() => asked.Add(Disk.CallsOf(DiskCall.TryLock)));
        }

        Clock.DuringNextPause(flusher.Dispose);
        using LogWriter writer = Open();
        Append(writer, "three");

        Assert.Equal([0, 0, 0, 0, 1, 2], asked.Select(calls => calls - asked[0]));
        MustBeFree();
    }

    [Fact]
    public void Writers_that_wrote_in_turn_wait_a_moment_for_each_other_before_they_flush()
    {
        using LogWriter one = OpenOnce();
        using LogWriter other = OpenOnce("two");
        Assert.Equal(TimeSpan.FromHours(1), Clock.Elapsed);
        Clock.DuringNextPause(() =>
        {
            using IFile log = Lock(SimulatedLog.Path);
            log.WriteFully("{}\n"u8, 0);
            using Watermark sibling = new(Disk, Mark);
            sibling.Write(sibling.Written with { End = Length });
        });

        Append(one, "three");

        Assert.Equal((1, TimeSpan.FromMicroseconds(30)), (Clock.Pauses, Clock.Elapsed - TimeSpan.FromHours(1)));
        Assert.EndsWith("{}\n", Disk.AfterPowerLoss().ReadText(SimulatedLog.Path), StringComparison.Ordinal);
        using Watermark shared = new(Disk, Mark);
        Assert.True(shared.Covers(Identity, Length));
        MustBeFree();
    }

    [Fact]
    public void What_is_written_meanwhile_to_a_file_that_took_the_logs_place_is_not_covered_by_the_flush_of_the_old_one()
    {
        using LogWriter one = OpenOnce();
        using LogWriter other = OpenOnce("two");
        Clock.DuringNextPause(() =>
        {
            using Watermark sibling = new(Disk, Mark);
            sibling.Write(new WrittenMark(Identity + 1, sibling.Written.Generation + 1, Length + 1000));
        });

        Append(one, "three");

        using Watermark shared = new(Disk, Mark);
        Assert.Equal((Identity, Length), (shared.Flushed.Identity, shared.Flushed.End));
    }

    [Fact]
    public void A_mark_that_cannot_be_left_after_a_flush_costs_no_record()
    {
        using LogWriter writer = OpenOnce();
        Disk.Inject(Fault.Fails(FileSystemError.NoSpace, DiskCall.Write, nth: 2) with { Path = Mark });

        Append(writer, "two");

        using Watermark shared = new(Disk, Mark);
        Assert.True(shared.IsInDoubt(Identity));
        MustBeFree();
    }

    [Fact]
    public void The_first_flush_of_a_file_covers_nothing_until_it_has_succeeded()
    {
        Disk.PlantFile(SimulatedLog.Path, "older\n");
        using LogWriter writer = Open();
        Disk.Inject(Fault.FlushDropsPages());
        Try(writer, "unknown");

        using Watermark shared = new(Disk, Mark);
        Assert.Equal((-1, 6, true), (shared.Flushed.End, shared.Flushed.Base, shared.Flushed.InDoubt));
        Assert.Equal(6, shared.Flushed.TailStart);
    }

    [Fact]
    public void Whoever_answers_from_a_file_that_nobody_has_flushed_yet_leaves_all_of_it_in_doubt_until_it_has()
    {
        OpenOnce().Dispose();
        PutInPlace(new string('x', 1000) + "\n");
        Clock.DuringNextPause(Lock(Mark).Dispose);
        using LogWriter writer = Open();

        writer.Append([new ConfirmingEntry()]);

        using Watermark shared = new(Disk, Mark);
        Assert.Equal((Identity, 0, 1001), (shared.Flushed.Identity, shared.Flushed.Base, shared.Flushed.End));
    }

    [Fact]
    public void Whoever_flushes_after_having_waited_gives_the_right_to_flush_back()
    {
        using LogWriter writer = OpenOnce();
        Clock.DuringNextPause(Lock(Mark).Dispose);

        Append(writer, "two");

        using Watermark shared = new(Disk, Mark);
        Assert.True(shared.Covers(Identity, Length));
        MustBeFree();
    }

    [Fact]
    public void A_flush_that_fails_after_a_write_was_taken_back_leaves_nothing_covered()
    {
        using LogWriter writer = OpenOnce();
        Disk.Inject(Fault.ShortWrite(5) with { Path = SimulatedLog.Path });
        Disk.Inject(Fault.Fails(FileSystemError.NoSpace, DiskCall.Write, nth: 2) with { Path = SimulatedLog.Path });
        Disk.Inject(Fault.FlushDropsPages());
        Try(writer, "taken back");

        using Watermark shared = new(Disk, Mark);
        Assert.Equal((-1, true), (shared.Flushed.End, shared.Flushed.InDoubt));
        Assert.Equal(shared.Written.Generation, shared.Flushed.Generation);
    }

    [Fact]
    public void A_log_that_another_program_cut_and_wrote_again_is_flushed_before_anything_is_answered_from_it()
    {
        using LogWriter writer = OpenOnce();
        using (IFile foreign = Disk.Open(SimulatedLog.Path, OpenMode.Append))
        {
            foreign.Truncate(0);
            foreign.Write("cut\n"u8, 0);
        }

        writer.Append([new ConfirmingEntry()]);

        Assert.Equal("cut\n", Disk.AfterPowerLoss().ReadText(SimulatedLog.Path));
    }

    [Fact]
    public void What_is_covered_already_is_answered_while_another_flushes()
    {
        using LogWriter writer = OpenOnce();
        using IFile flusher = Lock(Mark);
        int writes = Disk.CallsOf(DiskCall.Write);
        var entry = new ConfirmingEntry();

        writer.Append([entry]);

        Assert.Null(entry.Failure);
        Assert.Equal((0, writes), (Clock.Pauses, Disk.CallsOf(DiskCall.Write)));
    }

    [Fact]
    public void A_flush_of_another_serves_whoever_waits_before_the_other_gives_the_right_to_flush_back()
    {
        using LogWriter writer = OpenOnce();
        using IFile flusher = Lock(Mark);
        Clock.DuringNextPause(() =>
        {
            using IFile log = Disk.Open(SimulatedLog.Path, OpenMode.ReadWrite);
            log.Flush();
            using Watermark other = new(Disk, Mark);
            other.Write(other.Flushed with { End = Length });
        });

        Append(writer, "two");

        Assert.Equal(1, Clock.Pauses);
    }

    [Fact]
    public void A_flush_that_cannot_be_marked_is_not_begun_and_its_lines_are_unknown()
    {
        using LogWriter writer = OpenOnce();
        IFile flusher = Lock(Mark);
        Clock.DuringNextPause(() =>
        {
            flusher.Dispose();
            Disk.Inject(Fault.Fails(FileSystemError.NoSpace, DiskCall.Write) with { Path = Mark });
        });
        int flushes = Disk.CallsOf(DiskCall.Flush);

        Assert.IsType<FlushFailedException>(Try(writer, "unknown").Failure);

        Assert.Equal(flushes, Disk.CallsOf(DiskCall.Flush));
        Assert.Throws<LogFaultedException>(() => Try(writer, "refused"));
        MustBeFree();
    }

    [Fact]
    public void Whoever_flushes_after_having_waited_needs_the_lock_of_the_log_no_more()
    {
        using LogWriter writer = OpenOnce();
        IFile flusher = Lock(Mark);
        IFile? next = null;
        Clock.DuringNextPause(() =>
        {
            flusher.Dispose();
            next = Lock(SimulatedLog.Path);
        });

        Append(writer, "two");

        Assert.NotNull(next);
        next.Dispose();
    }

    [Fact]
    public void A_batch_that_took_several_writes_is_answered_after_the_flush_that_it_waited_for()
    {
        using LogWriter writer = OpenOnce();
        Clock.DuringNextPause(Lock(Mark).Dispose);
        LogEntry[] batch = [.. Enumerable.Range(0, 5).Select(static _ => new LineEntry(new byte[LogLimits.LineBytesMaximum]))];

        writer.Append([.. batch]);

        Assert.All(batch, static entry => Assert.Null(entry.Failure));
    }

    [Fact]
    public void A_log_that_another_program_cut_is_of_a_later_generation()
    {
        OpenOnce().Dispose();
        using Watermark shared = new(Disk, Mark);
        long before = shared.Written.Generation;
        using (IFile foreign = Disk.Open(SimulatedLog.Path, OpenMode.Append))
        {
            foreign.Truncate(0);
        }

        OpenOnce("two").Dispose();

        shared.Read();
        Assert.True(shared.Written.Generation > before);
    }

    /// <summary>A clock on which each look takes a time, so that whatever is measured with two looks takes just that.</summary>
    private sealed class SteppingClock(TimeSpan step) : IMonotonicClock
    {
        private TimeSpan elapsed = TimeSpan.FromHours(1);

        public List<TimeSpan> Pauses { get; } = [];

        public TimeSpan Elapsed => elapsed += step;

        public void Pause(TimeSpan duration)
        {
            Pauses.Add(duration);
            elapsed += duration;
        }
    }
}
