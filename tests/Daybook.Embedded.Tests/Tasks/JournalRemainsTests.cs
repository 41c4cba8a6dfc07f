using Daybook.Tasks;
using Xunit;

namespace Daybook.Embedded.Tests.Tasks;

/// <summary>What is left when the journal is lost, and who tells that it was.</summary>
public sealed class JournalRemainsTests
{
    private readonly TaskFixture tasks = new() { Ids = new RandomIdSource() };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_lost_journal_stays_told_whatever_is_written_until_a_repair_takes_note_of_it(bool isEmptied)
    {
        await MakeAsync();
        Lose(isEmptied);
        Assert.Equal("missing_journal", Assert.Single(await ExamineAsync()).Problem);
        Assert.Equal(TaskFixture.Journal, Assert.Single(await ProblemsAsync()).Path);

        await tasks.CreateAsync("new");
        await tasks.FinishedAsync("newer");
        await EndSessionAsync();

        Finding lost = Assert.Single(await ExamineAsync());
        Assert.Equal(("lost_journal", Finding.Error, TaskFixture.Journal), (lost.Problem, lost.Severity, lost.Path));
        Assert.Equal(TaskFixture.Journal, Assert.Single(await ProblemsAsync()).Path);

        Assert.All(await FixAsync(), static finding => Assert.True(finding.Fixed));
        Assert.Empty(await ExamineAsync());
        Assert.Empty(await ProblemsAsync());
        Assert.Equal(["new", "open"], (await tasks.NamesAsync(new TaskQuery())).Split(' ').Order(StringComparer.Ordinal));
        Assert.Contains(Archived(), static journal => journal.Contains("\"journal_lost_at\":", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_repair_of_a_lost_journal_takes_note_of_it_at_once_and_leaves_in_the_archive_when_it_was()
    {
        await MakeAsync();
        Lose(isEmptied: false);

        Assert.All(await FixAsync(), static finding => Assert.True(finding.Fixed));
        Assert.Empty(await ExamineAsync());
        Assert.Equal("open", await tasks.NamesAsync(new TaskQuery()));
        Assert.Contains(Archived(), static journal => journal.Contains("\"journal_lost_at\":", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_only_the_history_left_no_number_of_it_is_given_again()
    {
        TaskRecord old = await tasks.FinishedAsync("old");
        foreach (string path in new[] { TaskFixture.Journal, TaskFixture.Current, TaskFixture.Backup })
        {
            tasks.Disk.Delete(path);
        }

        TaskRecord fresh = await tasks.FinishedAsync("new");
        await EndSessionAsync();

        Assert.Equal(TaskState.Completed, (await tasks.GetAsync(old.Id)).Status);
        Assert.Equal(TaskState.Completed, (await tasks.GetAsync(fresh.Id)).Status);
        Assert.Equal("new old", await tasks.NamesAsync(new TaskQuery { Statuses = [TaskState.Completed] }));
    }

    [Fact]
    public async Task A_task_that_only_an_older_view_shows_as_in_progress_stays_finished()
    {
        TaskRecord task = await tasks.FinishedAsync("old");
        tasks.Disk.Delete(TaskFixture.Journal);
        tasks.Disk.Delete(TaskFixture.Current);
        Assert.Contains("in_progress", tasks.Disk.ReadText(TaskFixture.Backup), StringComparison.Ordinal);

        await tasks.CreateAsync("new");

        Assert.Equal(TaskState.Completed, (await tasks.GetAsync(task.Id)).Status);
        Assert.Equal("new", await tasks.NamesAsync(new TaskQuery()));
    }

    [Fact]
    public async Task With_only_the_history_left_the_loss_is_told_too()
    {
        await MakeAsync();
        Lose(isEmptied: false);
        foreach (string path in new[] { TaskFixture.Checkpoint, TaskFixture.Current, TaskFixture.Backup })
        {
            tasks.Disk.Delete(path);
        }

        await tasks.CreateAsync("new");
        Assert.Contains(await ExamineAsync(), static finding => finding.Problem == "lost_journal");
    }

    [Fact]
    public async Task What_current_json_and_the_history_know_beyond_the_checkpoint_is_not_lost_with_the_journal()
    {
        TaskRecord begun = await tasks.CreateAsync("begun");
        TaskRecord done = await tasks.CreateAsync("done");
        TaskRecord waiting = await tasks.RunAsync(store => store.Tasks.CreateAsync(
            new NewTask { Name = "waiting", DependsOn = [done.Id] }, TaskFixture.Ann, Cancellation));
        await EndSessionAsync();
        TaskRecord late = await tasks.CreateAsync("late");
        await tasks.ChangeAsync(late.Id, new TaskChange.Start());
        await tasks.ChangeAsync(begun.Id, new TaskChange.Start());
        await tasks.ChangeAsync(begun.Id, new TaskChange.Note(new TaskContext { Decisions = ["keep it"] }));
        await tasks.ChangeAsync(done.Id, new TaskChange.Start());
        await tasks.ChangeAsync(done.Id, new TaskChange.Complete(null));
        Lose(isEmptied: false);

        await tasks.CreateAsync("new");

        Assert.Equal(("late", TaskState.InProgress), (await tasks.GetAsync(late.Id)) is var found ? (found.Name, found.Status) : default);
        TaskRecord known = await tasks.GetAsync(begun.Id);
        Assert.Equal(TaskState.InProgress, known.Status);
        Assert.Equal(["keep it"], known.Context.Decisions);
        Assert.Equal(TaskState.Completed, (await tasks.GetAsync(done.Id)).Status);
        Assert.Empty((await tasks.GetAsync(waiting.Id)).BlockedBy);
        Assert.Equal("ann", (await tasks.RunAsync(store => store.Tasks.ResumeAsync(null, new ProblemList(), Cancellation))).Session?.Agent);
        Assert.Equal(["lost_journal", "stale_checkpoint"], (await ExamineAsync()).Select(static finding => finding.Problem).Order(StringComparer.Ordinal));
        Assert.All(await FixAsync(), static finding => Assert.True(finding.Fixed));
        Assert.Empty(await ExamineAsync());
    }

    [Fact]
    public async Task Tasks_of_another_system_begin_a_journal_without_anything_being_lost()
    {
        tasks.Disk.PlantDirectory(TaskFixture.Folder + "/tasks");
        tasks.Disk.PlantFile(TaskFixture.Current, """{"session_id":"s","current_task":{"id":"t","name":"theirs","status":"in_progress"}}""");

        await tasks.CreateAsync("new");

        Assert.Empty(await ExamineAsync());
        Assert.Empty(await ProblemsAsync());
    }

    private async Task MakeAsync()
    {
        await tasks.FinishedAsync("done");
        await tasks.CreateAsync("open");
        await EndSessionAsync();
    }

    private void Lose(bool isEmptied)
    {
        if (isEmptied)
        {
            tasks.Disk.PlantFile(TaskFixture.Journal, "");
        }
        else
        {
            tasks.Disk.Delete(TaskFixture.Journal);
        }
    }

    private IEnumerable<string> Archived() =>
        tasks.Disk.List(TaskFixture.Folder + "/tasks/archive").Select(name => tasks.Disk.ReadText($"{TaskFixture.Folder}/tasks/archive/{name}"));

    private Task<SessionRecord> EndSessionAsync() => tasks.RunAsync(store => store.Sessions.EndAsync(TaskFixture.Ann, Cancellation));

    private Task<IReadOnlyList<Finding>> ExamineAsync() => tasks.RunAsync(store => store.TaskDoctor.ExamineAsync(null, Cancellation));

    private Task<IReadOnlyList<Finding>> FixAsync() => tasks.RunAsync(store => store.TaskDoctor.FixAsync(null, Cancellation));

    private Task<IReadOnlyList<Problem>> ProblemsAsync() =>
        tasks.RunAsync(async store => (await store.Tasks.ListAsync(new TaskQuery(), Cancellation)).Problems);
}
