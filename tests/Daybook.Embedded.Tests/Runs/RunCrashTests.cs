using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Runs;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Runs;

/// <summary>Runs on a disk that crashes or fails at every call.</summary>
public sealed class RunCrashTests(ITestOutputHelper output)
{
    public static readonly TheoryData<FileSystemError> Errors =
    [
        FileSystemError.InputOutput, FileSystemError.NoSpace, FileSystemError.Denied, FileSystemError.ReadOnly,
        FileSystemError.TooManyOpenFiles, FileSystemError.Interrupted, FileSystemError.NoLocks,
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void What_was_acknowledged_survives_any_crash()
    {
        CrashReport report = CrashExplorer.Explore(
            static disk =>
            {
                disk.PlantDirectory("/home/user/project");
                TestStores.Create(TestStores.SimulatedPorts(disk), "/home/user/project");
            },
            DoAll,
            static (disk, ledger) =>
            {
                Check(disk, ledger);
                Do(disk, ledger, "create after", store => store.Runs.CreateAsync(Named("after"), Cancellation));
                Check(disk.AfterPowerLoss(), ledger);
            },
            new CrashOptions { StatesMaximum = 12 });
        output.WriteLine(report.ToString());
        Assert.True(report.States > 100);
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public void Whichever_call_fails_the_answer_is_clear_and_nothing_acknowledged_is_lost(FileSystemError error)
    {
        // Each error at every third call: all of them together fail each call, and the proof of refusals fails each with each.
        FailEachCall(nth => Fault.Fails(error, nth: nth), first: 1 + ((int)error % 3), step: 3);
        FailEachCall(nth => Fault.Fails(error, nth: nth) with { ForGood = true }, first: 1 + (((int)error + 1) % 3), step: 3);
    }

    [Fact]
    public void Short_writes_and_failed_flushes_are_told_or_carried_through()
    {
        FailEachCall(static nth => Fault.ShortWrite(7, nth));
        FailEachCall(Fault.FlushDropsPages);
        FailEachCall(Fault.FlushReverts);
    }

    private static void FailEachCall(Func<int, Fault> fault, int first = 1, int step = 1)
    {
        SimulatedFileSystem sound = TestStores.NewDisk();
        DoAll(sound, new Ledger(sound));
        for (int nth = first; nth <= sound.CallsOf(fault(1).On); nth += step)
        {
            SimulatedFileSystem disk = TestStores.NewDisk();
            var ledger = new Ledger(disk);
            disk.Inject(fault(nth));
            DoAll(disk, ledger);

            disk.ClearFaults();
            Check(disk, ledger);
            Do(disk, ledger, "create after", store => store.Runs.CreateAsync(Named("after"), Cancellation));
            Assert.Contains("create after", ledger.Acknowledged);
            Check(disk.AfterPowerLoss(), ledger);
        }
    }

    private static void DoAll(SimulatedFileSystem disk, Ledger ledger)
    {
        Do(disk, ledger, "create one", store => store.Runs.CreateAsync(Named("one"), Cancellation));
        Do(disk, ledger, "create two", store => store.Runs.CreateAsync(Named("two"), Cancellation));
        Do(disk, ledger, "finish one", store => store.Runs.FinishAsync("one", new RunFinish { Status = RunStatus.Completed }, Cancellation));
        Do(disk, ledger, "finish two", store => store.Runs.FinishAsync("two", new RunFinish { Status = RunStatus.Failed, ExitCode = 3 }, Cancellation));
        Do(disk, ledger, "fix", store => store.RunDoctor.FixAsync(Cancellation));
    }

    private static NewRun Named(string id) => RunFixture.Run with { RunId = id };

    /// <summary>One process per command; a clear refusal is an answer too, and anything else fails the test.</summary>
    private static void Do(SimulatedFileSystem disk, Ledger ledger, string name, Func<EmbeddedStore, Task> work)
    {
        ledger.Attempt(name);
        try
        {
            using EmbeddedStoreScope scope = new(disk);
            work(scope.Store).GetAwaiter().GetResult();
            ledger.Acknowledge(name);
        }
        catch (DaybookException)
        {
        }
    }

    private static void Check(SimulatedFileSystem disk, Ledger ledger)
    {
        using EmbeddedStoreScope scope = new(disk);
        Page<RunView> page = scope.Store.Runs.ListAsync(new RunQuery { Limit = 100 }, Cancellation).GetAwaiter().GetResult();
        Assert.Empty(page.Problems);
        foreach (string done in ledger.Acknowledged.Where(name => name != "fix"))
        {
            string[] words = done.Split(' ');
            RunRecord run = Assert.Single(page.Items, view => view.Run.RunId == words[1]).Run;
            if (words[0] == "finish")
            {
                Assert.Equal(words[1] == "one" ? (RunStatus.Completed, 0) : (RunStatus.Failed, 3), (run.Status, run.ExitCode ?? -9));
            }
        }
    }
}
