using Daybook.Tasks;
using Xunit;

namespace Daybook.Embedded.Tests.Tasks;

/// <summary>A journal that lost its last lines, or some in between, while the files beside it know them.</summary>
public sealed class JournalCutTests
{
    private static readonly string[] Beside = [TaskFixture.Current, TaskFixture.Backup, TaskFixture.Checkpoint];

    private readonly TaskFixture tasks = new() { Ids = new RandomIdSource() };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_writes_next_brings_back_what_is_known_and_no_number_is_given_again()
    {
        Known known = await CutAsync();
        Assert.Contains("journal ends before it", Assert.Single(await ProblemsAsync()).Reason, StringComparison.Ordinal);

        TaskRecord next = await tasks.ChangeAsync((await tasks.CreateAsync("next")).Id, new TaskChange.Start());

        Assert.True(next.Claim!.Token > known.Token);
        Assert.True(next.Seq > known.Seq);
        await MustKnowAsync(known);
        Assert.Equal("lost_journal", Assert.Single(await ExamineAsync()).Problem);
        await MustMendAsync();
        await MustKnowAsync(known);
    }

    [Fact]
    public async Task It_comes_back_too_where_the_journal_is_cut_under_a_process_that_has_it_open()
    {
        await using EmbeddedStore store = await tasks.OpenAsync();
        await store.Tasks.CreateAsync(new NewTask { Name = "first" }, TaskFixture.Ann, Cancellation);
        string cut = tasks.Disk.ReadText(TaskFixture.Journal);
        Known known = await WorkAsync();
        await store.Tasks.CreateAsync(new NewTask { Name = "second" }, TaskFixture.Ann, Cancellation);
        Truncate(cut);

        TaskRecord[] next = await Task.WhenAll(Enumerable.Range(0, 3).Select(number =>
            store.Tasks.CreateAsync(new NewTask { Name = $"next {number}" }, TaskFixture.Ann, Cancellation)));

        Assert.All(next, task => Assert.True(task.Seq > known.Seq));
        await MustKnowAsync(known);
    }

    [Fact]
    public async Task Two_processes_that_find_it_one_after_the_other_continue_it_once()
    {
        Known known = await CutAsync();
        await using EmbeddedStore one = await tasks.OpenAsync();
        await using EmbeddedStore other = await tasks.OpenAsync();
        Assert.Equal("first", (await one.Tasks.ListAsync(new TaskQuery(), Cancellation)).Items.Single().Name);

        await one.Tasks.CreateAsync(new NewTask { Name = "one" }, TaskFixture.Ann, Cancellation);
        await other.Tasks.CreateAsync(new NewTask { Name = "other" }, TaskFixture.Ann, Cancellation);
        await one.Tasks.CreateAsync(new NewTask { Name = "more" }, TaskFixture.Ann, Cancellation);

        Assert.Single(Archived());
        await MustKnowAsync(known);
        Assert.Equal("first late more one other", string.Join(' ', (await tasks.NamesAsync(new TaskQuery())).Split(' ').Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task One_repair_is_enough()
    {
        Known known = await CutAsync();

        Assert.Contains(await ExamineAsync(), static finding => finding.Problem == "journal_behind");
        await MustMendAsync();
        await MustKnowAsync(known);
    }

    [Fact]
    public async Task The_checkpoint_alone_brings_back_tasks_that_nobody_had_begun()
    {
        await tasks.CreateAsync("first");
        string cut = tasks.Disk.ReadText(TaskFixture.Journal);
        TaskRecord waiting = await tasks.CreateAsync("waiting");
        await tasks.RunAsync(store => store.Sessions.EndAsync(TaskFixture.Ann, Cancellation));
        Truncate(cut);
        tasks.Disk.Delete(TaskFixture.Current);
        tasks.Disk.Delete(TaskFixture.Backup);

        Assert.Contains(await ExamineAsync(), static finding => finding.Problem == "journal_behind");
        await MustMendAsync();
        Assert.Equal("waiting", (await tasks.GetAsync(waiting.Id)).Name);
    }

    [Fact]
    public async Task The_history_alone_shows_that_the_end_is_gone()
    {
        Known known = await CutAsync();
        foreach (string path in Beside.Where(tasks.Disk.Exists))
        {
            tasks.Disk.Delete(path);
        }

        Assert.Contains(await ExamineAsync(), static finding => finding is { Problem: "journal_behind", Severity: Finding.Error });
        await MustMendAsync();
        Assert.Equal(TaskState.Completed, (await tasks.GetAsync(known.Done)).Status);
        Assert.True((await tasks.CreateAsync("next")).Seq > known.DoneSeq);
    }

    [Fact]
    public async Task Two_tasks_that_were_finished_under_one_number_both_stay()
    {
        Known known = await CutAsync();
        foreach (string path in Beside.Where(tasks.Disk.Exists))
        {
            tasks.Disk.Delete(path);
        }

        TaskRecord twin = await tasks.CreateAsync("twin");
        while (twin.Seq < known.DoneSeq - 1)
        {
            twin = await tasks.ChangeAsync(twin.Id, new TaskChange.Edit(new TaskEdit { Name = $"twin {twin.Seq}" }));
        }

        twin = await tasks.ChangeAsync(twin.Id, new TaskChange.Cancel(null));
        Assert.Equal(known.DoneSeq, twin.Seq);
        Assert.Equal(TaskState.Cancelled, (await tasks.GetAsync(twin.Id)).Status);
        string month = $"{TaskFixture.History}/{Assert.Single(tasks.Disk.List(TaskFixture.History))}";
        tasks.Disk.PlantFile(month, "garbage\n" + tasks.Disk.ReadText(month));

        await MustMendAsync();

        Assert.Equal(TaskState.Completed, (await tasks.GetAsync(known.Done)).Status);
        Assert.Equal(TaskState.Cancelled, (await tasks.GetAsync(twin.Id)).Status);
    }

    [Theory]
    [InlineData(0, "first lines")]
    [InlineData(2, "events 3 to 3")]
    public async Task A_line_that_was_taken_out_is_found_and_told_once(int line, string meaning)
    {
        TaskRecord task = await tasks.CreateAsync("work");
        await tasks.ChangeAsync(task.Id, new TaskChange.Edit(new TaskEdit { Priority = 0 }));
        await tasks.ChangeAsync(task.Id, new TaskChange.Edit(new TaskEdit { Description = "d" }));
        List<string> lines = [.. tasks.Disk.ReadText(TaskFixture.Journal).Split('\n')];
        lines.RemoveAt(line);
        tasks.Disk.PlantFile(TaskFixture.Journal, string.Join('\n', lines));

        Finding gap = Assert.Single(await ExamineAsync(), static finding => finding.Problem == "missing_event");
        Assert.Equal((Finding.Error, line + 1L), (gap.Severity, gap.Line));
        Assert.Contains(meaning, gap.Meaning, StringComparison.Ordinal);
        await MustMendAsync();
        Assert.Equal("d", (await tasks.GetAsync(task.Id)).Description);
    }

    [Theory]
    [InlineData("\"noted\"")]
    [InlineData("\"started\"")]
    public async Task What_stood_on_a_damaged_line_comes_back_from_current_json(string lost)
    {
        TaskRecord task = await tasks.CreateAsync("work");
        await tasks.ChangeAsync(task.Id, new TaskChange.Start());
        await tasks.ChangeAsync(task.Id, new TaskChange.Note(new TaskContext { Decisions = ["keep it"] }));
        string journal = tasks.Disk.ReadText(TaskFixture.Journal);
        tasks.Disk.PlantFile(TaskFixture.Journal, string.Join('\n', journal.Split('\n').Select(line =>
            line.Contains(lost, StringComparison.Ordinal) ? new string('#', line.Length) : line)));

        await MustMendAsync();

        TaskRecord found = await tasks.GetAsync(task.Id);
        Assert.Equal(TaskState.InProgress, found.Status);
        Assert.Equal(["keep it"], found.Context.Decisions);
    }

    [Fact]
    public async Task A_line_that_was_changed_by_hand_stays_as_readers_see_it()
    {
        TaskRecord task = await tasks.CreateAsync("work");
        await tasks.ChangeAsync(task.Id, new TaskChange.Start());
        tasks.Disk.PlantFile(TaskFixture.Journal, tasks.Disk.ReadText(TaskFixture.Journal).Replace("\"work\"", "\"toil\"", StringComparison.Ordinal));

        await MustMendAsync();

        Assert.Equal("toil", (await tasks.GetAsync(task.Id)).Name);
    }

    [Fact]
    public async Task Behind_a_line_that_is_gone_the_checkpoint_is_not_taken_for_the_journals()
    {
        TaskRecord gone = await tasks.CreateAsync("gone");
        await EndSessionAsync();
        TaskRecord first = await tasks.CreateAsync("next");
        TaskRecord second = await tasks.CreateAsync("last");
        Damage("\"gone\"", static _ => null);
        Assert.Equal(["last", "next"], (await tasks.NamesAsync(new TaskQuery())).Split(' ').Order(StringComparer.Ordinal));

        TaskRecord added = await tasks.CreateAsync("new");

        foreach (TaskRecord task in new[] { gone, first, second, added })
        {
            Assert.Equal(task.Name, (await tasks.GetAsync(task.Id)).Name);
        }

        await MustMendAsync();
        Assert.Equal("gone last new next", string.Join(' ', (await tasks.NamesAsync(new TaskQuery())).Split(' ').Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task What_only_the_checkpoint_knows_is_there_after_a_repair_too()
    {
        TaskRecord gone = await tasks.CreateAsync("gone");
        await tasks.CreateAsync("kept");
        await EndSessionAsync();
        Damage("\"gone\"", static _ => null);

        await MustMendAsync();

        Assert.Equal("gone", (await tasks.GetAsync(gone.Id)).Name);
    }

    [Theory]
    [InlineData("\"started\"", 0)]
    [InlineData("\"started\"", 10)]
    [InlineData("\"created\"", 1)]
    public async Task A_claim_that_is_lost_with_a_line_comes_back_and_its_token_is_not_given_again(string lost, int left)
    {
        TaskRecord task = await tasks.CreateAsync("work");
        long token = (await tasks.ChangeAsync(task.Id, new TaskChange.Start())).Claim!.Token;
        bool isLast = left == 10;
        if (!isLast)
        {
            await tasks.CreateAsync("later");
        }

        Damage(lost, line => left == 0 ? null : isLast ? line[..^10] : "#" + line[1..]);

        TaskRecord other = await tasks.CreateAsync("other");
        Assert.True((await tasks.ChangeAsync(other.Id, new TaskChange.Start())).Claim!.Token > token);
        Assert.Equal(("work", TaskState.InProgress), await tasks.GetAsync(task.Id) is var found ? (found.Name, found.Status) : default);
        Assert.Contains(await ExamineAsync(), static finding => finding.Problem == "lost_journal");
    }

    [Fact]
    public async Task A_line_that_a_crash_tore_is_no_loss_whatever_is_written_behind_it()
    {
        await tasks.CreateAsync("one");
        tasks.Disk.PlantFile(TaskFixture.Journal, tasks.Disk.ReadText(TaskFixture.Journal) + "{\"seq\":3,\"at\":");
        await tasks.RunAsync(async store =>
        {
            await store.Context.SetAsync("project_type", System.Text.Json.JsonElement.Parse("\"cli\""), Cancellation);
            return true;
        });
        await tasks.CreateAsync("two");
        await tasks.CreateAsync("three");

        Assert.DoesNotContain(await ExamineAsync(), static finding => finding.Problem is "lost_journal" or "missing_event" or "journal_behind");
        Assert.Empty(tasks.Quarantined());
    }

    [Fact]
    public async Task An_older_journal_that_is_put_back_is_continued_with_the_newer_checkpoint()
    {
        await tasks.CreateAsync("old");
        string older = tasks.Disk.ReadText(TaskFixture.Journal);
        Damage("\"old\"", static line => line.Replace("\"old\"", "\"Old\"", StringComparison.Ordinal));
        await MustMendAsync();
        TaskRecord waiting = await tasks.CreateAsync("waiting");
        await EndSessionAsync();
        string[] archived = [.. Archived()];
        tasks.Disk.PlantFile(TaskFixture.Journal, older);

        await tasks.CreateAsync("new");

        Assert.Equal("waiting", (await tasks.GetAsync(waiting.Id)).Name);
        Assert.All(archived, content => Assert.Contains(content, Archived()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_task_that_was_opened_again_behind_the_cut_is_in_progress(bool isInHistoryAlone)
    {
        TaskRecord task = await tasks.FinishedAsync("again");
        if (isInHistoryAlone)
        {
            await EndSessionAsync();
        }

        string cut = tasks.Disk.ReadText(TaskFixture.Journal);
        await tasks.ChangeAsync(task.Id, new TaskChange.Reopen(null));
        await tasks.ChangeAsync(task.Id, new TaskChange.Start());
        Truncate(cut);

        await tasks.CreateAsync("new");

        Assert.Equal((TaskState.InProgress, 1), await tasks.GetAsync(task.Id) is var found ? (found.Status, found.Reopened) : default);
        await tasks.ChangeAsync(task.Id, new TaskChange.Complete(null));
        Assert.Equal("again", await tasks.NamesAsync(new TaskQuery { Statuses = [TaskState.Completed] }));
    }

    [Fact]
    public async Task A_process_that_saw_no_more_than_is_left_writes_nothing_over_that_is_known()
    {
        await using EmbeddedStore store = await tasks.OpenAsync();
        await store.Tasks.CreateAsync(new NewTask { Name = "first" }, TaskFixture.Ann, Cancellation);
        string cut = tasks.Disk.ReadText(TaskFixture.Journal);
        Known known = await WorkAsync();
        Truncate(cut);

        await store.Tasks.CreateAsync(new NewTask { Name = "second" }, TaskFixture.Ann, Cancellation);
        await store.DisposeAsync();

        await MustKnowAsync(known);
        Assert.Contains(await ExamineAsync(), static finding => finding.Problem == "lost_journal");
    }

    [Fact]
    public async Task Doctor_asks_the_backup_too_where_current_json_is_gone()
    {
        Known known = await CutAsync();
        tasks.Disk.Delete(TaskFixture.Current);

        Assert.Contains(await ExamineAsync(), static finding => finding.Problem == "journal_behind");
        await MustMendAsync();
        Assert.True((await tasks.CreateAsync("next")).Seq >= known.Seq);
    }

    /// <summary>Work that the views know, in a journal that ends before it.</summary>
    private async Task<Known> CutAsync()
    {
        await tasks.CreateAsync("first");
        string cut = tasks.Disk.ReadText(TaskFixture.Journal);
        Known known = await WorkAsync();
        Truncate(cut);
        return known;
    }

    private async Task<Known> WorkAsync()
    {
        TaskRecord done = await tasks.FinishedAsync("done");
        TaskRecord late = await tasks.CreateAsync("late");
        TaskRecord begun = await tasks.ChangeAsync(late.Id, new TaskChange.Start());
        return new Known(done.Id, done.Seq, late.Id, begun.Seq, begun.Claim!.Token);
    }

    private async Task MustKnowAsync(Known known)
    {
        Assert.Equal(TaskState.InProgress, (await tasks.GetAsync(known.Late)).Status);
        Assert.Equal(("done", TaskState.Completed), await tasks.GetAsync(known.Done) is var done ? (done.Name, done.Status) : default);
        Assert.Equal("done", await tasks.NamesAsync(new TaskQuery { Statuses = [TaskState.Completed] }));
    }

    /// <summary>Changes the first line that has a text in it; null takes it out.</summary>
    private void Damage(string text, Func<string, string?> change)
    {
        List<string> lines = [.. tasks.Disk.ReadText(TaskFixture.Journal).Split('\n')];
        int at = lines.FindIndex(line => line.Contains(text, StringComparison.Ordinal));
        string? changed = change(lines[at]);
        if (changed is null)
        {
            lines.RemoveAt(at);
        }
        else
        {
            lines[at] = changed;
        }

        tasks.Disk.PlantFile(TaskFixture.Journal, string.Join('\n', lines));
    }

    private Task<SessionRecord> EndSessionAsync() => tasks.RunAsync(store => store.Sessions.EndAsync(TaskFixture.Ann, Cancellation));

    private IEnumerable<string> Archived() =>
        tasks.Disk.List(TaskFixture.Folder + "/tasks/archive").Select(name => tasks.Disk.ReadText($"{TaskFixture.Folder}/tasks/archive/{name}"));

    private void Truncate(string content)
    {
        using Durability.FileSystem.IFile journal = tasks.Disk.Open(TaskFixture.Journal, Durability.FileSystem.OpenMode.ReadWrite);
        journal.Truncate(content.Length);
    }

    private async Task MustMendAsync()
    {
        Assert.All(await tasks.RunAsync(store => store.TaskDoctor.FixAsync(null, Cancellation)), static finding => Assert.True(finding.Fixed, finding.ToString()));
        Assert.Empty(await ExamineAsync());
    }

    private Task<IReadOnlyList<Finding>> ExamineAsync() => tasks.RunAsync(store => store.TaskDoctor.ExamineAsync(null, Cancellation));

    private Task<IReadOnlyList<Problem>> ProblemsAsync() =>
        tasks.RunAsync(async store => (await store.Tasks.ListAsync(new TaskQuery(), Cancellation)).Problems);

    /// <summary>What was done behind the cut: a task that was completed, and one that was begun.</summary>
    private sealed record Known(string Done, long DoneSeq, string Late, long Seq, long Token);
}
