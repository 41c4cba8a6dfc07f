using Daybook.Errors;
using Daybook.Operations;
using Daybook.Testing;
using Xunit;

namespace Daybook.Compliance;

/// <summary>What every engine's operations must do. An engine's tests derive from it and say how its store is opened.</summary>
public abstract partial class OperationStoreCompliance
{
    private const string Id = "01KTK4DFAS04MCX5GP1W2R6NEP";

    private static readonly OperationCompletion Done = new() { Outcome = OperationOutcome.Done };

    protected ManualClock Clock { get; } = new();

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static NewOperation Full { get; } = new()
    {
        ProfileId = "architect",
        Action = "design::specify",
        Actor = "codex \"5\"",
        RequestText = "Fix the pool leak: ünïcödé 🦊\n\t<b>&'\"",
        ModeOfWork = OperationMode.MissionStep,
        MissionId = "mission-1",
        WpId = "WP01",
        ModelId = "model-5",
        SessionId = "session-1",
        RunId = "run-1",
        TaskId = "task-1",
    };

    private static NewOperation Plain { get; } = new() { ProfileId = "pedro", Action = "generate", Actor = "codex" };

    /// <summary>Opens a new, empty store.</summary>
    protected abstract Task<DaybookStore> OpenAsync(TimeProvider clock);

    /// <summary>Closes a store and opens the same one again; an engine without persistence returns it as it is.</summary>
    protected abstract Task<DaybookStore> ReopenAsync(DaybookStore store, TimeProvider clock);

    [Fact]
    public async Task A_new_store_has_no_operations()
    {
        await using DaybookStore store = await OpenAsync(Clock);
        Page<OperationView> page = await store.Operations.ListAsync(new OperationQuery(), Cancellation);
        Assert.Empty(page.Items);
        Assert.Equal(0, page.Total);
        Assert.Null(page.NextCursor);
        OperationStoreStatus status = await store.Operations.GetStatusAsync(Cancellation);
        Assert.Equal((0, 0, 0, 0), (status.Open, status.Closed, status.PendingCommit, status.Problems));
        Assert.Equal(1, (await store.Operations.GetPairingAsync(Cancellation)).Rate);
    }

    [Fact]
    public async Task A_started_operation_comes_back_with_everything_that_was_said()
    {
        DaybookStore store = await OpenAsync(Clock);
        OperationRecord started = (await store.Operations.StartAsync(Full, Cancellation)).View.Operation;
        store = await ReopenAsync(store, Clock);
        OperationRecord found = (await store.Operations.GetAsync(started.InvocationId, Cancellation)).Operation;
        Assert.Equal(started with { Links = found.Links }, found);
        Assert.Equal((OperationStatus.Open, Clock.GetUtcNow()), (found.Status, found.StartedAt));
        Assert.Equal((Full.RequestText, "mission-1", "WP01", "run-1"), (found.RequestText, found.MissionId, found.WpId, found.RunId));
        await store.DisposeAsync();
    }

    [Theory]
    [InlineData(OperationOutcome.Done)]
    [InlineData(OperationOutcome.Failed)]
    [InlineData(OperationOutcome.Abandoned)]
    public async Task Each_outcome_is_kept_with_what_was_linked_in_the_same_breath(string outcome)
    {
        DaybookStore store = await OpenAsync(Clock);
        string id = await StartAsync(store, Full);
        Clock.Advance(TimeSpan.FromMinutes(3));
        await store.Operations.CompleteAsync(
            id,
            new OperationCompletion
            {
                Outcome = outcome,
                Evidence = "all tests pass",
                Links = new OperationLinks { Artifacts = ["docs/a b.md", "https://example.com//x/../y"], Commit = "0123abc" },
            },
            Cancellation);
        store = await ReopenAsync(store, Clock);
        OperationRecord closed = (await store.Operations.GetAsync(id, Cancellation)).Operation;
        Assert.Equal((OperationStatus.Closed, outcome, "agent", "all tests pass"), (closed.Status, closed.Outcome, closed.ClosedBy, closed.EvidenceRef));
        Assert.Equal(Clock.GetUtcNow(), closed.CompletedAt);
        Assert.Equal(
            [new OperationLink.Artifact(Clock.GetUtcNow(), "artifact", "docs/a b.md"), new OperationLink.Artifact(Clock.GetUtcNow(), "artifact", "https://example.com//x/../y"), new OperationLink.Commit(Clock.GetUtcNow(), "0123abc")],
            closed.Links);
        await store.DisposeAsync();
    }

    [Fact]
    public async Task An_operation_is_closed_once()
    {
        await using DaybookStore store = await OpenAsync(Clock);
        string id = await StartAsync(store, Plain);
        await store.Operations.CompleteAsync(id, Done, Cancellation);
        await store.Operations.LinkAsync(id, new OperationLinks { Artifacts = ["a.md"] }, Cancellation);
        ConflictException refused = await Assert.ThrowsAsync<ConflictException>(() => store.Operations.CompleteAsync(id, Done, Cancellation));
        Assert.Equal(id, refused.Id);
        await Assert.ThrowsAsync<ConflictException>(
            () => store.Operations.CompleteAsync(id, new OperationCompletion { Outcome = OperationOutcome.Failed }, Cancellation));
        OperationRecord closed = (await store.Operations.GetAsync(id, Cancellation)).Operation;
        Assert.Equal((OperationOutcome.Done, 1), (closed.Outcome, closed.Links.Count));
    }

    [Fact]
    public async Task Of_twenty_that_close_one_operation_at_once_one_succeeds()
    {
        await using DaybookStore store = await OpenAsync(Clock);
        string id = await StartAsync(store, Plain);
        bool[] closed = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(async () =>
        {
            try
            {
                await store.Operations.CompleteAsync(id, Done with { Evidence = $"number {number}" }, Cancellation);
                return true;
            }
            catch (ConflictException)
            {
                return false;
            }
        })));
        Assert.Single(closed, true);
    }

    [Theory]
    [InlineData(OperationMode.Advisory)]
    [InlineData(OperationMode.Query)]
    public async Task Advice_and_answers_take_no_evidence_and_nothing_is_written(string mode)
    {
        await using DaybookStore store = await OpenAsync(Clock);
        string id = await StartAsync(store, Plain with { ModeOfWork = mode });
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Operations.CompleteAsync(id, Done with { Evidence = "x" }, Cancellation));
        Assert.Equal(OperationStatus.Open, (await store.Operations.GetAsync(id, Cancellation)).Operation.Status);
        await store.Operations.CompleteAsync(id, Done, Cancellation);
    }

    [Fact]
    public async Task A_given_id_is_taken_once_and_the_same_operation_again_is_no_fault()
    {
        await using DaybookStore store = await OpenAsync(Clock);
        NewOperation given = Plain with { Id = Id };
        OperationChange first = await store.Operations.StartAsync(given, Cancellation);
        Clock.Advance(TimeSpan.FromSeconds(5));
        OperationChange second = await store.Operations.StartAsync(given, Cancellation);
        Assert.Equal(first.View.Operation.StartedAt, second.View.Operation.StartedAt);
        Assert.Equal(1, (await store.Operations.GetStatusAsync(Cancellation)).Open);
        await Assert.ThrowsAsync<ConflictException>(() => store.Operations.StartAsync(given with { Action = "other" }, Cancellation));
        await Assert.ThrowsAsync<ConflictException>(() => store.Operations.StartAsync(given with { RequestText = "other" }, Cancellation));
    }

    [Theory]
    [InlineData("../../../etc/passwd")]
    [InlineData("01KTK4DFAS04MCX5GP1W2R6NE/")]
    [InlineData("")]
    [InlineData("01K")]
    [InlineData("ILOU")]
    [InlineData("81KTK4DFAS04MCX5GP1W2R6NEP")]
    [InlineData("01KTK4DFAS04MCX5GP1W2R6NEPX")]
    public async Task What_is_no_id_leads_nowhere(string id)
    {
        await using DaybookStore store = await OpenAsync(Clock);
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Operations.GetAsync(id, Cancellation));
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Operations.CompleteAsync(id, Done, Cancellation));
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Operations.LinkAsync(id, OperationLinks.None, Cancellation));
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Operations.StartAsync(Plain with { Id = id }, Cancellation));
    }

    [Fact]
    public async Task An_id_may_be_abbreviated_and_written_small()
    {
        await using DaybookStore store = await OpenAsync(Clock);
        await StartAsync(store, Plain with { Id = Id });
        await StartAsync(store, Plain with { Id = "01KTK4DFAS11111111111111AB" });
        Assert.Equal(Id, (await store.Operations.GetAsync(Id[..12].ToLowerInvariant(), Cancellation)).Operation.InvocationId);
        ConflictException ambiguous = await Assert.ThrowsAsync<ConflictException>(() => store.Operations.GetAsync("01KTK4", Cancellation));
        Assert.Equal([Id, "01KTK4DFAS11111111111111AB"], ambiguous.Candidates);
        await Assert.ThrowsAsync<NotFoundException>(() => store.Operations.GetAsync("01KZ", Cancellation));
        await Assert.ThrowsAsync<NotFoundException>(() => store.Operations.CompleteAsync("01KTK4DFAS22222222222222AB", Done, Cancellation));
    }

    [Fact]
    public async Task What_no_store_may_hold_is_refused()
    {
        await using DaybookStore store = await OpenAsync(Clock);
        NewOperation[] bad =
        [
            Plain with { ProfileId = " " }, Plain with { Action = "" }, Plain with { Actor = "a\nb" }, Plain with { ModeOfWork = "other" },
            Plain with { RequestText = "\ud800" }, Plain with { RequestText = new string('x', OperationRules.TextBytesMax + 1) },
            Plain with { MissionId = "" }, Plain with { Id = "x" },
        ];
        foreach (NewOperation operation in bad)
        {
            await Assert.ThrowsAsync<InvalidInputException>(() => store.Operations.StartAsync(operation, Cancellation));
        }

        string id = await StartAsync(store, Plain);
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Operations.CompleteAsync(id, new OperationCompletion { Outcome = "great" }, Cancellation));
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Operations.LinkAsync(id, new OperationLinks { Commit = "HEAD" }, Cancellation));
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Operations.LinkAsync(id, new OperationLinks { Artifacts = [" "] }, Cancellation));
        Assert.Single((await store.Operations.ListAsync(new OperationQuery(), Cancellation)).Items);
    }

    [Fact]
    public async Task What_is_linked_already_is_not_linked_twice()
    {
        await using DaybookStore store = await OpenAsync(Clock);
        string id = await StartAsync(store, Plain);
        var links = new OperationLinks { Artifacts = ["a.md", "./a.md", "b.md"], Commit = "abcd" };
        await store.Operations.LinkAsync(id, links, Cancellation);
        OperationChange second = await store.Operations.LinkAsync(id, links with { Commit = "abce" }, Cancellation);
        Assert.Empty((await store.Operations.LinkAsync(id, links with { Commit = "ABCE" }, Cancellation)).View.Operation.Links.Skip(4));
        Assert.Equal(["a.md", "b.md"], second.View.Operation.Links.OfType<OperationLink.Artifact>().Select(link => link.Ref));
        Assert.Equal(["abcd", "abce"], second.View.Operation.Links.OfType<OperationLink.Commit>().Select(link => link.Sha));
    }

    private static async Task<string> StartAsync(DaybookStore store, NewOperation operation) =>
        (await store.Operations.StartAsync(operation, Cancellation)).View.Operation.InvocationId;
}
