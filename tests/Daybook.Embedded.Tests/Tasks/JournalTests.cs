using System.Text;
using Daybook.Durability.Integrity;
using Daybook.Errors;
using Daybook.Tasks;
using Xunit;

namespace Daybook.Embedded.Tests.Tasks;

/// <summary>The journal as others leave it: torn, damaged, changed by hand, with events of a later version.</summary>
public sealed class JournalTests
{
    private readonly TaskFixture tasks = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_begins_with_a_snapshot_and_every_line_is_sealed()
    {
        await tasks.CreateAsync("one");

        string[] lines = tasks.Disk.ReadText(TaskFixture.Journal).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains("\"event\":\"snapshot\"", lines[0], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.Equal(SealState.Intact, SealedLine.Check(Encoding.UTF8.GetBytes(line))));
    }

    [Fact]
    public async Task A_refused_write_begins_none()
    {
        IReadOnlyList<string> before = tasks.Disk.List(TaskFixture.Folder);

        await Assert.ThrowsAsync<NotFoundException>(() => tasks.RunAsync(
            store => store.Tasks.ChangeAsync("0000", new TaskChange.Start(), TaskFixture.Ann, Cancellation)));
        await Assert.ThrowsAsync<NotFoundException>(() => tasks.RunAsync(store => store.Sessions.EndAsync(TaskFixture.Ann, Cancellation)));

        Assert.Equal(before, tasks.Disk.List(TaskFixture.Folder));
    }

    [Theory]
    [InlineData("garbage\n")]
    [InlineData("\n")]
    [InlineData("{\"seq\":99,\"at\":\"2026-11-01T12:00:00Z\",\"event\":\"completed\",\"task_id\":\"nobody\"}\n")]
    [InlineData("{\"seq\":3,\"at\":\"2026-1")]
    public async Task A_line_that_means_nothing_hides_nothing_and_is_told(string line)
    {
        await tasks.CreateAsync("one");
        tasks.Disk.PlantFile(TaskFixture.Journal, tasks.Disk.ReadText(TaskFixture.Journal) + line);
        Assert.Equal("one", await tasks.NamesAsync(new TaskQuery()));

        await tasks.CreateAsync("two");

        Assert.Equal("one two", await tasks.NamesAsync(new TaskQuery()));
        Assert.InRange((await tasks.RunAsync(store => store.Tasks.GetStatusAsync(Cancellation))).Problems, 1, 2);
    }

    [Fact]
    public async Task A_journal_that_somebody_joined_to_itself_hides_nothing()
    {
        await tasks.CreateAsync("one");
        await tasks.CreateAsync("two");
        tasks.Disk.PlantFile(TaskFixture.Journal, string.Concat(Enumerable.Repeat(tasks.Disk.ReadText(TaskFixture.Journal), 2)));

        await tasks.CreateAsync("three");

        Assert.Equal("one two three", await tasks.NamesAsync(new TaskQuery()));
        Assert.Equal(3, (await tasks.RunAsync(store => store.Tasks.GetStatusAsync(Cancellation))).Problems);
    }

    [Fact]
    public async Task A_byte_order_mark_before_its_first_line_hides_nothing_and_is_told()
    {
        await tasks.CreateAsync("one");
        tasks.Disk.PlantFile(TaskFixture.Journal, "\uFEFF" + tasks.Disk.ReadText(TaskFixture.Journal));

        await tasks.CreateAsync("two");

        Assert.Equal("one two", await tasks.NamesAsync(new TaskQuery()));
        Finding finding = Assert.Single(await tasks.RunAsync(store => store.TaskDoctor.ExamineAsync(null, Cancellation)));
        Assert.Equal(("byte_order_mark", 1), (finding.Problem, finding.Line));
        Assert.All(await tasks.RunAsync(store => store.TaskDoctor.FixAsync(null, Cancellation)), static finding => Assert.True(finding.Fixed));
        Assert.Equal("one two", await tasks.NamesAsync(new TaskQuery()));
    }

    [Fact]
    public async Task A_damaged_line_is_told_by_listings_of_finished_tasks_too()
    {
        await tasks.FinishedAsync("one");
        tasks.Disk.PlantFile(TaskFixture.Journal, tasks.Disk.ReadText(TaskFixture.Journal) + "garbage\n");

        TaskState[] all = Enum.GetValues<TaskState>();
        Assert.Single((await tasks.RunAsync(store => store.Tasks.ListAsync(new TaskQuery { Statuses = all }, Cancellation))).Problems);
        Assert.Single((await tasks.RunAsync(store => store.Tasks.SearchHistoryAsync(new TaskHistoryQuery(), Cancellation))).Problems);
    }

    [Fact]
    public async Task An_event_of_a_later_version_changes_nothing_and_stays()
    {
        await tasks.CreateAsync("one");
        const string Later = """{"seq":3,"at":"2026-11-01T12:00:00.0000000Z","event":"blessed","task_id":"x"}""";
        tasks.Disk.PlantFile(TaskFixture.Journal, tasks.Disk.ReadText(TaskFixture.Journal) + Later + "\n");

        await tasks.CreateAsync("two");

        Assert.Contains(Later, tasks.Disk.ReadText(TaskFixture.Journal), StringComparison.Ordinal);
        Assert.Contains("\"seq\":4,", tasks.Disk.ReadText(TaskFixture.Journal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_line_counts_as_it_is_now_and_is_told()
    {
        TaskRecord task = await tasks.CreateAsync("one");
        tasks.Disk.PlantFile(TaskFixture.Journal, tasks.Disk.ReadText(TaskFixture.Journal).Replace("\"one\"", "\"uno\"", StringComparison.Ordinal));

        Assert.Equal("uno", (await tasks.GetAsync(task.Id)).Name);
        Assert.Equal(1, (await tasks.RunAsync(store => store.Tasks.GetStatusAsync(Cancellation))).Problems);
    }

    [Fact]
    public async Task A_token_in_a_line_that_was_destroyed_is_not_handed_out_again()
    {
        TaskRecord task = await tasks.CreateAsync("one");
        await tasks.ChangeAsync(task.Id, new TaskChange.Start());
        string[] lines = tasks.Disk.ReadText(TaskFixture.Journal).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        tasks.Disk.PlantFile(TaskFixture.Journal, string.Join('\n', lines[..^1]) + "\n" + new string('\0', 40) + "\n");

        TaskRecord started = await tasks.ChangeAsync(task.Id, new TaskChange.Start());

        Assert.True(started.Claim!.Token > 1);
    }

    [Fact]
    public async Task A_symbolic_link_in_place_of_the_folder_is_refused()
    {
        tasks.Disk.PlantDirectory("/elsewhere");
        tasks.Disk.PlantSymbolicLink(TaskFixture.Folder + "/tasks", "/elsewhere");

        await Assert.ThrowsAsync<StorageException>(() => tasks.CreateAsync("one"));
        await Assert.ThrowsAsync<StorageException>(() => tasks.NamesAsync(new TaskQuery()));
    }

    [Fact]
    public async Task A_checkpoint_and_its_tail_are_read_instead_of_the_whole_journal()
    {
        TaskRecord task = await tasks.CreateAsync("one");
        await tasks.RunAsync(store => store.Sessions.EndAsync(TaskFixture.Ann, Cancellation));
        await tasks.ChangeAsync(task.Id, new TaskChange.Edit(new TaskEdit { Priority = 1 }));
        string[] lines = tasks.Disk.ReadText(TaskFixture.Journal).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[1] = new string('?', lines[1].Length);
        tasks.Disk.PlantFile(TaskFixture.Journal, string.Join('\n', lines) + "\n");

        TaskRecord read = await tasks.GetAsync(task.Id);

        Assert.Equal(("one", 1), (read.Name, read.Priority));
    }

    [Fact]
    public async Task Many_who_begin_at_once_read_it_once()
    {
        await tasks.CreateAsync("one");
        tasks.Disk.StartTrace();

        await tasks.RunAsync(store => Task.WhenAll(Enumerable.Range(0, 100).Select(number =>
            store.Tasks.CreateAsync(new NewTask { Name = $"task {number}" }, TaskFixture.Ann, Cancellation))));

        int opened = tasks.Disk.Trace.Split('\n').Count(static call => call.Contains("open ", StringComparison.OrdinalIgnoreCase) && call.Contains(TaskFixture.Journal, StringComparison.Ordinal));
        Assert.InRange(opened, 1, 20);
    }

    [Fact]
    public async Task Reads_answer_on_a_read_only_and_on_a_full_disk()
    {
        TaskRecord task = await tasks.CreateAsync("one");
        tasks.Disk.IsReadOnly = true;
        Assert.Equal("one", (await tasks.GetAsync(task.Id)).Name);
        await Assert.ThrowsAsync<StorageException>(() => tasks.CreateAsync("two"));
        tasks.Disk.IsReadOnly = false;
        tasks.Disk.FreeBytes = 0;
        Assert.Equal("one", (await tasks.GetAsync(task.Id)).Name);
        StorageException full = await Assert.ThrowsAsync<StorageException>(() => tasks.CreateAsync("two"));
        Assert.Contains("free some space", full.Hint, StringComparison.Ordinal);
        tasks.Disk.FreeBytes = null;
        Assert.Equal("one", await tasks.NamesAsync(new TaskQuery()));
    }
}
