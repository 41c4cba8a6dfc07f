using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Tasks;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Tasks;

/// <summary>Repairs on a disk that crashes or fails at every call.</summary>
public sealed class TaskDoctorCrashTests(ITestOutputHelper output)
{
    private const string Garbage = "garbage\n";

    private static readonly (SimulatedFileSystem Disk, string Open, string Done) Sound = MakeSound();
    private static readonly (SimulatedFileSystem Disk, string Open, string Done) Damaged = MakeDamaged();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_crash_at_any_call_of_a_repair_loses_no_task_and_no_byte_and_the_next_repair_ends_it()
    {
        CrashReport report = CrashExplorer.Explore(
            static disk => Copy(Damaged.Disk, disk),
            static (disk, _) => Fix(disk),
            static (disk, _) =>
            {
                Check(disk);
                Fix(disk);
                Assert.Empty(Examine(disk));
                Check(disk);
                Check(disk.AfterPowerLoss());
                Assert.Contains(Everything(disk), content => content.Contains(Garbage, StringComparison.Ordinal));
            },
            new CrashOptions { StatesMaximum = 4 });
        output.WriteLine(report.ToString());
        Assert.True(report.States > 100);
    }

    [Fact]
    public void A_crash_at_any_call_of_the_repair_of_a_lost_journal_loses_no_task_and_the_loss_is_told_until_note_is_taken()
    {
        CrashReport report = CrashExplorer.Explore(
            static disk =>
            {
                Copy(Sound.Disk, disk);

                // With it the checkpoint knows all that the journal does.
                using (EmbeddedStoreScope scope = new(disk))
                {
                    scope.Store.Sessions.EndAsync(TaskFixture.Ann, Cancellation).GetAwaiter().GetResult();
                }

                disk.Delete(TaskFixture.Journal);
                disk.SyncAll();
            },
            static (disk, _) => Fix(disk),
            static (disk, _) =>
            {
                Check(disk);
                Assert.True(
                    Examine(disk).Any(static finding => finding.Problem is "missing_journal" or "lost_journal")
                    || Archived(disk).Any(static journal => journal.Contains("\"journal_lost_at\":", StringComparison.Ordinal)));
                Fix(disk);
                Assert.Empty(Examine(disk));
                Check(disk);
                Check(disk.AfterPowerLoss());
            },
            new CrashOptions { StatesMaximum = 4 });
        output.WriteLine(report.ToString());
        Assert.True(report.States > 50);
    }

    [Fact]
    public void A_crash_at_any_call_of_a_write_to_a_journal_that_was_cut_leaves_what_the_views_know_to_the_next_one()
    {
        CrashReport report = CrashExplorer.Explore(
            MakeCut,
            static (disk, _) => Change(disk, Sound.Done, new TaskChange.Reopen(null)),
            static (disk, _) =>
            {
                Change(disk, Sound.Open, new TaskChange.Note(new TaskContext { Decisions = ["keep it"] }));
                MustBeInProgress(disk);
                MustBeInProgress(disk.AfterPowerLoss());
                Assert.Contains(Examine(disk), static finding => finding.Problem == "lost_journal");
            },
            new CrashOptions { StatesMaximum = 4 });
        output.WriteLine(report.ToString());
        Assert.True(report.States > 50);
    }

    [Fact]
    public void Whichever_call_of_a_write_to_a_journal_that_was_cut_fails_the_next_one_has_what_the_views_know()
    {
        foreach (Func<int, Fault> fault in new Func<int, Fault>[]
        {
            static nth => Fault.Fails(FileSystemError.NoSpace, nth: nth), static nth => Fault.Fails(FileSystemError.InputOutput, nth: nth),
            static nth => Fault.ShortWrite(7, nth), Fault.FlushDropsPages,
        })
        {
            var sound = new SimulatedFileSystem();
            MakeCut(sound);
            int before = sound.CallsOf(fault(1).On);
            Change(sound, Sound.Done, new TaskChange.Reopen(null));
            int calls = sound.CallsOf(fault(1).On) - before;
            for (int nth = 1; nth <= calls; nth++)
            {
                var disk = new SimulatedFileSystem();
                MakeCut(disk);
                disk.Inject(fault(nth));
                try
                {
                    Change(disk, Sound.Done, new TaskChange.Reopen(null));
                }
                catch (DaybookException)
                {
                    // A clear answer; anything else fails the test.
                }

                disk.ClearFaults();
                Change(disk, Sound.Open, new TaskChange.Note(new TaskContext { Decisions = ["keep it"] }));
                MustBeInProgress(disk.AfterPowerLoss());
            }
        }
    }

    [Theory]
    [MemberData(nameof(TaskCrashTests.Errors), MemberType = typeof(TaskCrashTests))]
    public void Whichever_call_of_a_repair_fails_the_answer_is_clear_and_nothing_is_lost(FileSystemError error)
    {
        // Each error at every third call: all of them together fail each call, and the proof of refusals fails each with each.
        FailEachCall(nth => Fault.Fails(error, nth: nth), first: 1 + ((int)error % 3), step: 3);
        FailEachCall(nth => Fault.Fails(error, nth: nth) with { ForGood = true }, first: 1 + (((int)error + 1) % 3), step: 3);
    }

    [Fact]
    public void Short_writes_and_failed_flushes_lose_nothing_either()
    {
        FailEachCall(static nth => Fault.ShortWrite(7, nth));
        FailEachCall(Fault.FlushDropsPages);
    }

    private static void FailEachCall(Func<int, Fault> fault, int first = 1, int step = 1)
    {
        SimulatedFileSystem sound = NewCopy();
        int before = sound.CallsOf(fault(1).On);
        Fix(sound);
        int calls = sound.CallsOf(fault(1).On) - before;
        for (int nth = first; nth <= calls; nth += step)
        {
            SimulatedFileSystem disk = NewCopy();
            disk.Inject(fault(nth));
            try
            {
                Fix(disk);
            }
            catch (DaybookException)
            {
                // A clear answer; anything else fails the test.
            }

            disk.ClearFaults();
            Check(disk);
            Fix(disk);
            Assert.Empty(Examine(disk));
            Check(disk.AfterPowerLoss());
        }
    }

    private static SimulatedFileSystem NewCopy()
    {
        var disk = new SimulatedFileSystem();
        Copy(Damaged.Disk, disk);
        return disk;
    }

    private static (SimulatedFileSystem Disk, string Open, string Done) MakeSound()
    {
        var fixture = new TaskFixture { Ids = new RandomIdSource() };
        string done = fixture.FinishedAsync("done").GetAwaiter().GetResult().Id;
        string open = fixture.CreateAsync("open").GetAwaiter().GetResult().Id;
        fixture.RunAsync(store => store.Sessions.EndAsync(TaskFixture.Ann, CancellationToken.None)).GetAwaiter().GetResult();
        fixture.ChangeAsync(open, new TaskChange.Edit(new TaskEdit { Priority = 1 })).GetAwaiter().GetResult();
        return (fixture.Disk, open, done);
    }

    /// <summary>A store with something wrong in every kind of file.</summary>
    private static (SimulatedFileSystem Disk, string Open, string Done) MakeDamaged()
    {
        var disk = new SimulatedFileSystem();
        Copy(Sound.Disk, disk);
        disk.PlantFile(TaskFixture.Journal, disk.ReadText(TaskFixture.Journal) + Garbage);
        disk.PlantFile(TaskFixture.Current, disk.ReadText(TaskFixture.Current)[..50]);
        disk.PlantFile(TaskFixture.Checkpoint, disk.ReadText(TaskFixture.Checkpoint)[..^9]);
        string month = TaskFixture.History + "/" + disk.List(TaskFixture.History).Single();
        disk.PlantFile(month, "\n");
        return (disk, Sound.Open, Sound.Done);
    }

    private static void Copy(SimulatedFileSystem from, SimulatedFileSystem to)
    {
        foreach (string folder in new[] { "/home/user/project", TaskFixture.Folder, TaskFixture.Folder + "/tasks", TaskFixture.History, TaskFixture.Folder + "/locks" })
        {
            to.PlantDirectory(folder);
            foreach (string path in from.List(folder).Select(name => $"{folder}/{name}").Where(path => from.Stat(path)?.Kind == FileKind.Regular))
            {
                to.PlantFile(path, from.ReadBytes(path));
            }
        }
    }

    private static void Check(SimulatedFileSystem disk)
    {
        using EmbeddedStoreScope scope = new(disk);
        TaskRecord open = scope.Store.Tasks.GetAsync(Damaged.Open, Cancellation).GetAwaiter().GetResult();
        Assert.Equal((1, TaskState.Pending), (open.Priority, open.Status));
        TaskRecord done = scope.Store.Tasks.GetAsync(Damaged.Done, Cancellation).GetAwaiter().GetResult();
        Assert.Equal(TaskState.Completed, done.Status);
    }

    /// <summary>A journal that lost its last event, which <c>current.json</c> shows.</summary>
    private static void MakeCut(SimulatedFileSystem disk)
    {
        Copy(Sound.Disk, disk);
        int length = disk.ReadBytes(TaskFixture.Journal).Length;
        Change(disk, Sound.Open, new TaskChange.Start());
        disk.PlantFile(TaskFixture.Journal, disk.ReadBytes(TaskFixture.Journal).AsSpan(0, length));
    }

    private static void Change(SimulatedFileSystem disk, string id, TaskChange change)
    {
        using EmbeddedStoreScope scope = new(disk);
        scope.Store.Tasks.ChangeAsync(id, change, TaskFixture.Ann, Cancellation).GetAwaiter().GetResult();
    }

    private static void MustBeInProgress(SimulatedFileSystem disk)
    {
        using EmbeddedStoreScope scope = new(disk);
        Assert.Equal(TaskState.InProgress, scope.Store.Tasks.GetAsync(Sound.Open, Cancellation).GetAwaiter().GetResult().Status);
    }

    private static IEnumerable<string> Archived(SimulatedFileSystem disk) => disk.Exists(TaskFixture.Folder + "/tasks/archive")
        ? disk.List(TaskFixture.Folder + "/tasks/archive").Select(name => disk.ReadText($"{TaskFixture.Folder}/tasks/archive/{name}"))
        : [];

    private static IEnumerable<string> Everything(SimulatedFileSystem disk) =>
        disk.List(TaskFixture.Quarantine).Select(name => disk.ReadText($"{TaskFixture.Quarantine}/{name}"));

    private static IReadOnlyList<Finding> Examine(SimulatedFileSystem disk)
    {
        using EmbeddedStoreScope scope = new(disk);
        return scope.Store.TaskDoctor.ExamineAsync(null, Cancellation).GetAwaiter().GetResult();
    }

    private static void Fix(SimulatedFileSystem disk)
    {
        using EmbeddedStoreScope scope = new(disk);
        scope.Store.TaskDoctor.FixAsync(null, Cancellation).GetAwaiter().GetResult();
    }
}
