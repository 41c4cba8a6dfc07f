using Daybook.Durability.Errors;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Logs;

/// <summary>A log that begins anew: the old file is kept under another name whatever happens on the way.</summary>
public sealed class LogRotationTests(ITestOutputHelper output)
{
    private const string Aside = "/store/memory/archive/old.jsonl";

    private static readonly DurabilityMetrics Metrics = new();

    [Fact]
    public void The_new_log_begins_as_told_and_the_old_one_is_kept_whole()
    {
        SimulatedFileSystem disk = NewDisk();

        Rotate(disk);

        Assert.Equal(["begun"], SimulatedLog.Read(disk.AfterPowerLoss()));
        Assert.Equal(Lines("one", "two"), disk.AfterPowerLoss().ReadBytes(Aside));
    }

    [Fact]
    public void Writers_go_on_in_the_new_log()
    {
        SimulatedFileSystem disk = NewDisk();
        using LogWriter before = SimulatedLog.Open(disk);
        SimulatedLog.Append(before, new Ledger(disk), "three");

        Rotate(disk);
        SimulatedLog.Append(before, new Ledger(disk), "four");

        Assert.Equal(["begun", "four"], SimulatedLog.Read(disk.AfterPowerLoss()));
        Assert.Equal(Lines("one", "two", "three"), disk.AfterPowerLoss().ReadBytes(Aside));
    }

    [Fact]
    public void A_tail_that_a_failed_flush_left_in_doubt_is_durable_in_the_old_file_afterwards()
    {
        SimulatedFileSystem disk = NewDisk();
        disk.Inject(Fault.FlushDropsPages() with { Path = SimulatedLog.Path });
        using (LogWriter failing = SimulatedLog.Open(disk))
        {
            LogEntry unknown = Assert.Single(SimulatedLog.Append(failing, new Ledger(disk), "doubted"));
            Assert.IsType<FlushFailedException>(unknown.Failure);
        }

        disk.ClearFaults();
        Rotate(disk);

        Assert.Equal(Lines("one", "two", "doubted"), disk.AfterPowerLoss().ReadBytes(Aside));
    }

    [Fact]
    public void A_rotation_after_one_that_died_uses_the_name_that_the_log_has_already()
    {
        SimulatedFileSystem disk = NewDisk();
        disk.PlantDirectory("/store/memory/archive");
        disk.Link(SimulatedLog.Path, Aside);

        Rotate(disk);

        Assert.Equal(["begun"], SimulatedLog.Read(disk));
        Assert.Equal(Lines("one", "two"), disk.ReadBytes(Aside));
    }

    [Fact]
    public void A_name_that_another_file_has_is_refused_and_both_stay()
    {
        SimulatedFileSystem disk = NewDisk();
        disk.PlantDirectory("/store/memory/archive");
        disk.PlantFile(Aside, "other");

        Assert.Throws<FileSystemException>(() => Rotate(disk));

        Assert.Equal("other", disk.ReadText(Aside));
        Assert.Equal(["one", "two"], SimulatedLog.Read(disk));
    }

    [Fact]
    public void A_crash_at_any_call_leaves_the_old_log_or_the_new_one()
    {
        CrashReport report = CrashExplorer.Explore(
            Plant,
            static (disk, ledger) =>
            {
                ledger.Attempt("rotation");
                Rotate(disk);
                ledger.Acknowledge("rotation");
            },
            static (disk, ledger) => Check(disk, mustBeNew: ledger.Acknowledged.Count > 0),
            new CrashOptions { StatesMaximum = 4_000 });
        output.WriteLine(report.ToString());
        Assert.True(report.States > 50);
    }

    [Fact]
    public void An_archive_whose_maker_was_killed_before_its_name_was_durable_loses_no_log()
    {
        CrashReport report = CrashExplorer.Explore(
            static disk => disk.PlantDirectory(SimulatedLog.Root),
            static (disk, ledger) =>
            {
                using (LogWriter writer = SimulatedLog.Open(disk))
                {
                    SimulatedLog.Append(writer, ledger, "one", "two");
                }

                disk.CreateDirectory(Path.GetDirectoryName(Aside) ?? "", FilePermissions.PrivateDirectory);
                Rotate(disk);
            },
            static (disk, ledger) =>
            {
                if (ledger.Acknowledged.Count > 0)
                {
                    Check(disk, mustBeNew: false);
                }
            });
        output.WriteLine(report.ToString());
    }

    [Theory]
    [InlineData(FileSystemError.InputOutput)]
    [InlineData(FileSystemError.NoSpace)]
    [InlineData(FileSystemError.Denied)]
    [InlineData(FileSystemError.NoLocks)]
    public void Whichever_call_fails_no_byte_is_lost_and_no_temp_file_left(FileSystemError error)
    {
        SimulatedFileSystem sound = NewDisk();
        Rotate(sound);
        for (int nth = 1; nth <= sound.Calls; nth++)
        {
            SimulatedFileSystem disk = NewDisk();
            disk.Inject(Fault.Fails(error, nth: nth));
            bool isDone = true;
            try
            {
                Rotate(disk);
            }
            catch (DurabilityException)
            {
                isDone = false;
            }

            disk.ClearFaults();
            Check(disk, isDone);
            Check(disk.AfterPowerLoss(), isDone);
            Assert.False(disk.Exists(Aside + AtomicFile.TempSuffix), $"call {nth} left the temp file");
        }
    }

    private static void Plant(SimulatedFileSystem disk)
    {
        disk.PlantDirectory(SimulatedLog.Root);
        disk.PlantDirectory("/store/memory");
        disk.PlantDirectory("/store/locks");
        disk.PlantFile(SimulatedLog.Path, Lines("one", "two"));
    }

    private static SimulatedFileSystem NewDisk()
    {
        var disk = new SimulatedFileSystem();
        Plant(disk);
        return disk;
    }

    private static void Rotate(SimulatedFileSystem disk) =>
        new LogRotation(disk, SimulatedLog.Options, new SimulatedClock(), TimeProvider.System, Metrics).Rotate(static (_, _) => Lines("begun"), Aside);

    private static void Check(SimulatedFileSystem disk, bool mustBeNew)
    {
        List<string> log = SimulatedLog.Read(disk);
        bool isNew = log.SequenceEqual(["begun"]);
        Assert.True(isNew || (!mustBeNew && log.SequenceEqual(["one", "two"])), $"the log holds [{string.Join(", ", log)}]");
        Assert.True(!isNew || disk.ReadBytes(Aside).AsSpan().SequenceEqual(Lines("one", "two")), "the old bytes are gone");
    }

    private static byte[] Lines(params string[] records) => [.. records.SelectMany(static record => SimulatedLog.Line(record).Append((byte)'\n'))];
}
