using Daybook.Errors;
using Daybook.Memory;
using Xunit;

namespace Daybook.Compliance;

public abstract partial class MemoryStoreCompliance
{
    [Fact]
    public async Task A_listing_shows_the_last_stored_first_and_what_is_older_than_retention_too()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        DateTimeOffset now = Clock.GetUtcNow();
        await AddAsync(store, new MemoryRecord { Id = "middle", Type = "note", Timestamp = now.AddDays(-1) });
        await AddAsync(store, new MemoryRecord { Id = "oldest", Type = "note", Timestamp = now.AddDays(-100) });
        await AddAsync(store, new MemoryRecord { Id = "newest", Type = "note", Severity = "low" });

        Page<MemoryRecord> page = await store.Memory.ListAsync(new MemoryListing(), Cancellation);

        Assert.Equal(["newest", "oldest", "middle"], page.Items.Select(record => record.Id));
        Assert.Null(page.Total);
        Assert.Null(page.NextCursor);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(11)]
    public async Task Pages_together_are_the_whole_answer(int limit)
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        await AddTenAsync(store);
        var query = new MemoryQuery { Fingerprint = "pool" };

        IReadOnlyList<MemoryRecord> queried = await PagesOf(cursor =>
            store.Memory.QueryAsync(query with { Limit = limit, Cursor = cursor }, Cancellation));
        IReadOnlyList<MemoryRecord> listed = await PagesOf(cursor =>
            store.Memory.ListAsync(new MemoryListing { Limit = limit, Cursor = cursor }, Cancellation));

        Assert.Equal((await FoundBy(store, query)).Select(record => record.Id), queried.Select(record => record.Id));
        Assert.Equal(
            (await store.Memory.ListAsync(new MemoryListing { Limit = 1000 }, Cancellation)).Items.Select(record => record.Id),
            listed.Select(record => record.Id));
    }

    [Fact]
    public async Task Records_added_between_two_pages_do_not_move_what_follows()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        await AddTenAsync(store);
        var query = new MemoryQuery { Fingerprint = "pool", Limit = 4 };
        string[] expected = [.. (await FoundBy(store, query)).Select(record => record.Id!)];
        Page<MemoryRecord> first = await store.Memory.QueryAsync(query, Cancellation);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await AddAsync(store, Event with { Severity = "critical", PrNumber = 1000 });

        Page<MemoryRecord> second = await store.Memory.QueryAsync(query with { Cursor = first.NextCursor }, Cancellation);

        Assert.Equal(expected[..4], first.Items.Select(record => record.Id));
        Assert.Equal(expected[4..8], second.Items.Select(record => record.Id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("!!!")]
    [InlineData("cTEs")]
    [InlineData("cTEsOTksMCwwLDAs")]
    [InlineData("////")]
    public async Task A_cursor_that_is_none_is_refused(string cursor)
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        await AddTenAsync(store);

        await Assert.ThrowsAsync<InvalidInputException>(() =>
            store.Memory.QueryAsync(new MemoryQuery { Fingerprint = "pool", Cursor = cursor }, Cancellation));
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Memory.ListAsync(new MemoryListing { Cursor = cursor }, Cancellation));
    }

    [Fact]
    public async Task A_cursor_of_a_listing_is_refused_by_a_query()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        await AddTenAsync(store);
        string? cursor = (await store.Memory.ListAsync(new MemoryListing { Limit = 1 }, Cancellation)).NextCursor;

        Assert.Matches("^[A-Za-z0-9_-]+$", cursor!);
        await Assert.ThrowsAsync<InvalidInputException>(() =>
            store.Memory.QueryAsync(new MemoryQuery { Fingerprint = "pool", Cursor = cursor }, Cancellation));
    }

    [Fact]
    public async Task A_record_is_found_by_its_id_and_by_a_prefix_that_no_other_shares()
    {
        DaybookStore store = await OpenAsync(Clock, Ids);
        await AddAsync(store, new MemoryRecord { Id = "abcd-1111", Type = "note" });
        await AddAsync(store, new MemoryRecord { Id = "abce-2222", Type = "note" });

        await using DaybookStore reopened = await ReopenAsync(store, Clock, Ids);

        Assert.Equal("abcd-1111", (await reopened.Memory.GetAsync("abcd-1111", Cancellation)).Id);
        Assert.Equal("abcd-1111", (await reopened.Memory.GetAsync("abcd", Cancellation)).Id);
        Assert.Equal("abce-2222", (await reopened.Memory.GetAsync("abce-2", Cancellation)).Id);
    }

    [Fact]
    public async Task An_ambiguous_prefix_names_the_candidates()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        await AddAsync(store, new MemoryRecord { Id = "abcd-2", Type = "note" });
        await AddAsync(store, new MemoryRecord { Id = "abcd-1", Type = "note" });

        ConflictException error = await Assert.ThrowsAsync<ConflictException>(() => store.Memory.GetAsync("abcd", Cancellation));

        Assert.Equal(["abcd-1", "abcd-2"], error.Candidates);
    }

    [Fact]
    public async Task An_id_given_in_full_wins_over_longer_ones()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        await AddAsync(store, new MemoryRecord { Id = "abcd-1", Type = "note" });
        await AddAsync(store, new MemoryRecord { Id = "abcd", Type = "note" });
        await AddAsync(store, new MemoryRecord { Id = "x", Type = "note" });

        Assert.Equal("abcd", (await store.Memory.GetAsync("abcd", Cancellation)).Id);
        Assert.Equal("x", (await store.Memory.GetAsync("x", Cancellation)).Id);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("abc")]
    [InlineData("ABCD")]
    public async Task An_id_that_is_not_there_is_not_found(string id)
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        await AddAsync(store, new MemoryRecord { Id = "abcd-1111", Type = "note" });

        NotFoundException error = await Assert.ThrowsAsync<NotFoundException>(() => store.Memory.GetAsync(id, Cancellation));

        Assert.Equal(id, error.Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\u001bb")]
    public async Task An_id_that_cannot_be_one_is_refused(string id)
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);

        await Assert.ThrowsAsync<InvalidInputException>(() => store.Memory.GetAsync(id, Cancellation));
    }

    private static async Task<IReadOnlyList<MemoryRecord>> PagesOf(Func<string?, Task<Page<MemoryRecord>>> pageAfter)
    {
        var records = new List<MemoryRecord>();
        string? cursor = null;
        do
        {
            Page<MemoryRecord> page = await pageAfter(cursor);
            records.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        return records;
    }

    private async Task AddTenAsync(DaybookStore store)
    {
        string[] severities = ["low", "error", "warning"];
        foreach (int number in Enumerable.Range(0, 10))
        {
            await AddAsync(store, Event with { PrNumber = number, Severity = severities[number % 3] });
            Clock.Advance(TimeSpan.FromMinutes(number % 2));
        }
    }
}
