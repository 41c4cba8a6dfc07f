using Daybook.Durability.Errors;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Logs;

/// <summary>Every crash and every error of a rewrite: the old log or the mended one, and the old bytes are never gone.</summary>
public sealed class LogRewriterCrashTests(ITestOutputHelper output)
{
    [Fact]
    public void A_crash_at_any_call_leaves_the_old_log_or_the_new_one()
    {
        CrashReport report = CrashExplorer.Explore(
            LogRewriterTests.Plant,
            static (disk, ledger) =>
            {
                ledger.Attempt("rewrite");
                LogRewriterTests.Rewrite(disk);
                ledger.Acknowledge("rewrite");
            },
            static (disk, ledger) => LogRewriterTests.Check(disk, mustBeMended: ledger.Acknowledged.Count > 0),
            new CrashOptions { StatesMaximum = 4_000 });
        output.WriteLine(report.ToString());
        Assert.True(report.States > 100);
    }

    [Theory]
    [InlineData(FileSystemError.InputOutput)]
    [InlineData(FileSystemError.NoSpace)]
    [InlineData(FileSystemError.Denied)]
    [InlineData(FileSystemError.TooManyOpenFiles)]
    [InlineData(FileSystemError.Interrupted)]
    [InlineData(FileSystemError.NoLocks)]
    public void Whichever_call_fails_no_byte_is_lost_and_no_temp_file_left(FileSystemError error)
    {
        FailEachCall(nth => Fault.Fails(error, nth: nth));
        FailEachCall(nth => Fault.Fails(error, nth: nth) with { ForGood = true }, mayLeaveTemp: true);
    }

    [Fact]
    public void A_failed_flush_of_the_copy_keeps_the_old_log()
    {
        FailEachCall(Fault.FlushDropsPages);
        FailEachCall(Fault.FlushReverts);
    }

    [Fact]
    public void Short_writes_are_carried_through() => FailEachCall(static nth => Fault.ShortWrite(3, nth) with { ForGood = true });

    private static void FailEachCall(Func<int, Fault> fault, bool mayLeaveTemp = false)
    {
        SimulatedFileSystem sound = LogRewriterTests.NewDisk();
        LogRewriterTests.Rewrite(sound);
        for (int nth = 1; nth <= sound.CallsOf(fault(1).On); nth++)
        {
            SimulatedFileSystem disk = LogRewriterTests.NewDisk();
            disk.Inject(fault(nth));
            bool isDone = true;
            try
            {
                LogRewriterTests.Rewrite(disk);
            }
            catch (DurabilityException)
            {
                isDone = false;
            }

            disk.ClearFaults();
            LogRewriterTests.Check(disk, isDone);
            LogRewriterTests.Check(disk.AfterPowerLoss(), isDone);
            Assert.Equal(0, disk.OpenFiles);
            Assert.True(mayLeaveTemp || !disk.Exists(LogRewriterTests.Aside + AtomicFile.TempSuffix), $"call {nth} left the temp file");
        }
    }
}
