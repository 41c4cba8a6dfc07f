using Daybook.Durability.FileSystem;
using Daybook.Embedded.Tasks;
using Daybook.Tasks;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Tasks;

/// <summary>A journal that has grown begins anew; nothing that happened is out of reach.</summary>
public sealed class JournalCompactionTests(ITestOutputHelper output)
{
    private const int GrowthSteps = 19;
    private const int FinalSteps = 4;

    private static readonly string Long = new('x', 200_000);

    private readonly TaskFixture tasks = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_long_journal_of_few_open_tasks_is_archived_and_history_reaches_into_the_archive()
    {
        TaskRecord open = await tasks.CreateAsync("open");
        DateTimeOffset then = tasks.Clock.GetUtcNow();
        tasks.Clock.Advance(TimeSpan.FromHours(1));
        await GrowAsync(tasks, open.Id);
        Assert.True(tasks.Disk.Stat(TaskFixture.Journal)!.Value.Length > 3 << 20);

        await tasks.RunAsync(store => FinishGrowthAsync(store, open.Id));

        Assert.True(tasks.Disk.Stat(TaskFixture.Journal)!.Value.Length < 1 << 20);
        string archived = Assert.Single(tasks.Disk.List(TaskFixture.Folder + "/tasks/archive"));
        Assert.Matches("^journal-[0-7][0-9A-HJKMNP-TV-Z]{25}\\.jsonl\\.gz$", archived);
        await tasks.ChangeAsync(open.Id, new TaskChange.Edit(new TaskEdit { Name = "renamed" }));
        Assert.Equal("renamed", (await tasks.GetAsync(open.Id)).Name);
        Assert.Equal("open", (await tasks.RunAsync(store => store.Tasks.GetAsync(open.Id, then, new ProblemList(), Cancellation))).Name);
        List<TaskEvent> events = await EventsAsync(open.Id);
        Assert.Equal("created", TaskMove.NameOf(events[0].Action));
        Assert.Equal("edited", TaskMove.NameOf(events[^1].Action));
        Assert.Equal(events.Select(happened => happened.Seq).Order(), events.Select(happened => happened.Seq));
        Assert.DoesNotContain(events, happened => happened.Action is TaskAction.TaskKept);
    }

    [Fact]
    public async Task A_process_that_was_at_work_all_along_goes_on_in_the_new_journal()
    {
        TaskRecord open = await tasks.CreateAsync("open");
        await using EmbeddedStore other = await tasks.OpenAsync();
        await other.Tasks.CreateAsync(new NewTask { Name = "other" }, TaskFixture.Ann, Cancellation);
        Assert.Equal(2, (await other.Tasks.ListAsync(new TaskQuery(), Cancellation)).Items.Count);
        await GrowAsync(tasks, open.Id);
        await tasks.RunAsync(store => FinishGrowthAsync(store, open.Id));
        Assert.True(tasks.Disk.Stat(TaskFixture.Journal)!.Value.Length < 1 << 20);

        await other.Tasks.CreateAsync(new NewTask { Name = "more" }, TaskFixture.Ann, Cancellation);

        Assert.Equal(3, (await other.Tasks.ListAsync(new TaskQuery(), Cancellation)).Items.Count);
        Assert.Equal("open other more", await tasks.NamesAsync(new TaskQuery()));
    }

    [Fact]
    public async Task An_archived_journal_that_is_packed_while_somebody_reads_the_archive_is_not_missed()
    {
        TaskRecord task = await tasks.CreateAsync("one");
        await tasks.ChangeAsync(task.Id, new TaskChange.Edit(new TaskEdit { Name = "two" }));
        string archive = TaskFixture.Folder + "/tasks/archive";
        string[] lines = tasks.Disk.ReadText(TaskFixture.Journal).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        tasks.Disk.PlantDirectory(archive);
        tasks.Disk.PlantFile(archive + "/journal-A.jsonl", lines[1] + "\n");
        tasks.Disk.PlantFile(archive + "/journal-B.jsonl", lines[2] + "\n");
        tasks.Disk.PlantFile(TaskFixture.Journal, lines[0] + "\n");
        using IEnumerator<TaskEvent> events =
            JournalEvents.Of(tasks.Disk, TaskPlacesOf(tasks.Disk), task.Id, new ProblemList()).GetEnumerator();
        Assert.True(events.MoveNext());

        HistoryPacking.Pack(tasks.Ports, archive + "/journal-B.jsonl", archive + "/journal-B.jsonl.gz");

        Assert.True(events.MoveNext());
        Assert.IsType<TaskAction.Edited>(events.Current.Action);
        Assert.False(events.MoveNext());
    }

    [Fact]
    public void A_crash_at_any_step_leaves_every_event_readable_once()
    {
        (SimulatedFileSystem grown, string open) = Grown();
        CrashReport report = CrashExplorer.Explore(
            disk => Copy(grown, disk),
            (disk, _) => Run(disk, store => FinishGrowthAsync(store, open)),
            static (disk, _) =>
            {
                Check(disk);
                Run(disk, store => store.Tasks.CreateAsync(new NewTask { Name = "after" }, TaskFixture.Ann, Cancellation));
                Run(disk, store => store.Sessions.EndAsync(TaskFixture.Ann, Cancellation));
                Check(disk);
                Check(disk.AfterPowerLoss());
            },
            new CrashOptions { StatesMaximum = 2 });
        output.WriteLine(report.ToString());
        Assert.True(report.States > 50);
    }

    private static (SimulatedFileSystem Disk, string Open) Grown()
    {
        var fixture = new TaskFixture();
        TaskRecord open = fixture.CreateAsync("open").GetAwaiter().GetResult();
        fixture.FinishedAsync("done").GetAwaiter().GetResult();
        GrowAsync(fixture, open.Id).GetAwaiter().GetResult();
        return (fixture.Disk, open.Id);
    }

    private static void Copy(SimulatedFileSystem from, SimulatedFileSystem to)
    {
        foreach (string folder in new[] { "/home/user/project", TaskFixture.Folder, TaskFixture.Folder + "/tasks", TaskFixture.History, TaskFixture.Folder + "/locks" })
        {
            to.PlantDirectory(folder);
            foreach (string name in from.List(folder))
            {
                if (from.Stat($"{folder}/{name}")!.Value.Kind == FileKind.Regular)
                {
                    to.PlantFile($"{folder}/{name}", from.ReadBytes($"{folder}/{name}"));
                }
            }
        }
    }

    private static void Run(SimulatedFileSystem disk, Func<EmbeddedStore, Task> work)
    {
        using EmbeddedStoreScope scope = new(disk);
        work(scope.Store).GetAwaiter().GetResult();
    }

    private static void Check(SimulatedFileSystem disk)
    {
        using EmbeddedStoreScope scope = new(disk);
        ITaskStore store = scope.Store.Tasks;
        TaskRecord open = store.ListAsync(new TaskQuery(), Cancellation).GetAwaiter().GetResult().Items.First(task => task.Name == "open");
        IReadOnlyList<TaskRecord> history = store.SearchHistoryAsync(new TaskHistoryQuery { Limit = 100 }, Cancellation).GetAwaiter().GetResult().Items;
        Assert.Single(history, task => task.Name == "done");
        Assert.Equal(GrowthSteps + 1, history.DistinctBy(task => task.Id).Count());
        Assert.Equal(GrowthSteps + 1, history.Count);
        long[] events = [.. JournalEvents.Of(disk, TaskPlacesOf(disk), open.Id, new ProblemList()).Select(happened => happened.Seq)];
        Assert.Equal(events.Distinct().Order(), events);
        Assert.InRange(events.Length, GrowthSteps + 1, GrowthSteps + 1 + FinalSteps);
    }

    private static TaskPlaces TaskPlacesOf(SimulatedFileSystem disk) =>
        TaskPlaces.InStore(TaskFixture.Folder, StoreFile.Read(disk, TaskFixture.Folder));

    /// <summary>Makes a journal that is a little shorter than one that is worth compacting.</summary>
    private static Task<bool> GrowAsync(TaskFixture fixture, string id) => fixture.RunAsync(async store =>
    {
        for (int step = 0; step < GrowthSteps; step++)
        {
            await EditAsync(store, id, "step " + step);
            TaskRecord gone = await store.Tasks.CreateAsync(new NewTask { Name = "gone", Description = Long }, TaskFixture.Ann, Cancellation);
            await store.Tasks.ChangeAsync(gone.Id, new TaskChange.Cancel(null), TaskFixture.Ann, Cancellation);
        }

        return true;
    });

    /// <summary>And makes it longer.</summary>
    private static async Task<bool> FinishGrowthAsync(EmbeddedStore store, string id)
    {
        for (int step = 0; step < FinalSteps; step++)
        {
            await EditAsync(store, id, step == FinalSteps - 1 ? "" : Long);
        }

        await store.Sessions.EndAsync(TaskFixture.Ann, Cancellation);
        return true;
    }

    private static Task<TaskRecord> EditAsync(EmbeddedStore store, string id, string description) =>
        store.Tasks.ChangeAsync(id, new TaskChange.Edit(new TaskEdit { Description = description }), TaskFixture.Ann, Cancellation);

    private async Task<List<TaskEvent>> EventsAsync(string id) => await tasks.RunAsync(async store =>
    {
        var events = new List<TaskEvent>();
        await foreach (TaskEvent happened in store.Tasks.ReadEventsAsync(id, new ProblemList(), Cancellation))
        {
            events.Add(happened);
        }

        return events;
    });
}
