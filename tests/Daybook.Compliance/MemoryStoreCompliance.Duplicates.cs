using Daybook.Errors;
using Daybook.Memory;
using Daybook.Testing;
using Xunit;

namespace Daybook.Compliance;

public abstract partial class MemoryStoreCompliance
{
    private static MemoryRecord Event => new() { Type = "incident", Repo = "acme/web", Fingerprint = "pool" };

    [Fact]
    public async Task The_same_event_is_stored_once_and_the_first_record_is_named()
    {
        DaybookStore store = await OpenAsync(Clock, Ids);
        string first = await AddAsync(store, Event);
        await AssertDuplicateAsync(store, Event with { Title = "told differently" }, first);

        await using DaybookStore reopened = await ReopenAsync(store, Clock, Ids);

        await AssertDuplicateAsync(reopened, Event, first);
        Assert.Single(await AllOf(reopened));
    }

    [Fact]
    public async Task After_24_hours_the_same_event_is_stored_again()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        string first = await AddAsync(store, Event);

        Clock.Advance(MemoryRules.DedupWindow - TimeSpan.FromTicks(1));
        await AssertDuplicateAsync(store, Event, first);
        Clock.Advance(TimeSpan.FromTicks(1));

        Assert.NotEqual(first, await AddAsync(store, Event));
    }

    [Fact]
    public async Task A_refused_duplicate_does_not_prolong_the_window()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        string first = await AddAsync(store, Event);
        Clock.Advance(TimeSpan.FromHours(23));
        await AssertDuplicateAsync(store, Event, first);

        Clock.Advance(TimeSpan.FromHours(2));

        Assert.NotEqual(first, await AddAsync(store, Event));
    }

    [Fact]
    public async Task An_old_event_that_was_recorded_just_now_is_a_duplicate_when_told_again()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        MemoryRecord old = Event with { Timestamp = Clock.GetUtcNow() - TimeSpan.FromDays(30) };
        string first = await AddAsync(store, old);

        await AssertDuplicateAsync(store, old, first);
    }

    [Fact]
    public async Task The_first_of_several_records_within_the_window_is_named()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        await store.Memory.AppendAsync(Event with { Id = "older", RecordedAt = Clock.GetUtcNow() - TimeSpan.FromHours(30) }, Cancellation);
        await store.Memory.AppendAsync(Event with { Id = "first" }, Cancellation);
        await store.Memory.AppendAsync(Event with { Id = "second" }, Cancellation);

        await AssertDuplicateAsync(store, Event, "first");
    }

    [Theory]
    [InlineData("""{"type":"incident","repo":" acme/web ","fingerprint":" pool\n"}""", true)]
    [InlineData("""{"type":"incident","repo":"acme/web","fingerprint":"pool","sha":" "}""", true)]
    [InlineData("""{"type":"incident","repo":"acme/web","fingerprint":"pool","sha":"abc1234"}""", false)]
    [InlineData("""{"type":"incident","repo":"acme/web","fingerprint":"pool","pr_number":1}""", false)]
    [InlineData("""{"type":"revert","repo":"acme/web","fingerprint":"pool"}""", false)]
    [InlineData("""{"type":"incident","repo":"acme/api","fingerprint":"pool"}""", false)]
    [InlineData("""{"type":"incident","repo":"acme/web","fingerprint":"Pool"}""", false)]
    [InlineData("""{"type":"incident","fingerprint":"pool"}""", false)]
    public async Task Type_repo_commit_fingerprint_and_pull_request_decide_what_is_the_same_event(string json, bool same)
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        await AddAsync(store, Event);

        MemoryAddResult result = await store.Memory.AddAsync(MemoryRecords.Parse(json), Cancellation);

        Assert.Equal(same, result is MemoryAddResult.Duplicate);
    }

    [Fact]
    public async Task Notes_without_commit_fingerprint_and_pull_request_are_never_duplicates()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        var note = new MemoryRecord { Type = "note", Repo = "acme/web", Title = "same", Fingerprint = " " };

        await AddAsync(store, note);
        await AddAsync(store, note);

        Assert.Equal(2, (await AllOf(store)).Count);
    }

    [Fact]
    public async Task Of_many_adds_of_one_event_at_once_exactly_one_is_stored()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);

        MemoryAddResult[] results = await Task.WhenAll(
            Enumerable.Range(0, 32).Select(_ => Task.Run(() => store.Memory.AddAsync(Event, Cancellation), Cancellation)));

        string id = Assert.Single(results.OfType<MemoryAddResult.Added>()).Id;
        Assert.All(results.OfType<MemoryAddResult.Duplicate>(), duplicate => Assert.Equal(id, duplicate.ExistingId));
        Assert.Equal(id, Assert.Single(await AllOf(store)).Id);
    }

    [Fact]
    public async Task Append_keeps_what_it_is_given_and_does_not_look_for_duplicates()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        await AddAsync(store, Event);

        MemoryRecord unnamed = await store.Memory.AppendAsync(Event, Cancellation);
        MemoryRecord named = await store.Memory.AppendAsync(Event with { Id = "x", RecordedAt = DateTimeOffset.UnixEpoch }, Cancellation);

        Assert.NotNull(unnamed.Id);
        Assert.Equal(Clock.GetUtcNow(), unnamed.RecordedAt);
        Assert.Null(unnamed.Timestamp);
        Assert.Equal("x", named.Id);
        Assert.Equal(DateTimeOffset.UnixEpoch, named.RecordedAt);
        Assert.Equal(3, (await AllOf(store)).Count);
    }

    [Fact]
    public async Task The_same_id_with_the_same_content_succeeds_and_is_stored_once()
    {
        DaybookStore store = await OpenAsync(Clock, Ids);
        MemoryRecord record = MemoryRecords.Full("again");
        await AddAsync(store, record);
        Clock.Advance(TimeSpan.FromDays(2));

        await using DaybookStore reopened = await ReopenAsync(store, Clock, Ids);

        Assert.Equal("again", await AddAsync(reopened, record));
        Assert.Equal("again", await AddAsync(reopened, (await AllOf(reopened))[0]));
        Assert.Equal("again", (await reopened.Memory.AppendAsync(record, Cancellation)).Id);
        Assert.Single(await AllOf(reopened));
    }

    [Fact]
    public async Task The_same_id_without_a_timestamp_succeeds_though_the_store_assigned_one()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        await AddAsync(store, Event with { Id = "again" });
        Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("again", await AddAsync(store, Event with { Id = "again" }));
        Assert.Single(await AllOf(store));
    }

    [Fact]
    public async Task The_same_id_with_other_content_is_a_conflict()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        await AddAsync(store, Event with { Id = "taken" });
        MemoryRecord other = Event with { Id = "taken", Title = "other" };

        ConflictException error = await Assert.ThrowsAsync<ConflictException>(() => store.Memory.AddAsync(other, Cancellation));
        await Assert.ThrowsAsync<ConflictException>(() => store.Memory.AppendAsync(other, Cancellation));

        Assert.Equal("taken", error.Id);
        Assert.Single(await AllOf(store));
    }

    private static async Task AssertDuplicateAsync(DaybookStore store, MemoryRecord record, string existing)
    {
        MemoryAddResult result = await store.Memory.AddAsync(record, Cancellation);
        Assert.Equal(existing, Assert.IsType<MemoryAddResult.Duplicate>(result).ExistingId);
    }
}
