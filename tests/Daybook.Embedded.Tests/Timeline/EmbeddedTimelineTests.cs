using System.Globalization;
using Daybook.Compliance;
using Daybook.Memory;
using Daybook.Tasks;
using Daybook.Testing;
using Daybook.Timeline;
using Xunit;

namespace Daybook.Embedded.Tests.Timeline;

/// <summary>The contract of the timeline, kept by files on a real disk.</summary>
public sealed class EmbeddedTimelineTests : TimelineCompliance, IDisposable
{
    private readonly TempDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Archived_records_and_journals_are_told_too()
    {
        await using DaybookStore store = await OpenAsync(Clock, new ManualProcesses());
        var actor = new TaskActor { Agent = "a", SessionId = "s" };
        string text = new('x', 60_000);
        for (int number = 0; number < 120; number++)
        {
            Clock.Advance(TimeSpan.FromMinutes(1));
            string id = (await store.Tasks.CreateAsync(new NewTask { Name = $"{number}", Description = text }, actor, Cancellation)).Id;
            await store.Tasks.ChangeAsync(id, new TaskChange.Cancel(null), actor, Cancellation);
            await store.Memory.AppendAsync(new MemoryRecord { Type = "note", Title = $"m{number}" }, Cancellation);
        }

        Clock.Advance(TimeSpan.FromDays(100));
        await store.Memory.AppendAsync(new MemoryRecord { Type = "note", Title = "m120" }, Cancellation);
        await store.Memory.CompactAsync(new MemoryCompaction(), null, Cancellation);
        await store.Tasks.CreateAsync(new NewTask { Name = "last" }, actor, Cancellation);
        await store.DisposeAsync();
        Assert.NotEmpty(Directory.GetFiles(directory.At(".daybook", "tasks", "archive")));
        await using DaybookStore again = await ReopenAsync(store, Clock, new ManualProcesses());
        var told = new List<TimelineItem>();
        var query = new TimelineQuery { Limit = 50 };
        do
        {
            Page<TimelineItem> page = await again.Timeline.ListAsync(query, Cancellation);
            told.InsertRange(0, page.Items);
            query = query with { Cursor = page.NextCursor };
        }
        while (query.Cursor is not null);
        Assert.Equal(Numbers(120).Append("last"), told.Where(item => item.Event == "created").Select(item => item.Title));
        Assert.Equal(Numbers(120), told.Where(item => item.Event == "cancelled").Select(item => item.Title));
        Assert.Equal(Numbers(121).Select(number => $"m{number}"), told.Where(item => item.Event == "recorded").Select(item => item.Title));
        Assert.Equal(told.OrderBy(item => item.At), told);
    }

    [Fact]
    public async Task A_kind_that_cannot_be_read_hides_no_other()
    {
        await using DaybookStore store = await OpenAsync(Clock, new ManualProcesses());
        await store.Memory.AppendAsync(new MemoryRecord { Type = "note", Title = "seen" }, Cancellation);
        Directory.CreateDirectory(directory.At(".daybook", "drafts"));
        await File.WriteAllTextAsync(directory.At(".daybook", "drafts", "builder.db"), new string('x', 9000), Cancellation);
        Page<TimelineItem> page = await store.Timeline.ListAsync(new TimelineQuery(), Cancellation);
        Assert.Equal(["seen"], page.Items.Select(item => item.Title));
        Assert.NotEmpty(page.Problems);
    }

    [Fact]
    public async Task Lines_that_cannot_be_read_are_told_and_hide_nothing()
    {
        await using DaybookStore store = await OpenAsync(Clock, new ManualProcesses());
        var actor = new TaskActor { Agent = "a", SessionId = "s" };
        await store.Tasks.CreateAsync(new NewTask { Name = "before" }, actor, Cancellation);
        string journal = Directory.GetFiles(directory.At(".daybook", "tasks"), "journal.jsonl", SearchOption.AllDirectories).Single();
        await File.AppendAllTextAsync(journal, "garbage\n", Cancellation);
        await store.Tasks.CreateAsync(new NewTask { Name = "behind" }, actor, Cancellation);
        Page<TimelineItem> page = await store.Timeline.ListAsync(new TimelineQuery(), Cancellation);
        Assert.Equal(["before", "behind"], page.Items.Select(item => item.Title));
        Assert.Contains(page.Problems, problem => problem.Path == journal);
    }

    protected override async Task<DaybookStore> OpenAsync(TimeProvider clock, ManualProcesses processes)
    {
        EmbeddedPorts ports = TestStores.RealPorts(clock) with { Processes = processes };
        return await TestStores.OpenAsync(ports, TestStores.Create(ports, directory.Path).Path);
    }

    protected override async Task<DaybookStore> ReopenAsync(DaybookStore store, TimeProvider clock, ManualProcesses processes)
    {
        await store.DisposeAsync();
        return await TestStores.OpenAsync(TestStores.RealPorts(clock) with { Processes = processes }, directory.At(".daybook"));
    }

    private static IEnumerable<string> Numbers(int count) => Enumerable.Range(0, count).Select(number => number.ToString(CultureInfo.InvariantCulture));
}
