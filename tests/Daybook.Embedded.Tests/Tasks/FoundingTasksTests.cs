using System.Text.Json;
using Daybook.Errors;
using Daybook.Tasks;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Tasks;

/// <summary>A current.json in the founding shape alone: read as it is, taken in by the first write, true from then on.</summary>
public sealed class FoundingTasksTests
{
    private const string Founding = """
        {
          "session_id": "0b0e1c80-4f6d-4f8a-9a53-0a1f6a6d2f8e",
          "started_at": "2024-01-20T10:00:00Z",
          "current_task": {
            "id": "task-uuid",
            "name": "Implement feature X",
            "status": "in_progress",
            "started_at": "2024-01-20T10:30:00Z",
            "context": { "files_modified": ["src/main.rs"], "decisions": ["Use async pattern"], "mood": "good" },
            "colour": "blue"
          },
          "completed_tasks": [
            { "id": "task-uuid-1", "name": "Setup project", "completed_at": "2024-01-20T10:15:00Z", "duration_seconds": 300 }
          ],
          "memory": { "project_type": "cli_tool", "key_decisions": ["d"], "learned_patterns": [], "extra": 1 },
          "theirs": { "deep": [1, 2] }
        }
        """;

    private readonly TaskFixture tasks = new();

    public FoundingTasksTests()
    {
        tasks.Disk.PlantDirectory(TaskFixture.Folder + "/tasks");
        tasks.Disk.PlantFile(TaskFixture.Current, Founding);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_read_before_anything_is_written()
    {
        ulong before = tasks.Disk.Hash;

        TaskResume resume = await tasks.RunAsync(store => store.Tasks.ResumeAsync(null, new ProblemList(), Cancellation));

        Assert.Equal("Implement feature X", resume.CurrentTask?.Name);
        Assert.Equal("Setup project", await tasks.NamesAsync(new TaskQuery { Statuses = [TaskState.Completed] }));
        Assert.Equal("cli_tool", (await tasks.RunAsync(store => store.Context.GetAsync("project_type", Cancellation))).GetString());
        Assert.Equal(before, tasks.Disk.Hash);
    }

    [Fact]
    public async Task The_first_write_takes_it_in_whole_and_unknown_fields_survive()
    {
        await tasks.ChangeAsync("task-uuid", new TaskChange.Note(new TaskContext { Decisions = ["and more"] }));

        TaskRecord current = await tasks.GetAsync("task-uuid");
        Assert.Equal(["Use async pattern", "and more"], current.Context.Decisions);
        JsonElement view = JsonElement.Parse(tasks.Disk.ReadText(TaskFixture.Current));
        Assert.Equal("[1,2]", JsonSerializer.Serialize(view.GetProperty("theirs").GetProperty("deep")));
        Assert.Equal("good", view.GetProperty("in_progress")[0].GetProperty("context").GetProperty("mood").GetString());
        Assert.Equal("blue", view.GetProperty("in_progress")[0].GetProperty("colour").GetString());
        Assert.Equal("task-uuid-1", view.GetProperty("completed_tasks")[0].GetProperty("id").GetString());
        Assert.Equal(1, view.GetProperty("memory").GetProperty("extra").GetInt32());
        Assert.Equal(Founding, tasks.Disk.ReadText(TaskFixture.Backup));
        Assert.Equal(300, (await tasks.GetAsync("task-uuid-1")).DurationSeconds);
        Assert.Empty(tasks.Quarantined());
    }

    [Fact]
    public async Task A_current_json_that_git_brings_from_another_clone_is_no_loss_of_ones_own()
    {
        const string Theirs = "/home/user/project/.auto-dev/tasks";
        for (int number = 0; number < 5; number++)
        {
            await tasks.CreateAsync($"theirs {number}");
        }

        string pulled = tasks.Disk.ReadText(TaskFixture.Current);
        tasks.Disk.PlantDirectory("/home/user/project/.auto-dev");
        tasks.Disk.PlantDirectory(Theirs);
        var options = new EmbeddedOptions { TasksDirectory = Theirs, Directory = TaskFixture.Folder };
        foreach (string name in new[] { "one", "two" })
        {
            await using EmbeddedStore store = await EmbeddedStore.OpenAsync(options, tasks.Ports, Cancellation);
            await store.Tasks.CreateAsync(new NewTask { Name = name }, TaskFixture.Ann, Cancellation);
            await store.DisposeAsync();
            tasks.Disk.PlantFile(Theirs + "/current.json", pulled);
        }

        await using EmbeddedStore mine = await EmbeddedStore.OpenAsync(options, tasks.Ports, Cancellation);
        Assert.DoesNotContain(await mine.TaskDoctor.ExamineAsync(null, Cancellation), static finding => finding.Problem is "journal_behind" or "lost_journal");
        Page<TaskRecord> listed = await mine.Tasks.ListAsync(new TaskQuery(), Cancellation);
        Assert.Equal(["one", "two"], listed.Items.Select(static task => task.Name).Order(StringComparer.Ordinal));
        Assert.Empty(listed.Problems);
    }

    [Fact]
    public async Task A_number_that_no_journal_can_reach_says_nothing()
    {
        tasks.Disk.PlantFile(TaskFixture.Current, """{"session_id":"s","seq":9007199254740992,"token":9007199254740992}""");

        await tasks.CreateAsync("new");

        Assert.Equal("new", await tasks.NamesAsync(new TaskQuery()));
    }

    [Fact]
    public async Task Of_rows_with_one_id_the_task_in_work_counts_and_one_with_another_name_is_another_task()
    {
        tasks.Disk.PlantFile(TaskFixture.Current, """
            {
              "session_id": "s",
              "current_task": { "id": "1", "name": "Again", "status": "in_progress" },
              "completed_tasks": [
                { "id": "1", "name": "Again", "completed_at": "2024-01-20T10:15:00Z" },
                { "id": "1", "name": "Other", "completed_at": "2024-01-20T10:10:00Z" },
                { "id": "2", "name": "Twice", "completed_at": "2024-01-20T10:05:00Z", "duration_seconds": 2 },
                { "id": "2", "name": "Twice", "completed_at": "2024-01-20T10:00:00Z", "duration_seconds": 1 }
              ]
            }
            """);

        await tasks.CreateAsync("new");

        Assert.Equal(("Again", TaskState.InProgress), await tasks.GetAsync("1") is var current ? (current.Name, current.Status) : default);
        Assert.Equal(2, (await tasks.GetAsync("2")).DurationSeconds);
        Page<TaskRecord> finished = await tasks.RunAsync(store => store.Tasks.ListAsync(new TaskQuery { Statuses = [TaskState.Completed] }, Cancellation));
        Assert.Equal(["Other", "Twice"], finished.Items.Select(static task => task.Name).Order(StringComparer.Ordinal));
        Assert.Equal("1", finished.Items.Single(static task => task.Name == "Other").Extra["id_found"].GetString());
    }

    [Theory]
    [InlineData("name", "7")]
    [InlineData("description", "[1]")]
    [InlineData("status", "\"doing\"")]
    [InlineData("priority", "\"high\"")]
    [InlineData("priority", "9")]
    [InlineData("tags", "\"x\"")]
    [InlineData("parent_id", "7")]
    [InlineData("depends_on", "[{}]")]
    [InlineData("blocked_by", "\"c9\"")]
    [InlineData("created_at", "\"soon\"")]
    [InlineData("started_at", "5")]
    [InlineData("completed_at", "5")]
    [InlineData("duration_seconds", "\"5\"")]
    [InlineData("failure_reason", "{}")]
    [InlineData("claim", "\"me\"")]
    [InlineData("context", "\"text\"")]
    [InlineData("session_id", "5")]
    [InlineData("reopened", "\"yes\"")]
    [InlineData("seq", "\"abc\"")]
    [InlineData("crc32c", "5")]
    public async Task A_value_that_a_field_of_ours_cannot_hold_is_kept_beside_it_and_hides_nothing(string field, string value)
    {
        tasks.Disk.PlantFile(TaskFixture.Current, $$$"""{"session_id":"s","current_task":{"id":"odd-task","{{{field}}}":{{{value}}}},"completed_tasks":[{"id":"done-task","{{{field}}}":{{{value}}}}]}""");

        TaskRecord odd = await tasks.GetAsync("odd-task");
        Assert.Equal(value, odd.Extra[field + "_found"].GetRawText());
        await tasks.ChangeAsync("odd-task", new TaskChange.Note(new TaskContext { Decisions = ["more"] }));

        string[] lines = tasks.Disk.ReadText(TaskFixture.Journal).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, static line => JsonDocument.Parse(line, new JsonDocumentOptions { AllowDuplicateProperties = false }).Dispose());
        Assert.Equal(value, (await tasks.GetAsync("odd-task")).Extra[field + "_found"].GetRawText());
        Assert.Equal(value, (await tasks.GetAsync("done-task")).Extra[field + "_found"].GetRawText());
        Assert.Empty(await tasks.RunAsync(store => store.TaskDoctor.ExamineAsync(null, Cancellation)));
    }

    [Fact]
    public async Task What_it_says_in_fields_of_ours_is_taken_in_and_stands_there_once()
    {
        tasks.Disk.PlantFile(
            TaskFixture.Current,
            """
            {"current_task":{"id":"t","name":"T","status":"pending","priority":1,"tags":["x"],"description":"D","created_at":"2024-01-20T10:00:00Z"},
            "completed_tasks":[{"id":"f","name":"F","status":"failed","failure_reason":"R"}],"memory":"notes"}
            """);

        await tasks.CreateAsync("another");

        TaskRecord task = await tasks.GetAsync("t");
        Assert.Equal((1, "x", "D", 2024), (task.Priority, task.Tags.Single(), task.Description, task.CreatedAt.Year));
        Assert.Empty(task.Extra);
        TaskRecord failed = await tasks.GetAsync("f");
        Assert.Equal((TaskState.Failed, "R"), (failed.Status, failed.FailureReason));
        Assert.Contains("\"memory_found\": \"notes\"", tasks.Disk.ReadText(TaskFixture.Current), StringComparison.Ordinal);
        Assert.DoesNotContain("\"priority\":1,\"tags\":[\"x\"],\"priority\"", tasks.Disk.ReadText(TaskFixture.Journal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"current_task\":")]
    [InlineData("[]")]
    [InlineData("{\"a\":1,\"a\":2}")]
    public async Task One_that_cannot_be_read_is_told_until_the_first_write_keeps_it_aside(string content)
    {
        tasks.Disk.PlantFile(TaskFixture.Current, content);

        Page<TaskRecord> page = await tasks.RunAsync(store => store.Tasks.ListAsync(new TaskQuery(), Cancellation));
        Assert.Equal(TaskFixture.Current, Assert.Single(page.Problems).Path);
        Finding finding = Assert.Single(await tasks.RunAsync(store => store.TaskDoctor.ExamineAsync(null, Cancellation)));
        Assert.Equal(("corrupt_current", Finding.Error), (finding.Problem, finding.Severity));

        await tasks.CreateAsync("new");
        Assert.Empty((await tasks.RunAsync(store => store.Tasks.ListAsync(new TaskQuery(), Cancellation))).Problems);
        Assert.Equal([content], tasks.Quarantined());
    }

    [Fact]
    public async Task A_byte_order_mark_before_it_is_no_fault()
    {
        tasks.Disk.PlantFile(TaskFixture.Current, "\uFEFF" + Founding);

        Assert.Equal("Implement feature X", (await tasks.GetAsync("task-uuid")).Name);
        await tasks.CreateAsync("another");
        Assert.Equal("Implement feature X", (await tasks.GetAsync("task-uuid")).Name);
    }

    [Fact]
    public async Task Its_work_in_progress_is_in_nobodys_hands_and_can_be_claimed()
    {
        ClaimResult claim = await tasks.RunAsync(store => store.Tasks.ClaimNextAsync(new ClaimRequest { Agent = "ann" }, Cancellation));

        Assert.Equal("task-uuid", Assert.IsType<ClaimResult.Claimed>(claim).Task.Id);
    }

    [Fact]
    public async Task Its_tasks_without_an_id_have_the_same_one_for_every_reader_and_keep_it()
    {
        tasks.Disk.PlantFile(
            TaskFixture.Current,
            """
            {"session_id":"s-1","started_at":"2025-12-11T10:00:00Z",
            "current_task":{"name":"Same","status":"in_progress","started_at":"2025-12-11T10:10:00Z"},
            "completed_tasks":[{"name":"Twice"},{"name":"Twice"}]}
            """);
        string seen = (await tasks.RunAsync(store => store.Tasks.ResumeAsync(null, new ProblemList(), Cancellation))).CurrentTask?.Id ?? "";

        Assert.Equal(seen, (await tasks.RunAsync(store => store.Tasks.ResumeAsync(null, new ProblemList(), Cancellation))).CurrentTask?.Id);
        await tasks.ChangeAsync(seen, new TaskChange.Note(new TaskContext { Decisions = ["kept"] }));

        Assert.Equal(["kept"], (await tasks.GetAsync(seen)).Context.Decisions);
        Assert.Equal("Twice Twice", await tasks.NamesAsync(new TaskQuery { Statuses = [TaskState.Completed] }));
    }

    [Fact]
    public async Task A_damaged_one_is_taken_from_its_backup()
    {
        tasks.Disk.PlantFile(TaskFixture.Backup, Founding);
        tasks.Disk.PlantFile(TaskFixture.Current, Founding.AsSpan()[..200].ToString());

        await tasks.CreateAsync("new");

        Assert.Equal("Implement feature X new", await tasks.NamesAsync(new TaskQuery()));
        Assert.Single(tasks.Quarantined());
    }

    [Fact]
    public async Task One_with_half_of_a_surrogate_pair_is_kept_aside_and_stops_nobody()
    {
        string bad = Founding.Replace("blue", "\\ud800", StringComparison.Ordinal);
        tasks.Disk.PlantFile(TaskFixture.Current, bad);

        Assert.Equal("", await tasks.NamesAsync(new TaskQuery()));
        await tasks.CreateAsync("new");

        Assert.Equal("new", await tasks.NamesAsync(new TaskQuery()));
        Assert.Equal([bad], tasks.Quarantined());
    }

    [Fact]
    public async Task One_that_is_as_deep_as_can_be_is_taken_in_whole()
    {
        string deep = new string('[', 61) + new string(']', 61);
        string given = Founding.Replace("{ \"deep\": [1, 2] }", deep, StringComparison.Ordinal);
        tasks.Disk.PlantFile(TaskFixture.Current, given);

        await tasks.CreateAsync("new");
        await tasks.CreateAsync("newer");

        Assert.Equal(0, (await tasks.RunAsync(store => store.Tasks.GetStatusAsync(Cancellation))).Problems);
        Assert.Equal([given], tasks.Quarantined());
    }

    [Fact]
    public async Task One_with_more_in_it_than_a_line_takes_is_named_and_left_alone()
    {
        tasks.Disk.PlantFile(TaskFixture.Current, Founding.Replace("blue", new string('b', 1 << 20), StringComparison.Ordinal));
        ulong before = tasks.Disk.Hash;

        CorruptStoreException refused = await Assert.ThrowsAsync<CorruptStoreException>(() => tasks.CreateAsync("new"));

        Assert.Equal(TaskFixture.Current, refused.Path);
        Assert.Equal(before, tasks.Disk.Hash);
    }

    [Fact]
    public async Task In_the_founding_folder_only_the_founding_files_are_touched_outside_of_our_own_folder()
    {
        SimulatedFileSystem disk = tasks.Disk;
        disk.PlantDirectory("/home/user/project/.auto-dev");
        disk.PlantDirectory("/home/user/project/.auto-dev/tasks");
        disk.PlantFile("/home/user/project/.auto-dev/tasks/current.json", Founding);
        await using (EmbeddedStore store = await EmbeddedStore.OpenAsync(
            new EmbeddedOptions { TasksDirectory = "/home/user/project/.auto-dev/tasks", Directory = TaskFixture.Folder }, tasks.Ports, Cancellation))
        {
            await store.Tasks.CreateAsync(new NewTask { Name = "new" }, TaskFixture.Ann, Cancellation);
        }

        Assert.Equal(
            [".daybook-state", "current.json", "current.json.backup", "history", "memory.json"],
            disk.List("/home/user/project/.auto-dev/tasks").Order(StringComparer.Ordinal));
        Assert.Equal(
            ["finished.index", "journal.jsonl", "locks"],
            disk.List("/home/user/project/.auto-dev/tasks/.daybook-state").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_repository_that_has_one_is_adopted_by_init_and_a_folder_that_is_gone_is_named()
    {
        const string Project = "/home/user/other";
        const string Theirs = Project + "/.auto-dev/tasks";
        foreach (string folder in new[] { Project, Project + "/.auto-dev", Theirs })
        {
            tasks.Disk.PlantDirectory(folder);
        }

        tasks.Disk.PlantFile(Theirs + "/current.json", Founding);
        StoreCreated created = StoreCreator.Create(
            tasks.Ports, new StoreSearch { WorkingDirectory = Project, Environment = _ => null }, new InitOptions { Adopt = true });
        await using (EmbeddedStore store = await TestStores.OpenAsync(tasks.Ports, created.Path))
        {
            await store.Tasks.CreateAsync(new NewTask { Name = "new" }, TaskFixture.Ann, Cancellation);
        }

        Assert.Equal([Theirs], created.Adopted);
        Assert.True(tasks.Disk.Exists(Theirs + "/.daybook-state/journal.jsonl"));
        Assert.False(tasks.Disk.Exists(created.Path + "/tasks"));
        tasks.Disk.Rename(Theirs, Project + "/away");
        await using EmbeddedStore late = await TestStores.OpenAsync(tasks.Ports, created.Path);
        NotFoundException gone = await Assert.ThrowsAsync<NotFoundException>(
            () => late.Tasks.CreateAsync(new NewTask { Name = "lost" }, TaskFixture.Ann, Cancellation));
        Assert.Equal(Theirs, gone.Path);
        Assert.False(tasks.Disk.Exists(Theirs));
    }
}
