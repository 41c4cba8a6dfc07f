using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Tasks;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Tasks;

/// <summary>Task commands on a disk that crashes or fails at every call.</summary>
public sealed class TaskCrashTests(ITestOutputHelper output)
{
    public static readonly TheoryData<FileSystemError> Errors =
    [
        FileSystemError.InputOutput, FileSystemError.NoSpace, FileSystemError.Denied, FileSystemError.ReadOnly,
        FileSystemError.TooManyOpenFiles, FileSystemError.Interrupted, FileSystemError.NoLocks,
    ];

    private const string One = "11111111-0000-4000-8000-000000000000";
    private const string Two = "22222222-0000-4000-8000-000000000000";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void What_was_acknowledged_survives_any_crash_of_the_first_commands()
    {
        Explore(
            static _ => { },
            static (disk, ledger) =>
            {
                Do(disk, ledger, "create 1", store => store.Tasks.CreateAsync(Named(One), TaskFixture.Ann, Cancellation));
                Do(disk, ledger, "start 1", store => store.Tasks.ChangeAsync(One, new TaskChange.Start(), TaskFixture.Ann, Cancellation));
            });
    }

    [Fact]
    public void What_was_acknowledged_survives_any_crash_while_a_task_leaves_for_the_history_and_a_checkpoint_is_made()
    {
        Explore(
            static disk =>
            {
                Ledger unused = new(disk);
                Do(disk, unused, "", store => store.Tasks.CreateAsync(Named(One), TaskFixture.Ann, Cancellation));
                Do(disk, unused, "", store => store.Tasks.CreateAsync(Named(Two), TaskFixture.Ann, Cancellation));
                Do(disk, unused, "", store => store.Tasks.ChangeAsync(One, new TaskChange.Start(), TaskFixture.Ann, Cancellation));
            },
            static (disk, ledger) =>
            {
                Do(disk, ledger, "complete 1", store => store.Tasks.ChangeAsync(One, new TaskChange.Complete(null), TaskFixture.Ann, Cancellation));
                Do(disk, ledger, "end", store => store.Sessions.EndAsync(TaskFixture.Ann, Cancellation));
                Do(disk, ledger, "start 2", store => store.Tasks.ChangeAsync(Two, new TaskChange.Start(), TaskFixture.Ann, Cancellation));
            });
    }

    [Fact]
    public void What_was_acknowledged_survives_any_crash_while_a_founding_file_is_taken_in()
    {
        Explore(
            static disk =>
            {
                disk.PlantDirectory(TaskFixture.Folder + "/tasks");
                disk.PlantFile(TaskFixture.Current, $$$"""{"current_task":{"id":"{{{One}}}","name":"one","status":"in_progress"},"memory":{"project_type":"x"}}""");
            },
            static (disk, ledger) => Do(
                disk, ledger, "create 2", store => store.Tasks.CreateAsync(Named(Two), TaskFixture.Ann, Cancellation)),
            static (store, ledger) =>
            {
                Assert.Equal("one", store.Tasks.GetAsync(One, Cancellation).GetAwaiter().GetResult().Name);
                Assert.Equal("x", store.Context.GetAsync("project_type", Cancellation).GetAwaiter().GetResult().GetString());
            });
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public void Whichever_call_of_a_command_fails_the_answer_is_clear_and_nothing_acknowledged_is_lost(FileSystemError error)
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

    private void Explore(
        Action<SimulatedFileSystem> setup,
        Action<SimulatedFileSystem, Ledger> protocol,
        Action<EmbeddedStore, Ledger>? also = null)
    {
        CrashReport report = CrashExplorer.Explore(
            disk =>
            {
                PlantStore(disk);
                setup(disk);
            },
            protocol,
            (disk, ledger) =>
            {
                Check(disk, ledger, also);
                Do(disk, ledger, "after", store => store.Tasks.CreateAsync(Named("33333333-0000-4000-8000-000000000000"), TaskFixture.Ann, Cancellation));
                Check(disk.AfterPowerLoss(), ledger, also);
            },
            new CrashOptions { StatesMaximum = 12 });
        output.WriteLine(report.ToString());
        Assert.True(report.States > 100);
    }

    private static void FailEachCall(Func<int, Fault> fault)
    {
        SimulatedFileSystem sound = TestStores.NewDisk();
        DoAll(sound, new Ledger(sound));
        for (int nth = 1; nth <= sound.Calls; nth += 3)
        {
            SimulatedFileSystem disk = TestStores.NewDisk();
            var ledger = new Ledger(disk);
            disk.Inject(fault(nth));
            DoAll(disk, ledger);

            disk.ClearFaults();
            Check(disk, ledger, null);
            Do(disk, ledger, "after", store => store.Tasks.CreateAsync(Named("33333333-0000-4000-8000-000000000000"), TaskFixture.Ann, Cancellation));
            Assert.Contains("after", ledger.Acknowledged);
            Check(disk.AfterPowerLoss(), ledger, null);
        }
    }

    private static void DoAll(SimulatedFileSystem disk, Ledger ledger)
    {
        (string Name, Func<EmbeddedStore, Task> Work)[] commands =
        [
            ("create 1", store => store.Tasks.CreateAsync(Named(One), TaskFixture.Ann, Cancellation)),
            ("create 2", store => store.Tasks.CreateAsync(Named(Two), TaskFixture.Ann, Cancellation)),
            ("start 1", store => store.Tasks.ChangeAsync(One, new TaskChange.Start(), TaskFixture.Ann, Cancellation)),
            ("complete 1", store => store.Tasks.ChangeAsync(One, new TaskChange.Complete(null), TaskFixture.Ann, Cancellation)),
            ("end", store => store.Sessions.EndAsync(TaskFixture.Ann, Cancellation)),
            ("start 2", store => store.Tasks.ChangeAsync(Two, new TaskChange.Start(), TaskFixture.Ann, Cancellation)),
        ];
        foreach ((string name, Func<EmbeddedStore, Task> work) in commands)
        {
            try
            {
                Do(disk, ledger, name, work);
            }
            catch (DaybookException)
            {
                // A clear answer; anything else fails the test.
            }
        }
    }

    private static NewTask Named(string id) => new() { Id = id, Name = id[..1] };

    /// <summary>One process per command.</summary>
    private static void Do(SimulatedFileSystem disk, Ledger ledger, string name, Func<EmbeddedStore, Task> work)
    {
        ledger.Attempt(name);
        using EmbeddedStoreScope scope = new(disk);
        work(scope.Store).GetAwaiter().GetResult();
        ledger.Acknowledge(name);
    }

    private static void Check(SimulatedFileSystem disk, Ledger ledger, Action<EmbeddedStore, Ledger>? also)
    {
        using EmbeddedStoreScope scope = new(disk);
        foreach (string done in ledger.Acknowledged)
        {
            string[] words = done.Split(' ');
            string id = words.Length < 2 ? "" : words[1] == "1" ? One : Two;
            TaskState least = words[0] switch { "start" => TaskState.InProgress, "complete" => TaskState.Completed, _ => TaskState.Pending };
            if (id.Length > 0)
            {
                TaskRecord task = scope.Store.Tasks.GetAsync(id, Cancellation).GetAwaiter().GetResult();
                Assert.True(task.Status >= least, $"{done}: {task.Status}");
            }
        }

        IReadOnlyList<TaskRecord> history = scope.Store.Tasks.SearchHistoryAsync(new TaskHistoryQuery(), Cancellation).GetAwaiter().GetResult().Items;
        Assert.Equal(history.DistinctBy(task => task.Id), history);
        Assert.True(history.Count > 0 || !ledger.Acknowledged.Contains("complete 1"));
        also?.Invoke(scope.Store, ledger);
    }

    private static void PlantStore(SimulatedFileSystem disk)
    {
        disk.PlantDirectory("/home/user/project");
        TestStores.Create(TestStores.SimulatedPorts(disk), "/home/user/project");
    }
}
