using System.Text;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Logs;

/// <summary>What a writer does with a tail of which nobody knows whether it is on the disk.</summary>
public sealed class LogWriterRepairTests : LogWriterFixture
{
    [Fact]
    public void A_tail_in_doubt_that_is_longer_than_any_buffer_is_written_again_whole()
    {
        using (LogWriter failing = OpenOnce())
        {
            Disk.Inject(Fault.FlushDropsPages());
            Try(failing, new string('x', 600_000));
        }

        using LogWriter writer = Open();
        Append(writer, "after");

        Assert.Equal(Disk.ReadText(SimulatedLog.Path), Disk.AfterPowerLoss().ReadText(SimulatedLog.Path));
    }

    [Fact]
    public void A_mend_that_fails_refuses_the_batch_since_nothing_of_it_was_written()
    {
        using (LogWriter failing = OpenOnce())
        {
            Disk.Inject(Fault.FlushDropsPages());
            Try(failing, "doubted");
        }

        Disk.Inject(Fault.FlushDropsPages());
        using LogWriter writer = Open();
        long before = Length;

        Assert.IsType<LogFaultedException>(Try(writer, "refused").Failure);

        Assert.Equal(before, Length);
        MustBeFree();
    }

    [Fact]
    public void A_tail_that_cannot_be_mended_because_the_log_stays_locked_is_unknown()
    {
        IFile? holder = null;
        ConfirmingEntry waiting = ConfirmInDoubt(() => holder = Lock(SimulatedLog.Path), out _);

        Assert.IsType<LockTimeoutException>(Assert.IsType<FlushFailedException>(waiting.Failure).InnerException);
        holder?.Dispose();
        MustBeFree();
    }

    [Fact]
    public void A_tail_that_cannot_be_mended_faults_the_log_and_gives_both_locks_back()
    {
        ConfirmingEntry waiting = ConfirmInDoubt(() => Disk.Inject(Fault.Fails(FileSystemError.TooManyOpenFiles, DiskCall.Open) with { Path = SimulatedLog.Path }), out LogWriter writer);

        Assert.IsType<FlushFailedException>(waiting.Failure);
        MustBeFree();
        Assert.Throws<LogFaultedException>(() => Try(writer, "refused"));
    }

    [Fact]
    public void A_tail_is_not_mended_without_the_lock()
    {
        ConfirmingEntry waiting = ConfirmInDoubt(
            () => Disk.Inject(Fault.Fails(FileSystemError.NoLocks, DiskCall.TryLock) with { Path = SimulatedLog.Path }), out LogWriter writer);

        Assert.IsType<FlushFailedException>(waiting.Failure);
        MustBeFree();
        Assert.Throws<LogFaultedException>(() => Try(writer, "refused"));
    }

    [Fact]
    public void A_tail_that_another_mends_while_the_lock_is_asked_for_is_not_mended_again()
    {
        var crowded = new CrowdedFileSystem(Disk);
        int flushes = 0;
        ConfirmingEntry waiting = ConfirmInDoubt(
            () => crowded.BeforeTryLock = (file, _) =>
            {
                if (file.Path == SimulatedLog.Path && flushes == 0)
                {
                    OpenOnce("mending").Dispose();
                    flushes = Disk.CallsOf(DiskCall.Flush);
                }
            },
            out _,
            disk: crowded);

        Assert.Null(waiting.Failure);
        Assert.Equal(flushes, Disk.CallsOf(DiskCall.Flush));
    }

    [Fact]
    public void A_tail_is_not_mended_into_another_file()
    {
        ConfirmingEntry waiting = ConfirmInDoubt(() => PutInPlace("theirs, and much longer than what was there before it was put here\n"), out _);

        Assert.IsType<FlushFailedException>(waiting.Failure);
        Assert.StartsWith("theirs, and", Disk.ReadText(SimulatedLog.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_tail_in_doubt_that_is_longer_than_a_batch_is_not_answered_for()
    {
        ConfirmingEntry waiting = ConfirmInDoubt(static () => { }, out _, lines: 5, bytes: LogLimits.LineBytesMaximum);

        Assert.IsType<FlushFailedException>(waiting.Failure);
    }

    [Fact]
    public void A_tail_in_doubt_that_is_as_long_as_a_batch_is_answered_for_once_it_is_mended()
    {
        ConfirmingEntry waiting = ConfirmInDoubt(static () => { }, out _, lines: 4, bytes: LogLimits.LineBytesMaximum - 1);

        Assert.Null(waiting.Failure);
    }

    [Fact]
    public void A_short_tail_in_doubt_of_a_long_log_is_answered_for_once_it_is_mended()
    {
        Disk.PlantFile(SimulatedLog.Path, new string('x', LogLimits.BatchBytesMaximum) + "\n");

        Assert.Null(ConfirmInDoubt(static () => { }, out _).Failure);
    }

    [Fact]
    public void A_tail_in_doubt_that_another_program_tore_is_answered_for_once_it_is_mended()
    {
        ConfirmingEntry waiting = ConfirmInDoubt(static () => { }, out _, torn: "torn");

        Assert.Null(waiting.Failure);
        Assert.EndsWith("torn", Disk.AfterPowerLoss().ReadText(SimulatedLog.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mended_log_is_of_a_later_generation()
    {
        using (LogWriter failing = OpenOnce())
        {
            Disk.Inject(Fault.FlushDropsPages());
            Try(failing, "doubted");
        }

        using Watermark shared = new(Disk, Mark);
        long before = shared.Written.Generation;
        OpenOnce("after").Dispose();

        shared.Read();
        Assert.True(shared.Written.Generation > before);
    }

    [Fact]
    public void A_tail_that_another_program_cuts_off_while_it_is_mended_ends_the_mending()
    {
        long flushed;
        using (LogWriter failing = OpenOnce())
        {
            flushed = Length;
            Disk.Inject(Fault.FlushDropsPages());
            Try(failing, "doubted");
        }

        var crowded = new CrowdedFileSystem(Disk);
        crowded.BeforeTryLock = (file, _) =>
        {
            if (file.Path == Mark)
            {
                using IFile foreign = Disk.Open(SimulatedLog.Path, OpenMode.Append);
                foreign.Truncate(flushed);
            }
        };
        using LogWriter writer = SimulatedLog.Open(crowded, Clock);
        Append(writer, "after");

        Assert.Equal(["one", "after"], SimulatedLog.Read(Disk.AfterPowerLoss()));
    }

    [Fact]
    public void What_was_flushed_before_is_not_written_again()
    {
        using (LogWriter failing = OpenOnce())
        {
            Disk.Inject(Fault.FlushDropsPages());
            Try(failing, "doubted");
        }

        long flushed = SimulatedLog.Line("one").Length + 1;
        Disk.StartTrace();
        using LogWriter writer = Open();
        Append(writer, "two");

        Assert.Contains($" write {SimulatedLog.Path} {flushed}+", Disk.Trace, StringComparison.Ordinal);
        Assert.DoesNotContain($" write {SimulatedLog.Path} 0+", Disk.Trace, StringComparison.Ordinal);
    }

    /// <summary>A flush failed; another writer rests on its lines while a third one is about to flush, which gives up when something else happens.</summary>
    private ConfirmingEntry ConfirmInDoubt(Action meanwhile, out LogWriter waiting, int lines = 1, int bytes = 9, string torn = "", IFileSystem? disk = null)
    {
        using (LogWriter failing = OpenOnce())
        {
            Disk.Inject(Fault.FlushDropsPages());
            failing.Append([.. Enumerable.Range(0, lines).Select(_ => new LineEntry(new byte[bytes]))]);
            Disk.ClearFaults();
        }

        using (IFile foreign = Disk.Open(SimulatedLog.Path, OpenMode.Append))
        {
            foreign.WriteFully(Encoding.UTF8.GetBytes(torn), 0);
        }

        IFile flusher = Lock(Mark);
        Clock.DuringNextPause(() =>
        {
            flusher.Dispose();
            meanwhile();
        });
        waiting = SimulatedLog.Open(disk ?? Disk, Clock);
        var entry = new ConfirmingEntry();
        waiting.Append([entry]);
        return entry;
    }
}
