using System.Text.Json;
using Daybook.Errors;
using Daybook.Tasks;
using Daybook.Testing;
using Xunit;

namespace Daybook.Embedded.Tests.Tasks;

/// <summary>current.json: the founding shape, exact at the end of every command, and worth nothing as truth.</summary>
public sealed class CurrentViewTests
{
    private readonly TaskFixture tasks = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_has_the_approved_form()
    {
        await tasks.FinishedAsync("Setup project");
        tasks.Clock.Advance(TimeSpan.FromMinutes(30));
        TaskRecord task = await tasks.CreateAsync("Implement feature X");
        await tasks.ChangeAsync(task.Id, new TaskChange.Start());
        await tasks.ChangeAsync(task.Id, new TaskChange.Note(new TaskContext { FilesModified = ["src/main.rs"], Decisions = ["Use async pattern"] }));
        await tasks.RunAsync(async store =>
        {
            await store.Context.SetAsync("project_type", JsonElement.Parse("\"cli_tool\""), Cancellation);
            return await store.Sessions.ChangeScopeAsync("the feature", TaskFixture.Ann, Cancellation);
        });

        Snapshot.Match(tasks.Disk.ReadText(TaskFixture.Current), "json");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"session_id\":\"me\",\"schema_version\":1}")]
    public async Task Damaged_or_changed_by_hand_it_is_written_anew_and_the_bytes_are_kept(string content)
    {
        await tasks.CreateAsync("one");
        tasks.Disk.PlantFile(TaskFixture.Current, content);
        Assert.Equal("one", await tasks.NamesAsync(new TaskQuery()));

        await tasks.CreateAsync("two");

        Assert.Equal("one two", await tasks.NamesAsync(new TaskQuery()));
        Assert.Equal(JsonValueKind.Object, JsonElement.Parse(tasks.Disk.ReadText(TaskFixture.Current)).ValueKind);
        Assert.Equal(content.Length == 0 ? [] : [content], tasks.Quarantined());
    }

    [Fact]
    public async Task Cut_at_any_byte_it_is_healed_and_nothing_is_lost()
    {
        TaskRecord task = await tasks.CreateAsync("one");
        byte[] whole = tasks.Disk.ReadBytes(TaskFixture.Current);
        for (int length = 0; length < whole.Length; length += 7)
        {
            tasks.Disk.PlantFile(TaskFixture.Current, whole.AsSpan(0, length));
            await tasks.ChangeAsync(task.Id, new TaskChange.Edit(new TaskEdit { Priority = length % 5 }));
            Assert.Equal(length % 5, (await tasks.GetAsync(task.Id)).Priority);
            Assert.Equal(JsonValueKind.Object, JsonElement.Parse(tasks.Disk.ReadText(TaskFixture.Current)).ValueKind);
        }
    }

    [Theory]
    [InlineData(TaskFixture.Current)]
    [InlineData(TaskFixture.Backup)]
    [InlineData(TaskFixture.Checkpoint)]
    [InlineData(TaskFixture.Folder + "/tasks/finished.index")]
    public async Task Any_view_may_be_deleted(string path)
    {
        TaskRecord done = await tasks.FinishedAsync("done");
        await tasks.CreateAsync("open");
        await tasks.RunAsync(store => store.Sessions.EndAsync(TaskFixture.Ann, Cancellation));
        await tasks.CreateAsync("late");
        tasks.Disk.Delete(path);

        Assert.Equal("done", (await tasks.GetAsync(done.Id)).Name);
        Assert.Equal("open late", await tasks.NamesAsync(new TaskQuery()));
        await tasks.CreateAsync("later");
        Assert.Equal("open late later", await tasks.NamesAsync(new TaskQuery()));
        Assert.Equal("done", await tasks.NamesAsync(new TaskQuery { Statuses = [TaskState.Completed] }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_a_newer_version_it_is_refused_by_name_and_left_alone(bool hasJournal)
    {
        const string Newer = "{\"schema_version\":99,\"session_id\":\"x\"}";
        if (hasJournal)
        {
            await tasks.CreateAsync("one");
        }
        else
        {
            tasks.Disk.PlantDirectory(TaskFixture.Folder + "/tasks");
        }

        tasks.Disk.PlantFile(TaskFixture.Current, Newer);

        NewerFormatException write = await Assert.ThrowsAsync<NewerFormatException>(() => tasks.CreateAsync("two"));
        await Assert.ThrowsAsync<NewerFormatException>(() => tasks.NamesAsync(new TaskQuery()));
        Assert.Equal((99, TaskFixture.Current), (write.Found, write.Path));
        Assert.Equal(Newer, tasks.Disk.ReadText(TaskFixture.Current));
    }

    [Fact]
    public async Task A_lost_journal_comes_back_from_what_the_views_still_know()
    {
        TaskRecord task = await tasks.CreateAsync("open");
        TaskClaim claim = (await tasks.ChangeAsync(task.Id, new TaskChange.Start())).Claim!;
        await tasks.FinishedAsync("done");
        tasks.Disk.Delete(TaskFixture.Journal);

        await tasks.CreateAsync("new");

        Assert.Equal("open new", await tasks.NamesAsync(new TaskQuery()));
        Assert.Equal("done", await tasks.NamesAsync(new TaskQuery { Statuses = [TaskState.Completed] }));
        TaskRecord again = await tasks.ChangeAsync(task.Id, new TaskChange.Start());
        Assert.True(again.Claim!.Token > claim.Token);
    }

    [Fact]
    public async Task The_version_before_is_the_backup()
    {
        await tasks.CreateAsync("one");
        string before = tasks.Disk.ReadText(TaskFixture.Current);

        await tasks.CreateAsync("two");

        Assert.Equal(before, tasks.Disk.ReadText(TaskFixture.Backup));
    }

    [Fact]
    public async Task A_read_writes_nothing()
    {
        await tasks.CreateAsync("one");
        tasks.Disk.PlantFile(TaskFixture.Current, "garbage");
        ulong before = tasks.Disk.Hash;

        await tasks.NamesAsync(new TaskQuery { Statuses = [.. Enum.GetValues<TaskState>()] });
        await tasks.RunAsync(store => store.Tasks.GetStatusAsync(Cancellation));
        await tasks.RunAsync(store => store.Tasks.ResumeAsync(null, new ProblemList(), Cancellation));

        Assert.Equal(before, tasks.Disk.Hash);
    }

    [Theory]
    [InlineData(TaskFixture.Current, (64 << 20) + 1)]
    [InlineData(TaskFixture.Context, (4 << 20) + 1)]
    public async Task One_that_is_too_large_to_be_read_is_kept_before_it_is_replaced(string path, int length)
    {
        for (int number = 0; number < 2; number++)
        {
            await tasks.RunAsync(async store =>
            {
                await store.Context.SetAsync("k", JsonElement.Parse("1"), Cancellation);
                return true;
            });
        }

        byte[] large = new byte[length];
        large.AsSpan().Fill((byte)' ');
        tasks.Disk.PlantFile(path, large);

        await tasks.RunAsync(async store =>
        {
            await store.Context.SetAsync("k", JsonElement.Parse("2"), Cancellation);
            return true;
        });

        Assert.Equal(length, Assert.Single(tasks.Quarantined()).Length);
        Assert.True(tasks.Disk.ReadBytes(path).Length < 1 << 20);
    }
}
