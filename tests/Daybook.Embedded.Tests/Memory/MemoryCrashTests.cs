using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Memory;

/// <summary>Adds through the whole engine on a disk that crashes or fails at every call.</summary>
public sealed class MemoryCrashTests(ITestOutputHelper output)
{
    public static readonly TheoryData<FileSystemError> Errors =
    [
        FileSystemError.InputOutput, FileSystemError.NoSpace, FileSystemError.QuotaExceeded, FileSystemError.Denied, FileSystemError.ReadOnly,
        FileSystemError.TooManyOpenFiles, FileSystemError.Interrupted, FileSystemError.NoLocks,
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void What_was_acknowledged_survives_any_crash_and_so_does_what_a_duplicate_rests_on()
    {
        CrashReport report = CrashExplorer.Explore(
            PlantStore,
            static (disk, ledger) =>
            {
                AddOnce(disk, ledger, "one");
                AddOnce(disk, ledger, "one");
                AddOnce(disk, ledger, "two");
            },
            static (disk, ledger) =>
            {
                Check(disk, ledger);
                AddOnce(disk, ledger, "one");
                AddOnce(disk, ledger, "after");
                Check(disk.AfterPowerLoss(), ledger);
            },
            new CrashOptions { StatesMaximum = 60 });
        output.WriteLine(report.ToString());
        Assert.True(report.States > 100);
    }

    [Fact]
    public void A_duplicate_of_what_another_program_wrote_and_did_not_flush_is_made_durable_first()
    {
        CrashReport report = CrashExplorer.Explore(
            disk =>
            {
                PlantStore(disk);
                disk.PlantFile(DedupWindowTests.Log, "");
            },
            static (disk, ledger) =>
            {
                ledger.Attempt("foreign");
                using (IFile file = disk.Open(DedupWindowTests.Log, OpenMode.Append))
                {
                    file.WriteFully(System.Text.Encoding.UTF8.GetBytes(DedupWindowTests.Line("id", "foreign", 0)), 0);
                }

                AddOnce(disk, ledger, "foreign");
            },
            Check,
            new CrashOptions { StatesMaximum = 300 });
        output.WriteLine(report.ToString());
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public void Whichever_call_of_an_add_fails_the_answer_is_clear_and_nothing_acknowledged_is_lost(FileSystemError error)
    {
        FailEachCall(nth => Fault.Fails(error, nth: nth));
        FailEachCall(nth => Fault.Fails(error, nth: nth) with { ForGood = true });
    }

    [Fact]
    public void Short_writes_and_failed_flushes_are_told_or_carried_through()
    {
        FailEachCall(static nth => Fault.ShortWrite(7, nth));
        FailEachCall(Fault.FlushDropsPages);
        FailEachCall(Fault.FlushReverts);
    }

    private static void FailEachCall(Func<int, Fault> fault)
    {
        SimulatedFileSystem sound = TestStores.NewDisk();
        AddAll(sound, new Ledger(sound));
        for (int nth = 1; nth <= sound.CallsOf(fault(1).On); nth++)
        {
            SimulatedFileSystem disk = TestStores.NewDisk();
            var ledger = new Ledger(disk);
            disk.Inject(fault(nth));
            AddAll(disk, ledger);

            disk.ClearFaults();
            Check(disk, ledger);
            AddOnce(disk, ledger, "after");
            Assert.Contains("after", ledger.Acknowledged);
            Check(disk.AfterPowerLoss(), ledger);
        }
    }

    private static void AddAll(SimulatedFileSystem disk, Ledger ledger)
    {
        foreach (string record in new[] { "one", "two", "one" })
        {
            try
            {
                AddOnce(disk, ledger, record);
            }
            catch (DaybookException)
            {
                // A clear answer; anything else fails the test.
            }
        }
    }

    /// <summary>One process per add, as commands do it. A duplicate is an acknowledgement too.</summary>
    private static void AddOnce(SimulatedFileSystem disk, Ledger ledger, string fingerprint)
    {
        ledger.Attempt(fingerprint);
        using EmbeddedStoreScope scope = new(disk);
        scope.Store.Memory.AddAsync(DedupWindowTests.Record(fingerprint), Cancellation).GetAwaiter().GetResult();
        ledger.Acknowledge(fingerprint);
    }

    private static void Check(SimulatedFileSystem disk, Ledger ledger)
    {
        using EmbeddedStoreScope scope = new(disk);
        Page<MemoryRecord> page = scope.Store.Memory.ListAsync(new MemoryListing { Limit = 50 }, Cancellation).GetAwaiter().GetResult();
        foreach (string record in ledger.Attempted.Distinct())
        {
            int count = page.Items.Count(item => item.Fingerprint == record);
            Assert.InRange(count, ledger.Acknowledged.Contains(record) ? 1 : 0, 1);
        }
    }

    private static void PlantStore(SimulatedFileSystem disk)
    {
        disk.PlantDirectory("/home/user/project");
        TestStores.Create(TestStores.SimulatedPorts(disk), "/home/user/project");
    }
}
