using Daybook.Errors;
using Daybook.Operations;
using Xunit;

namespace Daybook.Compliance;

/// <summary>Listing, sweeping, pairing, and work from its start to its end.</summary>
public abstract partial class OperationStoreCompliance
{
    [Fact]
    public async Task Pages_show_each_operation_once_the_newest_first()
    {
        await using DaybookStore store = await OpenAsync(Clock);
        List<string> started = [];
        for (int number = 0; number < 7; number++)
        {
            started.Add(await StartAsync(store, Plain));
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        List<string> seen = [];
        for (string? cursor = null; ;)
        {
            Page<OperationView> page = await store.Operations.ListAsync(new OperationQuery { Limit = 3, Cursor = cursor }, Cancellation);
            Assert.Equal(7, page.Total);
            seen.AddRange(page.Items.Select(view => view.Operation.InvocationId));
            cursor = page.NextCursor;
            if (cursor is null)
            {
                break;
            }
        }

        started.Reverse();
        Assert.Equal(started, seen);
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Operations.ListAsync(new OperationQuery { Limit = 0 }, Cancellation));
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Operations.ListAsync(new OperationQuery { Cursor = "x" }, Cancellation));
    }

    [Fact]
    public async Task A_listing_chooses_by_profile_and_state()
    {
        await using DaybookStore store = await OpenAsync(Clock);
        string open = await StartAsync(store, Plain);
        string closed = await StartAsync(store, Plain);
        string other = await StartAsync(store, Full);
        await store.Operations.CompleteAsync(closed, Done, Cancellation);
        Assert.Equal([open, other], await ListedAsync(store, new OperationQuery { Status = OperationStatus.Open }));
        Assert.Equal([closed], await ListedAsync(store, new OperationQuery { Status = OperationStatus.Closed }));
        Assert.Equal([other], await ListedAsync(store, new OperationQuery { ProfileId = "architect" }));
        Assert.Equal([closed], await ListedAsync(store, new OperationQuery { IsPending = true }));
        Assert.Empty(await ListedAsync(store, new OperationQuery { ProfileId = "nobody" }));
        OperationStoreStatus status = await store.Operations.GetStatusAsync(Cancellation);
        Assert.Equal((2, 1, 1), (status.Open, status.Closed, status.PendingCommit));
    }

    [Fact]
    public async Task A_sweep_closes_what_is_old_and_only_that()
    {
        await using DaybookStore store = await OpenAsync(Clock);
        string old = await StartAsync(store, Plain);
        Clock.Advance(TimeSpan.FromHours(20));
        string young = await StartAsync(store, Plain);
        Clock.Advance(TimeSpan.FromHours(5));
        IReadOnlyList<OperationSweep> swept = await store.Operations.SweepAsync(OperationSweep.ThresholdDefault, Cancellation);
        Assert.Equal(
            [(young, OperationSweep.None, 5d), (old, OperationSweep.ClosedAbandoned, 25d)],
            swept.Select(sweep => (sweep.View.Operation.InvocationId, sweep.Action, sweep.Age?.TotalHours ?? 0)));
        OperationRecord closed = (await store.Operations.GetAsync(old, Cancellation)).Operation;
        Assert.Equal((OperationOutcome.Abandoned, OperationRecord.ByDoctor), (closed.Outcome, closed.ClosedBy));
        Assert.Equal(OperationSweep.ClosedAbandoned, Assert.Single(await store.Operations.SweepAsync(TimeSpan.Zero, Cancellation)).Action);
        Assert.Empty(await store.Operations.SweepAsync(TimeSpan.Zero, Cancellation));
    }

    [Fact]
    public async Task Starts_and_ends_are_paired_by_mission_and_action()
    {
        DaybookStore store = await OpenAsync(Clock);
        string done = await StartAsync(store, Full);
        await StartAsync(store, Full with { MissionId = "mission-2" });
        string failed = await StartAsync(store, Full with { Action = "build::test" });
        await StartAsync(store, Plain);
        await store.Operations.CompleteAsync(done, Done, Cancellation);
        await store.Operations.CompleteAsync(failed, new OperationCompletion { Outcome = OperationOutcome.Failed }, Cancellation);
        store = await ReopenAsync(store, Clock);
        ActionPairing pairing = await store.Operations.GetPairingAsync(Cancellation);
        Assert.Equal(3, pairing.Groups);
        Assert.Equal(2d / 3, pairing.Rate);
        LifecycleEntry orphan = Assert.Single(pairing.Orphans);
        Assert.Equal(("mission-2", "design::specify", "codex \"5\"", "WP01"), (orphan.MissionId, orphan.CanonicalActionId, orphan.Agent, orphan.WpId));
        await store.DisposeAsync();
    }

    [Fact]
    public async Task Work_is_started_done_and_completed_with_what_it_answers()
    {
        await using DaybookStore store = await OpenAsync(Clock);
        OperationStatus? during = null;
        OperationChange done = await store.Operations.DoAsync(
            Plain,
            async (started, token) =>
            {
                during = (await store.Operations.GetAsync(started.InvocationId, token)).Operation.Status;
                return new OperationCompletion { Outcome = OperationOutcome.Failed, Evidence = "two tests red" };
            },
            Cancellation);
        Assert.Equal(OperationStatus.Open, during);
        OperationRecord closed = (await store.Operations.GetAsync(done.View.Operation.InvocationId, Cancellation)).Operation;
        Assert.Equal((OperationOutcome.Failed, "two tests red"), (closed.Outcome, closed.EvidenceRef));
    }

    [Fact]
    public async Task Work_that_throws_is_closed_as_failed_and_work_that_is_cancelled_as_abandoned()
    {
        await using DaybookStore store = await OpenAsync(Clock);
        await Assert.ThrowsAsync<NotSupportedException>(() => store.Operations.DoAsync(Plain, static (_, _) => throw new NotSupportedException(), Cancellation));
        Assert.Equal(OperationOutcome.Failed, (await store.Operations.ListAsync(new OperationQuery(), Cancellation)).Items[0].Operation.Outcome);

        Clock.Advance(TimeSpan.FromSeconds(1));
        using var source = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.Operations.DoAsync(
            Plain,
            async (_, token) =>
            {
                await source.CancelAsync();
                token.ThrowIfCancellationRequested();
                return Done;
            },
            source.Token));
        Assert.Equal(OperationOutcome.Abandoned, (await store.Operations.ListAsync(new OperationQuery(), Cancellation)).Items[0].Operation.Outcome);
    }

    [Fact]
    public async Task What_work_throws_is_not_hidden_by_an_end_that_cannot_be_written()
    {
        await using DaybookStore store = await OpenAsync(Clock);
        await Assert.ThrowsAsync<NotSupportedException>(() => store.Operations.DoAsync(
            Plain,
            async (started, token) =>
            {
                await store.Operations.CompleteAsync(started.InvocationId, Done, token);
                throw new NotSupportedException();
            },
            Cancellation));
        Assert.Equal(OperationOutcome.Done, (await store.Operations.ListAsync(new OperationQuery(), Cancellation)).Items[0].Operation.Outcome);
    }

    private static async Task<IEnumerable<string>> ListedAsync(DaybookStore store, OperationQuery query) =>
        (await store.Operations.ListAsync(query, Cancellation)).Items.Select(view => view.Operation.InvocationId).Order(StringComparer.Ordinal);
}
