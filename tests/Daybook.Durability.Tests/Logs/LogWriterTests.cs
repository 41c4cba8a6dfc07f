using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Durability.Logs;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Logs;

/// <summary>When a writer takes and gives back its two locks, also after an error, and which file it writes then.</summary>
public sealed class LogWriterTests : LogWriterFixture
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_batch_that_cannot_be_written_gives_both_locks_back(bool isHolding)
    {
        using LogWriter writer = isHolding ? OpenHolding() : OpenOnce();
        Disk.Inject(Fault.Fails(FileSystemError.InputOutput, DiskCall.Read) with { Path = SimulatedLog.Path });

        LogEntry refused = Try(writer, "refused");

        Assert.Equal(FileSystemError.InputOutput, Assert.IsType<FileSystemException>(refused.Failure).Error);
        Assert.False(writer.IsHolding);
        MustBeFree();
        Append(writer, "after");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_flush_that_fails_gives_both_locks_back(bool isHolding)
    {
        using LogWriter writer = isHolding ? OpenHolding() : OpenOnce();
        Disk.Inject(Fault.FlushDropsPages());

        Assert.IsType<FlushFailedException>(Try(writer, "unknown").Failure);

        Assert.False(writer.IsHolding);
        MustBeFree();
    }

    [Theory]
    [InlineData(SimulatedLog.Path, false)]
    [InlineData(SimulatedLog.Path, true)]
    [InlineData("/store/locks/memory.watermark", false)]
    [InlineData("/store/locks/memory.watermark", true)]
    public void A_lock_that_cannot_be_given_back_goes_with_its_file_which_is_opened_anew_once(string path, bool refuses)
    {
        using LogWriter writer = OpenOnce();
        Disk.Inject(Fault.Fails(FileSystemError.InputOutput, DiskCall.Unlock) with { Path = path });
        if (refuses)
        {
            Disk.Inject(Fault.Fails(FileSystemError.InputOutput, DiskCall.Read) with { Path = SimulatedLog.Path });
        }

        Assert.Equal(refuses, Try(writer, "two").Failure is not null);

        MustBeFree();
        int opened = Disk.CallsOf(DiskCall.Open);
        Append(writer, "three");
        Append(writer, "four");
        Assert.Equal(opened + 2, Disk.CallsOf(DiskCall.Open));
    }

    [Fact]
    public void A_lock_that_was_taken_before_an_error_is_given_back()
    {
        using LogWriter writer = OpenOnce();
        Disk.Inject(Fault.Fails(FileSystemError.InputOutput, DiskCall.Stat) with { Path = SimulatedLog.Path });

        Assert.Throws<FileSystemException>(() => Try(writer, "refused"));

        MustBeFree();
        Append(writer, "after");
    }

    [Fact]
    public void A_log_that_is_replaced_again_and_again_is_given_up()
    {
        int times = 0;
        var replaced = new ReplacedFileSystem(Disk, () =>
        {
            times++;
            PutInPlace("other\n");
        });
        using LogWriter writer = SimulatedLog.Open(replaced, Clock);

        LockTimeoutException refused = Assert.Throws<LockTimeoutException>(() => Try(writer, "refused"));

        Assert.Equal((SimulatedLog.Path, SimulatedLog.Options.LockWait, 100), (refused.Path, refused.Waited, times));
        Assert.Equal("other\n", Disk.ReadText(SimulatedLog.Path));
        MustBeFree();
    }

    [Fact]
    public void A_log_that_is_replaced_a_few_times_is_written_all_the_same()
    {
        int times = 0;
        var replaced = new ReplacedFileSystem(Disk, () =>
        {
            if (++times < 100)
            {
                PutInPlace("other\n");
            }
        });
        using LogWriter writer = SimulatedLog.Open(replaced, Clock);

        Append(writer, "one");

        Assert.Equal(["one"], SimulatedLog.Read(Disk.AfterPowerLoss()));
    }

    [Fact]
    public void A_label_that_is_too_long_for_the_note_is_cut()
    {
        using (LogWriter writer = new(Disk, SimulatedLog.Options with { HolderLabel = new string('l', 200) }, Clock, TimeProvider.System, new DurabilityMetrics()))
        {
            Append(writer, "one");
        }

        using Watermark shared = new(Disk, Mark);
        Assert.Equal(new string('l', Watermark.LabelCharactersMaximum), shared.ReadHolder()?.Label);
    }

    [Fact]
    public void A_holder_that_left_no_note_of_its_own_is_named_by_its_process_alone()
    {
        using LogWriter writer = OpenOnce();
        Disk.ProcessId = 4711;
        using IFile holder = Lock(SimulatedLog.Path);

        LockTimeoutException refused = Assert.Throws<LockTimeoutException>(() => Try(writer, "refused"));

        Assert.Equal(new LockHolder(4711, "", null), refused.Holder);
    }

    [Fact]
    public void A_new_log_has_the_permissions_that_were_asked_for()
    {
        using LogWriter writer = new(
            Disk, SimulatedLog.Options with { Permissions = FilePermissions.SharedFile }, Clock, TimeProvider.System, new DurabilityMetrics());
        Append(writer, "one");

        Assert.Equal(FilePermissions.SharedFile, Disk.Stat(SimulatedLog.Path)?.Permissions);
    }

    [Fact]
    public void A_log_that_was_flushed_in_this_boot_has_its_name_synced_no_more()
    {
        OpenOnce().Dispose();
        int syncs = Disk.CallsOf(DiskCall.SyncDirectory);

        OpenOnce("two").Dispose();

        Assert.Equal(syncs, Disk.CallsOf(DiskCall.SyncDirectory));
    }

    [Fact]
    public void Nothing_is_written_or_settled_without_the_lock()
    {
        using LogWriter writer = Open();

        Assert.Equal("The log is not locked.", Assert.Throws<InvalidOperationException>(() => writer.AppendLocked([])).Message);
        Assert.Equal("The log is not locked.", Assert.Throws<InvalidOperationException>(() => writer.Settle_NeedsLock()).Message);
    }

    /// <summary>A disk on which something happens just before the log is looked at by its name.</summary>
    private sealed class ReplacedFileSystem(IFileSystem inner, Action beforeStat) : ForwardingFileSystem(inner)
    {
        public override FileStat? Stat(string path)
        {
            if (path == SimulatedLog.Path)
            {
                beforeStat();
            }

            return base.Stat(path);
        }
    }
}
