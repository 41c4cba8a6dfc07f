using System.IO.Compression;
using System.Text;
using Daybook.Embedded.Tasks;
using Daybook.Tasks;
using Xunit;

namespace Daybook.Embedded.Tests.Tasks;

/// <summary>The months of finished tasks, packed when they are over, and the index over them.</summary>
public sealed class HistoryTests
{
    private readonly TaskFixture tasks = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_finished_task_stands_in_its_month_when_the_command_ends()
    {
        await tasks.FinishedAsync("done");

        string line = tasks.Disk.ReadText(TaskFixture.History + "/2026-11.jsonl");
        Assert.Contains("\"status\":\"completed\"", line, StringComparison.Ordinal);
        Assert.Single(line.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_month_that_is_over_is_packed_by_the_first_task_that_is_finished_in_a_new_one()
    {
        await tasks.FinishedAsync("first");
        tasks.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal(["2026-11.jsonl"], tasks.Disk.List(TaskFixture.History));
        await tasks.FinishedAsync("second");
        Assert.Equal(["2026-11.jsonl.gz", "2026-12.jsonl"], tasks.Disk.List(TaskFixture.History).Order(StringComparer.Ordinal));
        Assert.Equal("second first", await tasks.NamesAsync(new TaskQuery { Statuses = [TaskState.Completed] }));
    }

    [Fact]
    public async Task Months_that_are_over_are_packed_for_any_program_and_stay_searchable()
    {
        TaskRecord first = await tasks.FinishedAsync("first");
        await tasks.FinishedAsync("second");
        tasks.Clock.Advance(TimeSpan.FromDays(31));
        TaskRecord third = await tasks.FinishedAsync("third");
        await EndSessionAsync();

        Assert.Equal(["2026-11.jsonl.gz", "2026-12.jsonl"], tasks.Disk.List(TaskFixture.History).Order(StringComparer.Ordinal));
        using var gzip = new GZipStream(new MemoryStream(tasks.Disk.ReadBytes(TaskFixture.History + "/2026-11.jsonl.gz")), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip, Encoding.UTF8);
        Assert.Equal(2, (await reader.ReadToEndAsync(Cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal("third second first", await tasks.NamesAsync(new TaskQuery { Statuses = [TaskState.Completed] }));
        Assert.Equal("first", (await tasks.GetAsync(first.Id)).Name);
        Assert.Equal("third", (await tasks.GetAsync(third.Id)).Name);
    }

    [Fact]
    public async Task A_clock_that_was_set_back_adds_to_a_packed_month()
    {
        await tasks.FinishedAsync("first");
        tasks.Clock.Advance(TimeSpan.FromDays(31));
        await tasks.FinishedAsync("second");
        await EndSessionAsync();
        tasks.Clock.Advance(TimeSpan.FromDays(-31));
        TaskRecord late = await tasks.FinishedAsync("late");
        Assert.Equal("second late first", await tasks.NamesAsync(new TaskQuery { Statuses = [TaskState.Completed] }));
        Assert.Equal("late", (await tasks.GetAsync(late.Id)).Name);

        await EndSessionAsync();

        Assert.Equal(["2026-11.jsonl.gz", "2026-12.jsonl"], tasks.Disk.List(TaskFixture.History).Order(StringComparer.Ordinal));
        Assert.Equal("second late first", await tasks.NamesAsync(new TaskQuery { Statuses = [TaskState.Completed] }));
        Assert.Equal("late", (await tasks.GetAsync(late.Id)).Name);
    }

    [Fact]
    public async Task A_month_that_gzip_itself_packed_is_read_as_any_other_and_more_is_packed_behind_it()
    {
        TaskRecord first = await tasks.FinishedAsync("first");
        await tasks.FinishedAsync("second");
        PackByHand();
        Assert.Equal("second first", await tasks.NamesAsync(new TaskQuery { Statuses = [TaskState.Completed] }));
        Assert.Equal("first", (await tasks.GetAsync(first.Id)).Name);
        Assert.Empty(await tasks.RunAsync(store => store.TaskDoctor.ExamineAsync(null, Cancellation)));

        await tasks.FinishedAsync("third");
        tasks.Clock.Advance(TimeSpan.FromDays(31));
        await tasks.FinishedAsync("fourth");

        Assert.Equal(["2026-11.jsonl.gz", "2026-12.jsonl"], tasks.Disk.List(TaskFixture.History).Order(StringComparer.Ordinal));
        Assert.Equal("fourth third second first", await tasks.NamesAsync(new TaskQuery { Statuses = [TaskState.Completed] }));
        Assert.Equal("first", (await tasks.GetAsync(first.Id)).Name);
        Assert.Empty(await tasks.RunAsync(store => store.TaskDoctor.ExamineAsync(null, Cancellation)));
    }

    [Fact]
    public async Task What_is_damaged_in_a_packed_month_is_never_replaced_by_packing_more()
    {
        await tasks.FinishedAsync("first");
        await EndSessionAsync();
        PackByHand();
        byte[] damaged = [.. "damage"u8, .. tasks.Disk.ReadBytes(TaskFixture.History + "/2026-11.jsonl.gz")];
        tasks.Disk.PlantFile(TaskFixture.History + "/2026-11.jsonl.gz", damaged);

        await tasks.FinishedAsync("second");
        tasks.Clock.Advance(TimeSpan.FromDays(31));
        await tasks.FinishedAsync("third");
        await EndSessionAsync();

        Assert.Equal(damaged, tasks.Disk.ReadBytes(TaskFixture.History + "/2026-11.jsonl.gz"));
        Assert.Equal("third second", await tasks.NamesAsync(new TaskQuery { Statuses = [TaskState.Completed] }));
        Assert.All(await tasks.RunAsync(store => store.TaskDoctor.FixAsync(null, Cancellation)), static finding => Assert.True(finding.Fixed));
        Assert.Equal("third second first", await tasks.NamesAsync(new TaskQuery { Statuses = [TaskState.Completed] }));
    }

    [Fact]
    public async Task A_plain_month_that_was_packed_by_a_process_killed_before_it_removed_it_counts_once()
    {
        await tasks.FinishedAsync("first");
        byte[] plain = tasks.Disk.ReadBytes(TaskFixture.History + "/2026-11.jsonl");
        tasks.Clock.Advance(TimeSpan.FromDays(31));
        await tasks.FinishedAsync("second");
        await EndSessionAsync();
        tasks.Disk.PlantFile(TaskFixture.History + "/2026-11.jsonl", plain);

        Assert.Equal("second first", await tasks.NamesAsync(new TaskQuery { Statuses = [TaskState.Completed] }));
        await tasks.FinishedAsync("third");
        await EndSessionAsync();
        Assert.Equal(["2026-11.jsonl.gz", "2026-12.jsonl"], tasks.Disk.List(TaskFixture.History).Order(StringComparer.Ordinal));
        Assert.Equal("third second first", await tasks.NamesAsync(new TaskQuery { Statuses = [TaskState.Completed] }));
    }

    [Fact]
    public async Task Damaged_lines_hide_nothing_else_and_are_told()
    {
        await tasks.FinishedAsync("first");
        tasks.Disk.PlantFile(
            TaskFixture.History + "/2026-11.jsonl",
            tasks.Disk.ReadText(TaskFixture.History + "/2026-11.jsonl") + "garbage\n{\"torn\":");
        TaskRecord second = await tasks.FinishedAsync("second");
        await EndSessionAsync();

        Page<TaskRecord> page = await tasks.RunAsync(store => store.Tasks.SearchHistoryAsync(new TaskHistoryQuery(), Cancellation));

        Assert.Equal("second first", string.Join(' ', page.Items.Select(task => task.Name)));
        Assert.Equal(2, page.Problems.Count);
        Assert.Equal("second", (await tasks.GetAsync(second.Id)).Name);
    }

    [Fact]
    public async Task An_index_that_lies_is_not_believed()
    {
        tasks.Ids = new RandomIdSource();
        TaskRecord first = await tasks.FinishedAsync("first");
        TaskRecord second = await tasks.FinishedAsync("second");
        await EndSessionAsync();
        const string Index = TaskFixture.Folder + "/tasks/finished.index";
        byte[] sound = tasks.Disk.ReadBytes(Index);
        byte[] zeros = new byte[sound.Length];
        byte[] flipped = [.. sound];
        flipped[40] ^= 1;
        foreach (byte[] damaged in (byte[][])[[], [1, 2, 3], zeros, flipped, sound[..^1]])
        {
            tasks.Disk.PlantFile(Index, damaged);
            Assert.Equal("first", (await tasks.GetAsync(first.Id)).Name);
            Assert.Equal("second", (await tasks.GetAsync(second.Id[..13])).Name);
        }

        await tasks.FinishedAsync("third");
        await EndSessionAsync();
        Assert.Equal(3 * FinishedEntry.Bytes, tasks.Disk.ReadBytes(Index).Length);
    }

    [Fact]
    public void Members_of_a_packed_file_are_read_alone_and_damaged_ones_hide_no_others()
    {
        string[] names = [.. Enumerable.Range(0, 5).Select(number => $"task {number}")];
        byte[][] members = [.. names.Select(name => PackedLines.Pack(Encoding.UTF8.GetBytes($"{name} one\n{name} two\n")))];
        members[2][^9] ^= 1;
        const string Path = TaskFixture.Folder + "/packed.gz";
        tasks.Disk.PlantFile(Path, members.SelectMany(member => member).ToArray());
        using PackedLines packed = PackedLines.Open(tasks.Disk, Path)!;
        var forward = new List<string>();
        var backward = new List<string>();
        packed.Forward(0, (line, offset) => forward.Add(Encoding.UTF8.GetString(line)));
        packed.Backward((line, offset) =>
        {
            backward.Add(Encoding.UTF8.GetString(packed.ReadAt(offset, line.Length)!));
            return true;
        });

        Assert.Equal(8, forward.Count);
        Assert.Equal(forward, backward.AsEnumerable().Reverse());
    }

    private void PackByHand()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(tasks.Disk.ReadBytes(TaskFixture.History + "/2026-11.jsonl"));
        }

        tasks.Disk.PlantFile(TaskFixture.History + "/2026-11.jsonl.gz", packed.ToArray());
        tasks.Disk.Delete(TaskFixture.History + "/2026-11.jsonl");
    }

    private Task<SessionRecord> EndSessionAsync() => tasks.RunAsync(store => store.Sessions.EndAsync(TaskFixture.Ann, Cancellation));
}
