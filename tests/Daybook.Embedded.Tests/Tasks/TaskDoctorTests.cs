using System.Text.Json;
using Daybook.Durability.FileSystem;
using Daybook.Embedded.Tasks;
using Daybook.Errors;
using Daybook.Tasks;
using Xunit;

namespace Daybook.Embedded.Tests.Tasks;

/// <summary>What doctor finds in the files of tasks, and what is left after it mended them.</summary>
public sealed class TaskDoctorTests
{
    private const string Context = TaskFixture.Context;
    private const string ContextBackup = TaskFixture.Context + ".backup";

    private readonly TaskFixture tasks = new() { Ids = new RandomIdSource() };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What is put behind the first two lines of the journal, and what it is called.</summary>
    public static readonly TheoryData<string, string> LineFaults = new()
    {
        { "null\n", "alien_line" },
        { "\0\0\0\n", "alien_line" },
        { "{\"seq\":7}\n", "alien_line" },
        { "\n", "blank_line" },
        { new string('x', (1 << 20) + 1) + "\n", "long_line" },
        { "{\"seq\":3,\"at\":\"2026-03-01T12:00:00.0000000Z\",\"event\":\"praised\"}\n", "unsealed_line" },
        { "{\"seq\":3,\"at\":\"2026-03-01T12:00:00.0000000Z\",\"event\":\"praised\",\"crc32c\":\"00000000\"}\n", "altered_line" },
    };

    /// <summary>The views, and what each is called when it is cut off or garbage.</summary>
    public static readonly TheoryData<string, string> Views = new()
    {
        { TaskFixture.Current, "corrupt_current" },
        { TaskFixture.Backup, "corrupt_backup" },
        { TaskFixture.Checkpoint, "corrupt_checkpoint" },
    };

    [Fact]
    public async Task A_store_without_tasks_and_a_sound_one_have_no_findings()
    {
        Assert.Empty(await ExamineAsync());
        await MakeAsync();
        ulong before = tasks.Disk.Hash;

        Assert.Empty(await ExamineAsync());
        Assert.Empty(await FixAsync());
        Assert.Equal(before, tasks.Disk.Hash);
    }

    [Theory]
    [MemberData(nameof(LineFaults), DisableDiscoveryEnumeration = true)]
    public async Task A_damaged_line_of_the_journal_is_found_mended_once_and_kept(string line, string problem)
    {
        await MakeAsync();
        string[] lines = tasks.Disk.ReadText(TaskFixture.Journal).Split('\n');
        string content = string.Join('\n', lines[..2]) + "\n" + line + string.Join('\n', lines[2..]);
        tasks.Disk.PlantFile(TaskFixture.Journal, content);

        Finding finding = Assert.Single(await ExamineAsync(), found => found.Path == TaskFixture.Journal);
        Assert.Equal((problem, 3L), (finding.Problem, finding.Line));
        await MustMendAsync();
        Assert.Contains(content, tasks.Quarantined());
        await MustBeWholeAsync();
    }

    [Fact]
    public async Task A_damaged_line_whose_event_readers_leave_out_says_so_and_why()
    {
        await MakeAsync();
        const string Line = "{\"seq\":4611686018427387904,\"at\":\"2026-03-01T12:00:00.0000000Z\",\"event\":\"noted\",\"task_id\":\"TASK\",\"context\":{}}\n";
        string id = (await tasks.CreateAsync("noted")).Id;
        tasks.Disk.PlantFile(TaskFixture.Journal, tasks.Disk.ReadText(TaskFixture.Journal) + Line.Replace("TASK", id, StringComparison.Ordinal));
        Finding finding = Assert.Single(await ExamineAsync());
        Assert.Equal(("unsealed_line", Finding.Error), (finding.Problem, finding.Severity));
        Assert.Contains("its event was not applied: ", finding.Meaning, StringComparison.Ordinal);
        Assert.Contains("4611686018427387904", finding.Meaning, StringComparison.Ordinal);
        await MustMendAsync();
        Assert.Empty(await ExamineAsync());
    }

    [Fact]
    public async Task A_torn_tail_is_dropped_and_a_missing_newline_is_added()
    {
        await MakeAsync();
        string whole = tasks.Disk.ReadText(TaskFixture.Journal);
        tasks.Disk.PlantFile(TaskFixture.Journal, whole + "{\"seq\":99,\"at\":\"20");
        Assert.Equal("torn_line", Assert.Single(await ExamineAsync()).Problem);
        await MustMendAsync();
        await MustBeWholeAsync();

        tasks.Disk.PlantFile(TaskFixture.Journal, tasks.Disk.ReadText(TaskFixture.Journal).TrimEnd('\n'));
        Assert.Contains("missing_newline", (await ExamineAsync()).Select(finding => finding.Problem));
        await MustMendAsync();
        await MustBeWholeAsync();
    }

    [Fact]
    public async Task Whichever_line_of_the_journal_is_garbage_every_task_is_as_readers_saw_it_and_no_token_comes_twice()
    {
        await MakeAsync();
        TaskRecord claimed = await tasks.CreateAsync("claimed");
        long token = (await tasks.ChangeAsync(claimed.Id, new TaskChange.Start())).Claim!.Token;
        string whole = tasks.Disk.ReadText(TaskFixture.Journal);
        string checkpoint = tasks.Disk.ReadText(TaskFixture.Checkpoint);
        string current = tasks.Disk.ReadText(TaskFixture.Current);
        for (int line = 0; line < whole.Split('\n').Length - 1; line++)
        {
            string[] lines = whole.Split('\n');
            lines[line] = new string('#', lines[line].Length);
            tasks.Disk.PlantFile(TaskFixture.Journal, string.Join('\n', lines));
            tasks.Disk.PlantFile(TaskFixture.Checkpoint, checkpoint);
            tasks.Disk.PlantFile(TaskFixture.Current, current);
            string seen = await tasks.NamesAsync(new TaskQuery());

            await MustMendAsync();

            Assert.Contains(seen, await tasks.NamesAsync(new TaskQuery()), StringComparison.Ordinal);
            await tasks.CreateAsync("new " + line);
            ClaimResult next = await tasks.RunAsync(store => store.Tasks.ClaimNextAsync(
                new ClaimRequest { Agent = "bob", Lease = TimeSpan.FromMinutes(1) }, Cancellation));
            Assert.True(Assert.IsType<ClaimResult.Claimed>(next).Token > token);
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task A_view_that_is_cut_off_is_found_made_again_and_its_bytes_are_kept(string path, string problem)
    {
        await MakeAsync();
        byte[] whole = tasks.Disk.ReadBytes(path);
        foreach (int length in new[] { 0, 1, whole.Length / 2, whole.Length - 2 })
        {
            tasks.Disk.PlantFile(path, whole.AsSpan(0, length));
            Finding finding = Assert.Single(await ExamineAsync());
            Assert.Equal((problem, path), (finding.Problem, finding.Path));
            await MustMendAsync();
            await MustBeWholeAsync();
            Assert.Contains(System.Text.Encoding.UTF8.GetString(whole, 0, length), tasks.Quarantined());
        }
    }

    [Theory]
    [InlineData(TaskFixture.Current, "schema_version")]
    [InlineData(TaskFixture.Backup, "schema_version")]
    [InlineData(TaskFixture.Checkpoint, "format")]
    public async Task What_is_newer_than_we_know_is_named_and_nothing_is_touched(string path, string member)
    {
        await MakeAsync();
        tasks.Disk.PlantFile(path, $"{{\"{member}\":99}}");
        tasks.Disk.PlantFile(TaskFixture.Journal, tasks.Disk.ReadText(TaskFixture.Journal) + "garbage\n");
        ulong before = tasks.Disk.Hash;

        Assert.Equal(("newer_format", path), (Assert.Single(await ExamineAsync()).Problem, (await ExamineAsync())[0].Path));
        Assert.False(Assert.Single(await FixAsync()).Fixed);
        await Assert.ThrowsAsync<NewerFormatException>(() => tasks.CreateAsync("x"));
        Assert.Equal(before, tasks.Disk.Hash);
    }

    [Fact]
    public async Task Current_json_that_was_changed_by_hand_or_is_gone_or_old_is_made_again()
    {
        await MakeAsync();
        string old = tasks.Disk.ReadText(TaskFixture.Current);
        tasks.Disk.PlantFile(TaskFixture.Current, old.Replace("Setup", "Upset", StringComparison.Ordinal));
        Assert.Equal("altered_current", Assert.Single(await ExamineAsync()).Problem);
        await MustMendAsync();

        await tasks.CreateAsync("later");
        tasks.Disk.PlantFile(TaskFixture.Current, old);
        Assert.Equal("stale_current", Assert.Single(await ExamineAsync()).Problem);
        await MustMendAsync();
        Assert.NotEqual(old, tasks.Disk.ReadText(TaskFixture.Current));

        tasks.Disk.Delete(TaskFixture.Current);
        Assert.Equal("stale_current", Assert.Single(await ExamineAsync()).Problem);
        await MustMendAsync();
    }

    [Fact]
    public async Task A_checkpoint_of_another_journal_or_that_says_something_else_is_made_again()
    {
        await MakeAsync();
        string sound = tasks.Disk.ReadText(TaskFixture.Checkpoint);
        Checkpoint read = Checkpoint.Read(tasks.Disk, TaskFixture.Checkpoint)!;
        tasks.Disk.PlantFile(TaskFixture.Checkpoint, (read with { JournalId = "01MECZE1G00108000000000004" }).Encode());
        Assert.Equal("stale_checkpoint", Assert.Single(await ExamineAsync()).Problem);
        await MustMendAsync();
        Assert.Equal(sound, tasks.Disk.ReadText(TaskFixture.Checkpoint));

        tasks.Disk.PlantFile(TaskFixture.Checkpoint, (read with { Tasks = [] }).Encode());
        Assert.Equal("wrong_checkpoint", Assert.Single(await ExamineAsync()).Problem);
        await MustMendAsync();
        await MustBeWholeAsync();
    }

    [Fact]
    public async Task A_lost_journal_is_begun_anew_with_what_the_views_know()
    {
        await MakeAsync();
        tasks.Disk.Delete(TaskFixture.Journal);
        Assert.Equal("missing_journal", Assert.Single(await ExamineAsync()).Problem);
        await MustMendAsync();
        await MustBeWholeAsync();
    }

    [Fact]
    public async Task A_journal_that_was_cut_gets_back_what_current_json_and_the_history_know_and_hands_out_no_token_twice()
    {
        await MakeAsync();
        string cut = tasks.Disk.ReadText(TaskFixture.Journal);
        TaskRecord late = await tasks.CreateAsync("late");
        long token = (await tasks.ChangeAsync(late.Id, new TaskChange.Start())).Claim!.Token;
        tasks.Disk.PlantFile(TaskFixture.Journal, cut);

        Assert.Contains(await ExamineAsync(), finding => finding.Problem == "journal_behind");
        await MustMendAsync();

        TaskRecord found = await tasks.GetAsync(late.Id);
        Assert.Equal(("late", TaskState.InProgress), (found.Name, found.Status));
        TaskRecord next = await tasks.ChangeAsync((await tasks.CreateAsync("next")).Id, new TaskChange.Start());
        Assert.True(next.Claim!.Token > token);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_damaged_context_comes_back_from_its_backup_or_from_current_json(bool isFileDamaged, bool isBackupDamaged)
    {
        await MakeAsync();
        foreach (string path in new[] { isFileDamaged ? Context : "", isBackupDamaged ? ContextBackup : "" }.Where(path => path.Length > 0))
        {
            tasks.Disk.PlantFile(path, "{\"project_type\":\"cli");
        }

        Assert.NotEmpty(await ExamineAsync());
        await MustMendAsync();

        IReadOnlyDictionary<string, JsonElement> values = await tasks.RunAsync(store => store.Context.ListAsync(Cancellation));
        Assert.Equal("cli_tool", values["project_type"].GetString());
        Assert.Contains("{\"project_type\":\"cli", tasks.Quarantined());
    }

    [Fact]
    public async Task Links_that_lead_nowhere_are_cut_and_abandoned_claims_are_released_by_events_that_anybody_can_read()
    {
        await MakeAsync();
        TaskRecord gone = await tasks.CreateAsync("gone");
        TaskRecord waiting = await tasks.RunAsync(store => store.Tasks.CreateAsync(
            new NewTask { Name = "waiting", DependsOn = [gone.Id], ParentId = gone.Id }, TaskFixture.Ann, Cancellation));
        TaskRecord held = await tasks.CreateAsync("held");
        await tasks.RunAsync(store => store.Tasks.ClaimAsync(held.Id, new ClaimRequest { Agent = "bob", Lease = TimeSpan.FromMinutes(1) }, Cancellation));
        tasks.Clock.Advance(TimeSpan.FromHours(1));
        tasks.Processes.Elapsed += TimeSpan.FromHours(1);
        string[] lines = tasks.Disk.ReadText(TaskFixture.Journal).Split('\n');
        tasks.Disk.PlantFile(
            TaskFixture.Journal, string.Join('\n', lines.Where(line => !line.Contains("\"gone\"", StringComparison.Ordinal))));

        Assert.Superset(
            new HashSet<string> { "dangling_dependency", "dangling_parent", "stale_lease" },
            (await ExamineAsync()).Select(finding => finding.Problem).ToHashSet());
        await MustMendAsync();

        TaskRecord mended = await tasks.GetAsync(waiting.Id);
        Assert.Equal((true, null), (mended.IsReady, mended.ParentId));
        Assert.Equal(TaskState.Pending, (await tasks.GetAsync(held.Id)).Status);
        List<TaskEvent> events = await tasks.RunAsync(async store =>
            await store.Tasks.ReadEventsAsync(held.Id, new ProblemList(), Cancellation).ToListAsync(Cancellation));
        Assert.Equal(("doctor", "released"), (events[^1].Agent, TaskMove.NameOf(events[^1].Action)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_link_is_cut_only_where_a_look_through_the_history_found_nothing(bool isLookedUp)
    {
        // Others write on while doctor reads: what they refer to since then has not been looked for.
        TaskRecord over = await tasks.CreateAsync("over");
        await tasks.ChangeAsync(over.Id, new TaskChange.Start());
        await tasks.ChangeAsync(over.Id, new TaskChange.Fail("no"));
        await tasks.RunAsync(store => store.Sessions.EndAsync(TaskFixture.Ann, Cancellation));
        TaskRecord waiting = await tasks.RunAsync(store => store.Tasks.CreateAsync(
            new NewTask { Name = "waiting", DependsOn = [over.Id], ParentId = over.Id }, TaskFixture.Ann, Cancellation));
        await tasks.RunAsync(store => store.Sessions.EndAsync(TaskFixture.Ann, Cancellation));
        TaskPlaces places = TaskPlaces.InStore(TaskFixture.Folder, StoreFile.Read(tasks.Disk, TaskFixture.Folder));
        Dictionary<string, TaskRecord?> lookedUp = isLookedUp ? new() { [over.Id] = null } : [];
        await using (var journal = new TaskJournal(tasks.Ports, places, new EmbeddedOptions()))
        {
            await new BoardRepair(tasks.Ports, journal, lookedUp).RunAsync(Cancellation);
        }

        TaskRecord left = await tasks.GetAsync(waiting.Id);
        Assert.Equal((isLookedUp, isLookedUp ? null : over.Id), (left.IsReady, left.ParentId));
    }

    [Fact]
    public async Task Modes_and_leftovers_are_mended()
    {
        await MakeAsync();
        tasks.Disk.SetPermissions(TaskFixture.Journal, FilePermissions.SharedFile);
        tasks.Disk.PlantFile(TaskFixture.History + "/.2026-03.jsonl.gz.1.daybook-tmp", "half");

        Assert.Equal(["leftover_temp", "wrong_mode"], (await ExamineAsync()).Select(finding => finding.Problem).Order(StringComparer.Ordinal));
        await MustMendAsync();
        Assert.Equal(FilePermissions.PrivateFile, tasks.Disk.Stat(TaskFixture.Journal)?.Permissions);
    }

    [Fact]
    public async Task A_temp_file_of_a_write_under_way_is_no_leftover_and_a_fix_waits_for_it()
    {
        await MakeAsync();
        tasks.Disk.PlantFile(TaskFixture.Folder + "/tasks/.current.json.1.daybook-tmp", "half");
        using IFile held = tasks.Disk.Open(TaskFixture.Folder + "/locks/tasks.lock", OpenMode.OpenOrCreate);
        Assert.True(held.TryLock(LockMode.Exclusive));
        Assert.Empty(await ExamineAsync());

        tasks.Disk.PlantFile(TaskFixture.Checkpoint, "garbage");
        await Assert.ThrowsAsync<BusyException>(FixAsync);
    }

    [Fact]
    public async Task A_link_in_place_of_the_journal_is_told_and_left()
    {
        await MakeAsync();
        tasks.Disk.PlantFile("/elsewhere", "theirs");
        tasks.Disk.Delete(TaskFixture.Journal);
        tasks.Disk.PlantSymbolicLink(TaskFixture.Journal, "/elsewhere");

        Finding finding = Assert.Single(await FixAsync());
        Assert.Equal(("unsafe_file", TaskFixture.Journal, false), (finding.Problem, finding.Path, finding.Fixed));
        Assert.Equal("theirs", tasks.Disk.ReadText("/elsewhere"));
    }

    /// <summary>Some work: a finished task, an open one, a context that was changed twice, a checkpoint.</summary>
    private async Task MakeAsync()
    {
        await tasks.FinishedAsync("Setup");
        await tasks.CreateAsync("open");
        await tasks.RunAsync(async store =>
        {
            await store.Context.SetAsync("project_type", JsonElement.Parse("\"cli_tool\""), Cancellation);
            await store.Context.AppendAsync("key_decisions", JsonElement.Parse("\"async\""), Cancellation);
            return await store.Sessions.EndAsync(TaskFixture.Ann, Cancellation);
        });
    }

    private async Task MustBeWholeAsync()
    {
        Assert.Equal("open", await tasks.NamesAsync(new TaskQuery()));
        Assert.Equal("Setup", await tasks.NamesAsync(new TaskQuery { Statuses = [TaskState.Completed] }));
    }

    private async Task MustMendAsync()
    {
        Assert.All(await FixAsync(), finding => Assert.True(finding.Fixed, finding.ToString()));
        Assert.Empty(await ExamineAsync());
        Assert.Empty(await FixAsync());
    }

    private Task<IReadOnlyList<Finding>> ExamineAsync() => tasks.RunAsync(store => store.TaskDoctor.ExamineAsync(null, Cancellation));

    private Task<IReadOnlyList<Finding>> FixAsync() => tasks.RunAsync(store => store.TaskDoctor.FixAsync(null, Cancellation));
}
