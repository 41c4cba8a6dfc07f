using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Memory;

/// <summary>A compaction that crashes or fails at every call, while others write: each acknowledged record is found exactly once.</summary>
public sealed class MemoryCompactionCrashTests(ITestOutputHelper output)
{
    private static readonly string[] Lines =
    [
        ArchiveTest.Foreign("old-1", 200), ArchiveTest.Foreign("new-1", 1), "garbage\n", ArchiveTest.Foreign("old-2", 100),
        DedupWindowTests.Line("sealed", "a", 0), "{\"purged\":\"x\"}   \n", "{\"id\":\"torn",
    ];

    private static readonly string[] Planted = ["old-1", "new-1", "old-2", "sealed"];

    public static readonly TheoryData<FileSystemError> Errors =
    [
        FileSystemError.InputOutput, FileSystemError.NoSpace, FileSystemError.Denied, FileSystemError.ReadOnly,
        FileSystemError.TooManyOpenFiles, FileSystemError.Interrupted, FileSystemError.NoLocks,
    ];

    [Fact]
    public void A_crash_at_any_call_of_a_compaction_between_writes_of_ours_leaves_each_record_once()
    {
        CrashReport report = CrashExplorer.Explore(
            static disk => ArchiveTest.Plant(disk, Lines),
            static (disk, ledger) =>
            {
                ArchiveTest.Add(disk, ledger, "before");
                ArchiveTest.Compact(disk);
                ArchiveTest.Add(disk, ledger, "after");
            },
            static (disk, ledger) =>
            {
                ArchiveTest.Check(disk, ledger, Planted);
                ArchiveTest.Compact(disk);
                ArchiveTest.Check(disk, ledger, Planted);
                ArchiveTest.Add(disk, ledger, "at last");
                ArchiveTest.Check(disk.AfterPowerLoss(), ledger, Planted);
            },
            new CrashOptions { StatesMaximum = 60 });
        output.WriteLine(report.ToString());
        Assert.True(report.States > 100);
    }

    [Fact]
    public void So_does_a_crash_of_the_compaction_that_follows_a_crash()
    {
        CrashReport report = CrashExplorer.Explore(
            static disk => ArchiveTest.Plant(disk, Lines),
            static (disk, _) => ArchiveTest.Compact(disk),
            static (disk, ledger) =>
            {
                ArchiveTest.Check(disk, ledger, Planted);
                ArchiveTest.Compact(disk, days: 150);
                ArchiveTest.Check(disk, ledger, Planted);
            },
            new CrashOptions { Depth = 2, StatesMaximum = 3 });
        output.WriteLine(report.ToString());
    }

    [Fact]
    public void Two_foreign_writers_that_had_the_log_open_lose_nothing_in_any_crash()
    {
        CrashReport report = CrashExplorer.Explore(
            static disk => ArchiveTest.Plant(disk, Lines[..^1]),
            static (disk, ledger) =>
            {
                using IFile one = disk.Open(ArchiveTest.Log, OpenMode.Append);
                using IFile two = disk.Open(ArchiveTest.Log, OpenMode.Append);
                ArchiveTest.Append(one, ledger, "foreign-1", daysOld: 150);
                ArchiveTest.Compact(disk);
                ArchiveTest.Append(one, ledger, "straggler-1", daysOld: 0);
                ArchiveTest.Append(two, ledger, "straggler-2", daysOld: 300);
                ArchiveTest.Add(disk, ledger, "ours");
                ArchiveTest.Append(two, ledger, "straggler-3", daysOld: 1);
                ArchiveTest.Compact(disk, days: 120);
            },
            static (disk, ledger) =>
            {
                ArchiveTest.Check(disk, ledger, Planted);
                ArchiveTest.Add(disk, ledger, "at last");
                ArchiveTest.Check(disk, ledger, Planted);
                ArchiveTest.Compact(disk);
                ArchiveTest.Check(disk.AfterPowerLoss(), ledger, Planted);
            },
            new CrashOptions { StatesMaximum = 12 });
        output.WriteLine(report.ToString());
    }

    [Fact]
    public void A_segment_that_is_compressed_a_day_later_is_there_once_after_any_crash()
    {
        CrashReport report = CrashExplorer.Explore(
            static disk =>
            {
                ArchiveTest.Plant(disk, Lines);
                ArchiveTest.Compact(disk);
            },
            static (disk, ledger) => ArchiveTest.Compact(disk, clock: MemoryArchiveTests.Later(days: 3)),
            static (disk, ledger) =>
            {
                ArchiveTest.Check(disk, ledger, Planted);
                ArchiveTest.Compact(disk, clock: MemoryArchiveTests.Later(days: 3));
                ArchiveTest.Check(disk, ledger, Planted);
                Assert.Single(disk.List(ArchiveTest.Archive), name => name.EndsWith(".jsonl.gz", StringComparison.Ordinal));
                Assert.DoesNotContain(disk.List(ArchiveTest.Archive), name => name.StartsWith("memory-", StringComparison.Ordinal) && name.EndsWith(".jsonl", StringComparison.Ordinal));
            },
            new CrashOptions { StatesMaximum = 60 });
        output.WriteLine(report.ToString());
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public void Whichever_call_of_a_compaction_fails_each_record_is_there_once_and_the_next_one_succeeds(FileSystemError error)
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
        SimulatedFileSystem sound = ArchiveTest.NewDisk(Lines);
        ArchiveTest.Compact(sound);
        for (int nth = first; nth <= sound.CallsOf(fault(1).On); nth += step)
        {
            SimulatedFileSystem disk = ArchiveTest.NewDisk(Lines);
            var ledger = new Ledger(disk);
            disk.Inject(fault(nth));
            try
            {
                ArchiveTest.Compact(disk);
            }
            catch (DaybookException)
            {
                // A clear answer; anything else fails the test.
            }

            disk.ClearFaults();
            ArchiveTest.Check(disk, ledger, Planted);
            ArchiveTest.Check(disk.AfterPowerLoss(), ledger, Planted);
            ArchiveTest.Compact(disk);
            ArchiveTest.Add(disk, ledger, "after");
            ArchiveTest.Check(disk.AfterPowerLoss(), ledger, Planted);
        }
    }
}
