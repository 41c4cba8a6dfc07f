using Daybook.Errors;
using Daybook.Tasks;
using Xunit;

namespace Daybook.Compliance;

public abstract partial class TaskStoreCompliance
{
    [Fact]
    public async Task The_most_urgent_and_of_those_the_oldest_is_claimed_first()
    {
        await using DaybookStore store = await OpenAsync();
        TaskRecord old = await CreateAsync(store, "old");
        Clock.Advance(TimeSpan.FromSeconds(1));
        await CreateAsync(store, "young");
        TaskRecord urgent = await store.Tasks.CreateAsync(new NewTask { Name = "urgent", Priority = 0 }, Ann, Cancellation);

        Assert.Equal(urgent.Id, (await ClaimNextAsync(store, "a")).Task.Id);
        Assert.Equal(old.Id, (await ClaimNextAsync(store, "b")).Task.Id);
    }

    [Fact]
    public async Task Tokens_rise_and_each_is_handed_out_once()
    {
        DaybookStore store = await OpenAsync();
        TaskRecord task = await CreateAsync(store, "work");
        long first = (await ClaimNextAsync(store, "a")).Token;
        await store.Tasks.ChangeAsync(task.Id, new TaskChange.Release(null), new TaskActor { Agent = "a", Token = first }, Cancellation);
        store = await ReopenAsync(store);
        long second = (await ClaimNextAsync(store, "b")).Token;
        await store.Tasks.ChangeAsync(task.Id, new TaskChange.Release(null), new TaskActor { Agent = "b", Token = second }, Cancellation);
        TaskRecord started = await ChangeAsync(store, task, new TaskChange.Start());

        Assert.True(first < second);
        Assert.True(second < started.Claim!.Token);
        await store.DisposeAsync();
    }

    [Fact]
    public async Task A_live_claim_needs_its_token_for_every_write_whoever_asks()
    {
        await using DaybookStore store = await OpenAsync();
        TaskRecord task = await CreateAsync(store, "work");
        ClaimResult.Claimed claim = await ClaimNextAsync(store, "ann");
        TaskChange[] writes =
        [
            new TaskChange.Start(), new TaskChange.Complete(null), new TaskChange.Fail("x"), new TaskChange.Cancel(null),
            new TaskChange.Release(null), new TaskChange.Heartbeat(null), new TaskChange.Edit(new TaskEdit { Priority = 1 }),
            new TaskChange.Note(new TaskContext { Decisions = ["d"] }),
        ];
        foreach (TaskChange write in writes)
        {
            ConflictException bare = await Assert.ThrowsAsync<ConflictException>(() => store.Tasks.ChangeAsync(task.Id, write, Ann, Cancellation));
            Assert.Contains("held by ann", bare.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<ConflictException>(
                () => store.Tasks.ChangeAsync(task.Id, write, Ann with { Token = claim.Token + 1 }, Cancellation));
        }

        Assert.Equal(2, (await EventsAsync(store, task.Id)).Count);
        TaskRecord done = await store.Tasks.ChangeAsync(task.Id, new TaskChange.Complete(null), Bob with { Token = claim.Token }, Cancellation);
        Assert.Equal(TaskState.Completed, done.Status);
    }

    [Fact]
    public async Task A_claim_that_keeps_nobody_away_any_more_is_told_as_ended_wherever_its_task_is_shown()
    {
        await using DaybookStore store = await OpenAsync();
        await CreateAsync(store, "of a process");
        await CreateAsync(store, "of a lease");
        Processes.Start(77);
        TaskRecord first = (await ClaimNextAsync(store, Claim("ann") with { ProcessId = 77 })).Task;
        TaskRecord second = (await ClaimNextAsync(store, "bob")).Task;
        Assert.All(await ShownAsync(), static task => Assert.False(task.Claim?.HasEnded));

        Processes.End(77);
        Assert.All(await ShownAsync(), task => Assert.Equal(task.Id == first.Id, task.Claim?.HasEnded));
        Processes.Elapsed += TaskLease.Default;
        Assert.All(await ShownAsync(), static task => Assert.True(task.Claim?.HasEnded));
        TaskRecord again = (await ClaimNextAsync(store, "cid")).Task;
        Assert.False(again.Claim?.HasEnded);

        async Task<IReadOnlyList<TaskRecord>> ShownAsync()
        {
            var problems = new ProblemList();
            Page<TaskRecord> listed = await store.Tasks.ListAsync(new TaskQuery(), Cancellation);
            Page<TaskRecord> ready = await store.Tasks.ListReadyAsync(new TaskListing(), Cancellation);
            TaskResume resume = await store.Tasks.ResumeAsync(null, problems, Cancellation);
            TaskGraph graph = await store.Tasks.GetGraphAsync(problems, Cancellation);
            TaskRecord[] each = [await store.Tasks.GetAsync(first.Id, Cancellation), await store.Tasks.GetAsync(second.Id, Cancellation)];
            return [.. listed.Items, .. ready.Items, .. resume.Interrupted, .. resume.Ready, Assert.IsType<TaskRecord>(resume.CurrentTask), .. graph.Nodes, .. each];
        }
    }

    [Fact]
    public async Task A_refusal_says_whether_the_claim_lives_and_what_cannot_be_done()
    {
        await using DaybookStore store = await OpenAsync();
        await CreateAsync(store, "work");
        TaskRecord task = (await ClaimNextAsync(store, "ann")).Task;
        TaskActor wrong = Bob with { Token = 99 };
        Assert.Contains("ann holds it until", await RefusedAsync(new TaskChange.Complete(null), wrong), StringComparison.Ordinal);
        Processes.Elapsed += TaskLease.Default;
        Assert.Contains("ann held it until", await RefusedAsync(new TaskChange.Complete(null), wrong), StringComparison.Ordinal);

        await store.Tasks.ChangeAsync(task.Id, new TaskChange.Cancel(null), Bob, Cancellation);
        string waiting = (await CreateAsync(store, "waiting")).Id;
        Assert.Contains("cannot be made to wait for another", await RefusedAsync(new TaskChange.Depend(waiting), Bob), StringComparison.Ordinal);

        async Task<string> RefusedAsync(TaskChange change, TaskActor actor) =>
            (await Assert.ThrowsAsync<ConflictException>(() => store.Tasks.ChangeAsync(task.Id, change, actor, Cancellation))).Message;
    }

    [Fact]
    public async Task A_claimed_task_is_not_claimed_again_while_the_lease_lives()
    {
        await using DaybookStore store = await OpenAsync();
        TaskRecord task = await CreateAsync(store, "work");
        ClaimResult.Claimed claim = await ClaimNextAsync(store, "ann");

        Assert.IsType<ClaimResult.NothingReady>(await store.Tasks.ClaimNextAsync(Claim("bob"), Cancellation));
        ClaimResult.AlreadyClaimed taken = Assert.IsType<ClaimResult.AlreadyClaimed>(await store.Tasks.ClaimAsync(task.Id, Claim("bob"), Cancellation));
        Assert.Equal(("ann", claim.LeaseExpiresAt), (taken.By, taken.Until));
    }

    [Fact]
    public async Task After_the_lease_another_claims_it_and_the_first_holder_is_refused_with_the_new_one_named()
    {
        DaybookStore store = await OpenAsync();
        TaskRecord task = await CreateAsync(store, "work");
        ClaimResult.Claimed first = await ClaimNextAsync(store, "ann");
        Processes.Elapsed += TaskLease.Default - TimeSpan.FromMilliseconds(1);
        Assert.IsType<ClaimResult.NothingReady>(await store.Tasks.ClaimNextAsync(Claim("bob"), Cancellation));
        Processes.Elapsed += TimeSpan.FromMilliseconds(1);
        Assert.Equal([task.Id], (await store.Tasks.ListReadyAsync(new TaskListing(), Cancellation)).Items.Select(ready => ready.Id));
        store = await ReopenAsync(store);

        ClaimResult.Claimed second = await ClaimNextAsync(store, "bob");

        ConflictException refused = await Assert.ThrowsAsync<ConflictException>(
            () => store.Tasks.ChangeAsync(task.Id, new TaskChange.Complete(null), Ann with { Token = first.Token }, Cancellation));
        Assert.Contains("bob", refused.Message, StringComparison.Ordinal);
        await store.Tasks.ChangeAsync(task.Id, new TaskChange.Complete(null), Bob with { Token = second.Token }, Cancellation);
        await store.DisposeAsync();
    }

    [Fact]
    public async Task A_holder_that_comes_late_but_was_not_overtaken_may_go_on()
    {
        await using DaybookStore store = await OpenAsync();
        TaskRecord task = await CreateAsync(store, "work");
        ClaimResult.Claimed claim = await ClaimNextAsync(store, "ann");
        Processes.Elapsed += TimeSpan.FromDays(1);

        await Assert.ThrowsAsync<ConflictException>(() => store.Tasks.ChangeAsync(task.Id, new TaskChange.Heartbeat(null), Bob, Cancellation));
        await store.Tasks.ChangeAsync(task.Id, new TaskChange.Heartbeat(TimeSpan.FromHours(1)), Ann with { Token = claim.Token }, Cancellation);

        Processes.Elapsed += TimeSpan.FromMinutes(59);
        Assert.IsType<ClaimResult.NothingReady>(await store.Tasks.ClaimNextAsync(Claim("bob"), Cancellation));
    }

    [Theory]
    [InlineData(-40)]
    [InlineData(40)]
    public async Task A_step_of_the_clock_neither_ends_nor_prolongs_a_lease_within_a_boot(int days)
    {
        await using DaybookStore store = await OpenAsync();
        await CreateAsync(store, "work");
        await ClaimNextAsync(store, "ann");
        Clock.Advance(TimeSpan.FromDays(days));
        Assert.IsType<ClaimResult.NothingReady>(await store.Tasks.ClaimNextAsync(Claim("bob"), Cancellation));

        Processes.Elapsed += TaskLease.Default;

        await ClaimNextAsync(store, "bob");
    }

    [Fact]
    public async Task After_a_restart_the_time_of_day_decides_and_no_clock_that_was_set_back_prolongs_it_beyond_one_length()
    {
        DaybookStore store = await OpenAsync();
        await CreateAsync(store, "work");
        await ClaimNextAsync(store, "ann");
        Processes.Restart("boot-2");
        Clock.Advance(TimeSpan.FromDays(-40));
        store = await ReopenAsync(store);
        Assert.IsType<ClaimResult.NothingReady>(await store.Tasks.ClaimNextAsync(Claim("bob"), Cancellation));

        Processes.Elapsed = TaskLease.Default;
        await ClaimNextAsync(store, "bob");

        Processes.Restart("boot-3");
        Clock.Advance(TaskLease.Default);
        await ClaimNextAsync(store, "cid");
        await store.DisposeAsync();
    }

    [Fact]
    public async Task A_claim_ends_with_its_process_and_not_with_another_one_of_that_number()
    {
        await using DaybookStore store = await OpenAsync();
        await CreateAsync(store, "work");
        Processes.Start(77);
        await ClaimNextAsync(store, Claim("ann") with { ProcessId = 77 });
        Assert.IsType<ClaimResult.NothingReady>(await store.Tasks.ClaimNextAsync(Claim("bob"), Cancellation));

        Processes.Start(77);
        await ClaimNextAsync(store, Claim("bob") with { ProcessId = 77 });
        Processes.PidNamespace = "pid:[2]";
        Processes.End(77);
        Assert.IsType<ClaimResult.NothingReady>(await store.Tasks.ClaimNextAsync(Claim("cid"), Cancellation));

        Processes.PidNamespace = "pid:[1]";
        await ClaimNextAsync(store, "cid");
        await Assert.ThrowsAsync<InvalidInputException>(
            () => store.Tasks.ClaimNextAsync(Claim("dan") with { ProcessId = 77 }, Cancellation));
    }

    [Fact]
    public async Task A_started_task_is_its_sessions_whose_writes_need_no_token_and_renew_the_lease()
    {
        DaybookStore store = await OpenAsync();
        TaskRecord task = await CreateAsync(store, "work");
        await ChangeAsync(store, task, new TaskChange.Start());
        await Assert.ThrowsAsync<ConflictException>(() => store.Tasks.ChangeAsync(task.Id, new TaskChange.Complete(null), Bob, Cancellation));
        Processes.Elapsed += TaskLease.Default - TimeSpan.FromSeconds(1);
        await CreateAsync(store, "something else in the same session");
        Processes.Elapsed += TaskLease.Default - TimeSpan.FromSeconds(1);
        store = await ReopenAsync(store);
        Assert.DoesNotContain(task.Id, (await store.Tasks.ListReadyAsync(new TaskListing(), Cancellation)).Items.Select(ready => ready.Id));

        Processes.Elapsed += TimeSpan.FromSeconds(1);

        Assert.Contains(task.Id, (await store.Tasks.ListReadyAsync(new TaskListing(), Cancellation)).Items.Select(ready => ready.Id));
        await ChangeAsync(store, task, new TaskChange.Start());
        await ChangeAsync(store, task, new TaskChange.Complete(null));
        await store.DisposeAsync();
    }

    [Fact]
    public async Task Many_claimants_at_once_never_get_one_task_twice()
    {
        await using DaybookStore store = await OpenAsync();
        foreach (int number in Enumerable.Range(0, 40))
        {
            await CreateAsync(store, $"{number}");
        }

        ClaimResult[] results = await Task.WhenAll(Enumerable.Range(0, 64).Select(number =>
            Task.Run(() => store.Tasks.ClaimNextAsync(Claim($"agent-{number}"), Cancellation), Cancellation)));

        ClaimResult.Claimed[] claims = [.. results.OfType<ClaimResult.Claimed>()];
        Assert.Equal(40, claims.Length);
        Assert.Equal(40, claims.Select(claim => claim.Task.Id).Distinct().Count());
        Assert.Equal(40, claims.Select(claim => claim.Token).Distinct().Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(60 * 60 * 24 * 31)]
    public async Task A_lease_out_of_bounds_is_refused(int seconds)
    {
        await using DaybookStore store = await OpenAsync();
        await CreateAsync(store, "work");

        await Assert.ThrowsAsync<InvalidInputException>(
            () => store.Tasks.ClaimNextAsync(Claim("ann") with { Lease = TimeSpan.FromSeconds(seconds) }, Cancellation));
    }

    private static Task<ClaimResult.Claimed> ClaimNextAsync(DaybookStore store, string agent) => ClaimNextAsync(store, Claim(agent));

    private static async Task<ClaimResult.Claimed> ClaimNextAsync(DaybookStore store, ClaimRequest request) =>
        Assert.IsType<ClaimResult.Claimed>(await store.Tasks.ClaimNextAsync(request, Cancellation));
}
