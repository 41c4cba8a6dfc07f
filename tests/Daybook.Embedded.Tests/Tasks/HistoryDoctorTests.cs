using System.IO.Compression;
using Daybook.Embedded.Tasks;
using Daybook.Errors;
using Daybook.Tasks;
using Xunit;

namespace Daybook.Embedded.Tests.Tasks;

/// <summary>What doctor finds in the history, its index and the archived journals, and what is left after it mended them.</summary>
public sealed class HistoryDoctorTests
{
    private const string Index = TaskFixture.Folder + "/tasks/finished.index";
    private const string Archive = TaskFixture.Folder + "/tasks/archive";
    private const string November = TaskFixture.History + "/2026-11.jsonl.gz";
    private const string December = TaskFixture.History + "/2026-12.jsonl";

    private readonly TaskFixture tasks = new() { Ids = new RandomIdSource() };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What becomes of the plain month, and what that is called.</summary>
    public static readonly TheoryData<string, string> Months = new()
    {
        { "gone", "missing_line" },
        { "empty", "missing_line" },
        { "cut", "torn_line" },
        { "garbage", "alien_line" },
        { "altered", "altered_line" },
        { "twice", "repeated_line" },
        { "blank", "blank_line" },
    };

    [Theory]
    [MemberData(nameof(Months))]
    public async Task A_damaged_month_is_found_and_made_again_from_the_journals(string fate, string problem)
    {
        await MakeAsync();
        string whole = tasks.Disk.ReadText(December);
        switch (fate)
        {
            case "gone":
                tasks.Disk.Delete(December);
                break;
            default:
                tasks.Disk.PlantFile(December, fate switch
                {
                    "empty" => "",
                    "cut" => whole[..^30],
                    "garbage" => "#" + whole[1..],
                    "altered" => whole.Replace("\"december 1\"", "\"December 1\"", StringComparison.Ordinal),
                    "twice" => whole + whole.Split('\n')[0] + "\n",
                    _ => "\n" + whole,
                });
                break;
        }

        Assert.Contains(problem, await ProblemsAsync());
        await MustMendAsync();
        await MustBeWholeAsync(fate == "altered" ? "December 1" : "december 1");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_byte_of_a_checksum_that_no_text_has_is_mended_like_any_other(bool isPacked)
    {
        await MakeAsync();
        string month = isPacked ? November : December;
        byte[] lines = isPacked ? Unpacked(November) : tasks.Disk.ReadBytes(December);
        lines[lines.AsSpan().IndexOf("crc32c"u8) + 12] = 0x19;
        tasks.Disk.PlantFile(month, isPacked ? PackedLines.Pack(lines) : lines);

        Assert.Contains("altered_line", await ProblemsAsync());
        await MustMendAsync();
        await MustBeWholeAsync("december 1");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_packed_month_whose_last_newline_is_gone_hides_no_task_and_gets_it_back(bool byGzipItself)
    {
        await MakeAsync();
        byte[] lines = Unpacked(November)[..^1];
        using var packed = new MemoryStream();
        using (var packing = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            await packing.WriteAsync(lines, Cancellation);
        }

        tasks.Disk.PlantFile(November, byGzipItself ? packed.ToArray() : PackedLines.Pack(lines));

        Page<TaskRecord> page = await tasks.RunAsync(store => store.Tasks.SearchHistoryAsync(new TaskHistoryQuery(), CancellationToken.None));
        Assert.Equal(5, page.Items.Count);
        Assert.Empty(page.Problems);
        Assert.Contains("missing_newline", await ProblemsAsync());
        await MustMendAsync();
        await MustBeWholeAsync("december 1");
        Assert.Equal((byte)'\n', Unpacked(November)[^1]);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(200)]
    public async Task A_packed_month_with_a_wrong_byte_is_made_again_from_the_journals_and_its_bytes_are_kept(int at)
    {
        await MakeAsync();
        byte[] damaged = tasks.Disk.ReadBytes(November);
        damaged[at] ^= 0xff;
        tasks.Disk.PlantFile(November, damaged);

        Assert.Contains("damaged_month", await ProblemsAsync());
        await MustMendAsync();
        await MustBeWholeAsync("december 1");
        Assert.Contains(
            tasks.Disk.List(TaskFixture.Quarantine), name => tasks.Disk.ReadBytes($"{TaskFixture.Quarantine}/{name}").AsSpan().SequenceEqual(damaged));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(-1)]
    public async Task A_month_that_gzip_itself_packed_and_that_is_damaged_is_made_again_from_the_journals(int at)
    {
        await MakeAsync();
        using var packed = new MemoryStream();
        using (var unpacking = new GZipStream(new MemoryStream(tasks.Disk.ReadBytes(November)), CompressionMode.Decompress))
        using (var packing = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            await unpacking.CopyToAsync(packing, Cancellation);
        }

        byte[] damaged = packed.ToArray();
        damaged[at < 0 ? ^2 : at] ^= 0xff;
        tasks.Disk.PlantFile(November, damaged);

        Assert.Contains("damaged_month", await ProblemsAsync());
        await MustMendAsync();
        await MustBeWholeAsync("december 1");
    }

    [Fact]
    public async Task A_search_in_a_damaged_month_says_that_it_is_not_all()
    {
        await MakeAsync();
        byte[] damaged = tasks.Disk.ReadBytes(November);
        damaged.AsSpan(damaged.Length / 2, 8).Clear();
        tasks.Disk.PlantFile(November, damaged);

        Page<TaskRecord> page = await tasks.RunAsync(store => store.Tasks.SearchHistoryAsync(new TaskHistoryQuery(), CancellationToken.None));

        Assert.Equal(November, Assert.Single(page.Problems).Path);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_task_in_a_month_that_is_gone_or_damaged_is_not_said_to_be_none_and_its_id_is_not_given_again(bool isGone)
    {
        await MakeAsync();
        string id = (await tasks.RunAsync(store => store.Tasks.SearchHistoryAsync(new TaskHistoryQuery(), Cancellation)))
            .Items.First(static task => task.Name.StartsWith("november", StringComparison.Ordinal)).Id;
        byte[] damaged = tasks.Disk.ReadBytes(November);
        damaged.AsSpan(damaged.Length / 2, 8).Clear();
        tasks.Disk.PlantFile(November, damaged);
        if (isGone)
        {
            tasks.Disk.Delete(November);
        }

        foreach (string asked in new[] { id, id[..12] })
        {
            CorruptStoreException refused = await Assert.ThrowsAsync<CorruptStoreException>(() => tasks.GetAsync(asked));
            Assert.StartsWith(TaskFixture.History, refused.Path, StringComparison.Ordinal);
            Assert.Contains("daybook doctor tasks --fix", refused.Hint, StringComparison.Ordinal);
        }

        await Assert.ThrowsAsync<CorruptStoreException>(() => tasks.RunAsync(store =>
            store.Tasks.CreateAsync(new NewTask { Id = id, Name = "again" }, TaskFixture.Ann, Cancellation)));
        await Assert.ThrowsAsync<NotFoundException>(() => tasks.GetAsync("0b0e1c80-4f6d-4f8a-9a53-0a1f6a6d2f8e"));
        await MustMendAsync();
        Assert.Equal(TaskState.Completed, (await tasks.GetAsync(id)).Status);
    }

    [Fact]
    public async Task A_packing_that_died_before_its_last_step_is_ended()
    {
        await MakeAsync();
        tasks.Disk.PlantFile(TaskFixture.History + "/2026-11.jsonl", Unpacked(November));

        Assert.Equal(["unfinished_packing"], await ProblemsAsync());
        await MustMendAsync();
        Assert.False(tasks.Disk.Exists(TaskFixture.History + "/2026-11.jsonl"));
        await MustBeWholeAsync("december 1");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(-1)]
    public async Task An_index_that_does_not_fit_the_history_is_made_again(int at)
    {
        await MakeAsync();
        byte[] index = tasks.Disk.ReadBytes(Index);
        if (at < 0)
        {
            // Sound entries in another order: the first of one month is left out.
            index = [.. index[36..]];
        }
        else
        {
            index[at] ^= 1;
        }

        tasks.Disk.PlantFile(Index, index);

        Assert.Equal(["wrong_index"], await ProblemsAsync());
        await MustMendAsync();
        await MustBeWholeAsync("december 1");
    }

    [Fact]
    public async Task An_event_that_the_journal_lost_and_the_history_knows_is_taken_back()
    {
        await MakeAsync();
        string journal = tasks.Disk.ReadText(TaskFixture.Journal);
        tasks.Disk.PlantFile(TaskFixture.Journal, string.Join('\n', journal.Split('\n').Select(line =>
            line.Contains("\"completed\",\"task", StringComparison.Ordinal) ? new string('#', line.Length) : line)));
        tasks.Disk.Delete(TaskFixture.Checkpoint);

        Assert.Contains("lost_event", await ProblemsAsync());
        await MustMendAsync();
        await MustBeWholeAsync("december 1");
    }

    [Fact]
    public async Task A_damaged_archive_keeps_what_can_be_read_of_it_and_a_second_name_of_the_journal_goes()
    {
        TaskRecord task = await tasks.CreateAsync("one");
        await tasks.ChangeAsync(task.Id, new TaskChange.Start());
        string journal = tasks.Disk.ReadText(TaskFixture.Journal);
        byte[] members = [.. PackedLines.Pack("garbage\n"u8), .. PackedLines.Pack(System.Text.Encoding.UTF8.GetBytes(journal))];
        members[40] ^= 0xff;
        tasks.Disk.PlantFile(Archive + "/journal-00000000000000000000000000.jsonl.gz", members);
        tasks.Disk.Link(TaskFixture.Journal, Archive + "/journal-01MECZE1G00108000000000004.jsonl");
        Assert.Equal(["damaged_archive", "unfinished_compaction"], (await ProblemsAsync()).Order(StringComparer.Ordinal));

        // Who asks for the past is told that it is not all.
        var problems = new ProblemList();
        await tasks.RunAsync(store => store.Tasks.GetAsync(task.Id, tasks.Clock.GetUtcNow(), problems, Cancellation));
        Assert.EndsWith(".jsonl.gz", Assert.Single(problems.Items).Path, StringComparison.Ordinal);

        await MustMendAsync();

        Assert.Equal(["journal-00000000000000000000000000.jsonl.gz"], tasks.Disk.List(Archive));
        Assert.Equal(TaskState.InProgress, (await tasks.GetAsync(task.Id)).Status);
    }

    [Fact]
    public async Task A_repair_of_the_journal_leaves_every_readable_event_in_reach()
    {
        await MakeAsync();
        TaskRecord task = await tasks.CreateAsync("one");
        await tasks.ChangeAsync(task.Id, new TaskChange.Edit(new TaskEdit { Name = "two" }));
        tasks.Disk.PlantFile(TaskFixture.Journal, tasks.Disk.ReadText(TaskFixture.Journal) + "garbage\n");
        await MustMendAsync();
        await tasks.ChangeAsync(task.Id, new TaskChange.Edit(new TaskEdit { Name = "three" }));

        List<TaskEvent> events = await tasks.RunAsync(async store =>
            await store.Tasks.ReadEventsAsync(task.Id, new ProblemList(), Cancellation).ToListAsync(Cancellation));
        Assert.Equal(["created", "edited", "edited"], events.Select(happened => TaskMove.NameOf(happened.Action)));
        Assert.Empty(await tasks.RunAsync(store => store.TaskDoctor.ExamineAsync(null, Cancellation)));
    }

    [Fact]
    public async Task Months_made_again_survive_power_loss_in_a_folder_whose_maker_was_killed_before_its_name_was_durable()
    {
        await MakeAsync();
        tasks.Disk.Delete(November);
        tasks.Disk.Delete(December);
        tasks.Disk.DeleteDirectory(TaskFixture.History);
        tasks.Disk.Delete(Index);
        tasks.Disk.SyncAll();
        tasks.Disk.CreateDirectory(TaskFixture.History);

        await MustMendAsync();
        tasks.Disk = tasks.Disk.AfterPowerLoss();
        await MustBeWholeAsync("december 1");
    }

    /// <summary>Three tasks finished in November, which is packed, and two in December.</summary>
    private async Task MakeAsync()
    {
        for (int number = 1; number <= 3; number++)
        {
            await tasks.FinishedAsync($"november {number}");
        }

        tasks.Clock.Advance(TimeSpan.FromDays(30));
        for (int number = 1; number <= 2; number++)
        {
            await tasks.FinishedAsync($"december {number}");
        }

        await tasks.RunAsync(store => store.Sessions.EndAsync(TaskFixture.Ann, Cancellation));
        Assert.True(tasks.Disk.Exists(November) && tasks.Disk.Exists(December));
    }

    private byte[] Unpacked(string path)
    {
        using var lines = new MemoryStream();
        using (var unpacking = new GZipStream(new MemoryStream(tasks.Disk.ReadBytes(path)), CompressionMode.Decompress))
        {
            unpacking.CopyTo(lines);
        }

        return lines.ToArray();
    }

    private async Task MustBeWholeAsync(string oneOfApril)
    {
        Assert.Equal($"december 2 {oneOfApril} november 3 november 2 november 1", await tasks.NamesAsync(new TaskQuery { Statuses = [TaskState.Completed] }));
        string id = (await tasks.RunAsync(store => store.Tasks.SearchHistoryAsync(new TaskHistoryQuery { Text = "november 2" }, Cancellation))).Items[0].Id;
        Assert.Equal("november 2", (await tasks.GetAsync(id)).Name);
    }

    private async Task<string[]> ProblemsAsync() =>
        [.. (await tasks.RunAsync(store => store.TaskDoctor.ExamineAsync(null, Cancellation))).Select(finding => finding.Problem).Distinct()];

    private async Task MustMendAsync()
    {
        Assert.All(
            await tasks.RunAsync(store => store.TaskDoctor.FixAsync(null, Cancellation)), finding => Assert.True(finding.Fixed, finding.ToString()));
        Assert.Empty(await tasks.RunAsync(store => store.TaskDoctor.FixAsync(null, Cancellation)));
    }
}
