using System.Buffers;
using System.Text;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Logs;

public sealed class LineOverwriterTests(ITestOutputHelper output)
{
    private const string Other = "/store/archive/segment.jsonl";
    private const string Content = "{\"keep\":1}\n{\"secret\":\"hunter2\"}\n{\"keep\":2}\n{\"secret\":\"hunter2\"}";
    private const string Over = "{\"keep\":1}\n{\"gone\":0}          \n{\"keep\":2}\n{\"gone\":0}          ";

    [Fact]
    public void Lines_are_overwritten_where_they_stand_and_the_file_stays_the_same()
    {
        SimulatedFileSystem disk = NewDisk();
        FileStat before = disk.Stat(SimulatedLog.Path) ?? default;

        Assert.Equal((2, 2), (OverwriteLog(disk), OverwriteFile(disk)));

        SimulatedFileSystem after = disk.AfterPowerLoss();
        Assert.Equal(Over, after.ReadText(SimulatedLog.Path));
        Assert.Equal(Over, after.ReadText(Other));
        Assert.True(disk.Stat(SimulatedLog.Path)?.IsSameFile(before));
    }

    [Fact]
    public void Where_nothing_matches_or_there_is_no_log_nothing_is_written()
    {
        SimulatedFileSystem disk = NewDisk();
        disk.PlantFile(SimulatedLog.Path, "{\"keep\":1}\n");
        Assert.Equal(0, OverwriteLog(disk));
        Assert.Equal("{\"keep\":1}\n", disk.ReadText(SimulatedLog.Path));
        disk.Delete(SimulatedLog.Path);

        Assert.Equal(0, OverwriteLog(disk));
        Assert.False(disk.Exists(SimulatedLog.Path));
    }

    [Fact]
    public void Where_no_line_is_replaced_nothing_is_written_or_flushed()
    {
        SimulatedFileSystem disk = NewDisk();
        LineOverwriter overwriter = new(disk, new SimulatedClock(), TimeProvider.System);
        OverwriteLog(disk);
        (int writes, int flushes) = (disk.CallsOf(DiskCall.Write), disk.CallsOf(DiskCall.Flush));

        Assert.Equal(0, overwriter.OverwriteLog(SimulatedLog.Options, static (_, _) => LineVerdict.Keep));
        Assert.Equal(0, overwriter.OverwriteFile(Other, static (_, _) => LineVerdict.Keep, TimeSpan.Zero));

        Assert.Equal((writes, flushes), (disk.CallsOf(DiskCall.Write), disk.CallsOf(DiskCall.Flush)));
        Assert.Equal(0, disk.OpenFiles);
    }

    [Fact]
    public void Appends_go_on_before_and_after_it()
    {
        SimulatedFileSystem disk = NewDisk();
        var ledger = new Ledger(disk);
        using LogWriter writer = SimulatedLog.Open(disk);
        SimulatedLog.Append(writer, ledger, "before");

        OverwriteLog(disk);
        SimulatedLog.Append(writer, ledger, "after");

        Assert.Equal(["before", "after"], SimulatedLog.Read(disk.AfterPowerLoss()));
    }

    [Fact]
    public void A_line_of_another_length_is_refused_and_nothing_is_written()
    {
        SimulatedFileSystem disk = NewDisk();

        Assert.Throws<ArgumentException>(() => new LineOverwriter(disk, new SimulatedClock(), TimeProvider.System)
            .OverwriteLog(SimulatedLog.Options, static (_, _) => LineVerdict.Replace));

        Assert.Equal(Content, disk.ReadText(SimulatedLog.Path));
    }

    [Fact]
    public void A_lock_that_another_holds_is_not_broken()
    {
        SimulatedFileSystem disk = NewDisk();
        using IFile log = disk.Open(SimulatedLog.Path, OpenMode.Read);
        using IFile other = disk.Open(Other, OpenMode.Read);
        Assert.True(log.TryLock(LockMode.Exclusive) && other.TryLock(LockMode.Exclusive));

        Assert.Throws<LockTimeoutException>(() => OverwriteLog(disk));
        Assert.Throws<LockTimeoutException>(() => OverwriteFile(disk));

        Assert.Equal(Content, disk.ReadText(SimulatedLog.Path));
    }

    [Fact]
    public void A_crash_at_any_call_leaves_each_line_old_new_or_no_object()
    {
        CrashReport report = CrashExplorer.Explore(
            Plant,
            static (disk, ledger) =>
            {
                ledger.Attempt("over");
                OverwriteLog(disk);
                OverwriteFile(disk);
                ledger.Acknowledge("over");
            },
            static (disk, ledger) =>
            {
                MustBeWhole(disk, SimulatedLog.Path, ledger.Acknowledged.Count > 0);
                MustBeWhole(disk, Other, ledger.Acknowledged.Count > 0);
            },
            new CrashOptions { StatesMaximum = 2_000 });
        output.WriteLine(report.ToString());
        Assert.True(report.States > 200);
    }

    [Fact]
    public void A_failed_flush_is_told_and_what_others_wrote_is_written_again_by_the_next_writer()
    {
        SimulatedFileSystem sound = NewDisk();
        OverwriteLog(sound);
        for (int nth = 1; nth <= sound.CallsOf(DiskCall.Flush); nth++)
        {
            SimulatedFileSystem disk = NewDisk();
            var ledger = new Ledger(disk);
            using (LogWriter writer = SimulatedLog.Open(disk))
            {
                SimulatedLog.Append(writer, ledger, "before");
            }

            disk.Inject(Fault.FlushDropsPages(nth));
            int count = 0;
            try
            {
                count = OverwriteLog(disk);
            }
            catch (DurabilityException)
            {
                // Told, as it must be.
            }

            disk.ClearFaults();
            using (LogWriter writer = SimulatedLog.Open(disk))
            {
                SimulatedLog.Append(writer, ledger, "after");
            }

            SimulatedLog.CheckRead(disk.AfterPowerLoss(), ledger);
            Assert.True(count == 0 || !disk.AfterPowerLoss().ReadText(SimulatedLog.Path).Contains("hunter2", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_line_too_long_to_be_loaded_is_dropped_if_it_shall_be_and_never_overwritten()
    {
        SimulatedFileSystem disk = NewDisk();
        string content = $"keep 1\n{new string('x', LogLimits.LineBytesMaximum + 1)}\nkeep 2\n";
        disk.PlantFile(SimulatedLog.Path, content);

        Assert.Equal(0, new LineOverwriter(disk, new SimulatedClock(), TimeProvider.System).OverwriteLog(
            SimulatedLog.Options, static (line, _) => line.Length > 6 ? LineVerdict.Replace : LineVerdict.Keep));
        Assert.Equal(content, disk.ReadText(SimulatedLog.Path));
        LogRewriterTests.Rewrite(disk, mender: static (line, _) => line.IsTooLong ? LineVerdict.Drop : LineVerdict.Keep);

        Assert.Equal("keep 1\nkeep 2\n", disk.ReadText(SimulatedLog.Path));
    }

    [Fact]
    public void A_file_whose_overwriting_fails_is_told_as_unknown()
    {
        SimulatedFileSystem disk = NewDisk();
        disk.PlantFile("/store/other", "old\n");
        disk.Inject(Fault.Fails(FileSystemError.InputOutput, DiskCall.Write));

        Assert.Throws<FlushFailedException>(() => new LineOverwriter(disk, new SimulatedClock(), TimeProvider.System).OverwriteFile(
            "/store/other",
            static (_, output) =>
            {
                output.Write("new"u8);
                return LineVerdict.Replace;
            },
            TimeSpan.Zero));
    }

    private static void MustBeWhole(SimulatedFileSystem disk, string path, bool mustBeOver)
    {
        string[] lines = disk.ReadText(path).Split('\n');
        Assert.Equal(["{\"keep\":1}", "{\"keep\":2}"], [lines[0], lines[2]]);
        foreach (string line in new[] { lines[1], lines[3] })
        {
            bool isOld = line == Content.Split('\n')[1];
            bool isNew = line == Over.Split('\n')[1];
            bool isFilled = line.Contains((char)LineOverwriter.Filler, StringComparison.Ordinal);
            Assert.True(mustBeOver ? isNew : isOld || isNew || isFilled, line);
        }
    }

    private static SimulatedFileSystem NewDisk()
    {
        SimulatedFileSystem disk = new();
        Plant(disk);
        disk.SyncAll();
        return disk;
    }

    private static void Plant(SimulatedFileSystem disk)
    {
        disk.PlantDirectory("/store/locks");
        disk.PlantFile(SimulatedLog.Path, Content);
        disk.PlantFile(Other, Content);
    }

    private static int OverwriteLog(IFileSystem disk) =>
        new LineOverwriter(disk, new SimulatedClock(), TimeProvider.System).OverwriteLog(SimulatedLog.Options, Mend);

    private static int OverwriteFile(IFileSystem disk) =>
        new LineOverwriter(disk, new SimulatedClock(), TimeProvider.System).OverwriteFile(Other, Mend, TimeSpan.FromMilliseconds(100));

    private static LineVerdict Mend(LogLine line, IBufferWriter<byte> replacement)
    {
        if (line.Bytes.IndexOf("keep"u8) >= 0 || line.Bytes.IndexOf("record"u8) >= 0)
        {
            return LineVerdict.Keep;
        }

        replacement.Write(Encoding.UTF8.GetBytes("{\"gone\":0}".PadRight(line.Bytes.Length)));
        return LineVerdict.Replace;
    }
}
