using Daybook.Errors;
using Daybook.Memory;
using Daybook.Testing;
using Xunit;

namespace Daybook.Compliance;

/// <summary>What every engine's memory must do. An engine's tests derive from it and say how its store is opened.</summary>
public abstract partial class MemoryStoreCompliance
{
    protected ManualClock Clock { get; } = new();

    protected SequentialIds Ids { get; } = new();

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Opens a new, empty store that is set up like this; called several times in one test, it gives several.</summary>
    protected abstract Task<DaybookStore> OpenAsync(TimeProvider clock, IIdSource ids, MemorySettings settings);

    /// <summary>Opens a new, empty store as it is when nobody has set it up.</summary>
    protected Task<DaybookStore> OpenAsync(TimeProvider clock, IIdSource ids) => OpenAsync(clock, ids, new MemorySettings());

    /// <summary>Closes a store and opens the same one again; an engine without persistence returns it as it is.</summary>
    protected abstract Task<DaybookStore> ReopenAsync(DaybookStore store, TimeProvider clock, IIdSource ids);

    [Fact]
    public async Task A_new_store_is_empty()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);

        Assert.Empty(await AllOf(store));
        Assert.Equal(0, (await store.Memory.GetStatusAsync(Cancellation)).Records);
        Assert.Empty((await store.Memory.ListAsync(new MemoryListing(), Cancellation)).Items);
    }

    [Fact]
    public async Task An_added_record_gets_an_id_and_both_times()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);

        string id = await AddAsync(store, new MemoryRecord { Type = "note", Title = "first" });

        MemoryRecord stored = Assert.Single(await AllOf(store));
        Assert.Equal(id, stored.Id);
        Assert.Equal("first", stored.Title);
        Assert.Equal(Clock.GetUtcNow(), stored.RecordedAt);
        Assert.Equal(Clock.GetUtcNow(), stored.Timestamp);
    }

    [Fact]
    public async Task A_given_id_and_timestamp_are_kept_and_the_recording_time_is_the_stores()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        DateTimeOffset happened = Clock.GetUtcNow() - TimeSpan.FromDays(3);

        await AddAsync(store, new MemoryRecord { Id = "mine", Type = "note", Timestamp = happened, RecordedAt = happened });

        MemoryRecord stored = await store.Memory.GetAsync("mine", Cancellation);
        Assert.Equal(happened, stored.Timestamp);
        Assert.Equal(Clock.GetUtcNow(), stored.RecordedAt);
    }

    [Fact]
    public async Task Everything_in_a_record_comes_back_also_after_reopening()
    {
        DaybookStore store = await OpenAsync(Clock, Ids);
        MemoryRecord given = MemoryRecords.Full("full-1");
        await AddAsync(store, given);

        await using DaybookStore reopened = await ReopenAsync(store, Clock, Ids);

        MemoryRecord stored = await reopened.Memory.GetAsync("full-1", Cancellation);
        Assert.Equal(MemoryRecords.TextOf(given with { RecordedAt = Clock.GetUtcNow() }), MemoryRecords.TextOf(stored));
    }

    [Fact]
    public async Task Awkward_text_comes_back_exactly()
    {
        DaybookStore store = await OpenAsync(Clock, Ids);
        string text = MemoryRecords.Awkward;
        var given = new MemoryRecord { Id = "awkward", Type = text, Title = text, Paths = [text], Links = [new MemoryLink(text, text)] };
        await AddAsync(store, given);

        await using DaybookStore reopened = await ReopenAsync(store, Clock, Ids);

        MemoryRecord stored = await reopened.Memory.GetAsync("awkward", Cancellation);
        Assert.Equal(text, stored.Title);
        Assert.Equal(text, stored.Type);
        Assert.Equal([text], stored.Paths);
        Assert.Equal([new MemoryLink(text, text)], stored.Links);
    }

    [Fact]
    public async Task Records_are_read_in_the_order_in_which_they_were_stored()
    {
        DaybookStore store = await OpenAsync(Clock, Ids);
        foreach (int number in Enumerable.Range(0, 20))
        {
            await AddAsync(store, new MemoryRecord { Type = "note", Title = $"{number}" });
            Clock.Advance(TimeSpan.FromSeconds(number % 2 == 0 ? 5 : -9));
        }

        await using DaybookStore reopened = await ReopenAsync(store, Clock, Ids);

        Assert.Equal(Enumerable.Range(0, 20).Select(number => $"{number}"), (await AllOf(reopened)).Select(record => record.Title));
    }

    [Fact]
    public async Task Records_added_at_once_are_all_stored_under_ids_of_their_own()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);

        string[] ids = await Task.WhenAll(Enumerable.Range(0, 64).Select(number =>
            Task.Run(() => AddAsync(store, new MemoryRecord { Type = "note", Title = $"{number}" }), Cancellation)));

        Assert.Equal(ids.Order(), (await AllOf(store)).Select(record => record.Id).Order());
        Assert.Equal(64, ids.Distinct().Count());
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"type":""}""")]
    [InlineData("""{"type":"  "}""")]
    [InlineData("""{"type":"note","id":""}""")]
    [InlineData("""{"type":"note","id":".."}""")]
    [InlineData("""{"type":"note","id":"a/b"}""")]
    [InlineData("""{"type":"note","id":"a\u0000b"}""")]
    [InlineData("""{"type":"note","id":"C:x"}""")]
    [InlineData("""{"type":"note","pr_number":-1}""")]
    [InlineData("""{"type":"note","timestamp":"yesterday"}""")]
    public async Task An_invalid_record_is_refused_and_nothing_is_stored(string json)
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        MemoryRecord record = MemoryRecords.Parse(json);

        await Assert.ThrowsAsync<InvalidInputException>(() => store.Memory.AddAsync(record, Cancellation));
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Memory.AppendAsync(record, Cancellation));

        Assert.Empty(await AllOf(store));
    }

    [Fact]
    public async Task Status_counts_records_within_retention()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        await AddAsync(store, new MemoryRecord { Type = "note" });
        await AddAsync(store, new MemoryRecord { Type = "note", Timestamp = Clock.GetUtcNow() - TimeSpan.FromDays(91) });

        MemoryStatus status = await store.Memory.GetStatusAsync(Cancellation);

        Assert.True(status.Enabled);
        Assert.Equal(1, status.Records);
        Assert.Equal(90, status.RetentionDays);
        Assert.Equal(0, status.Problems);
    }

    protected static async Task<IReadOnlyList<MemoryRecord>> AllOf(DaybookStore store)
    {
        var records = new List<MemoryRecord>();
        await foreach (MemoryRecord record in store.Memory.ReadAsync(new ProblemList(), Cancellation))
        {
            records.Add(record);
        }

        return records;
    }

    protected static async Task<string> AddAsync(DaybookStore store, MemoryRecord record)
    {
        MemoryAddResult result = await store.Memory.AddAsync(record, Cancellation);
        return Assert.IsType<MemoryAddResult.Added>(result).Id;
    }
}
