using Daybook.Errors;
using Daybook.Memory;
using Xunit;

namespace Daybook.Compliance;

public abstract partial class MemoryStoreCompliance
{
    [Fact]
    public async Task A_compaction_moves_what_is_old_and_every_answer_stays()
    {
        DaybookStore store = await OpenAsync(Clock, Ids);
        await AddAsync(store, new MemoryRecord { Id = "old-1", Type = "note", Paths = ["a"] });
        await AddAsync(store, new MemoryRecord { Id = "old-2", Type = "note", Paths = ["a"] });
        Clock.Advance(TimeSpan.FromDays(100));
        await AddAsync(store, new MemoryRecord { Id = "new-1", Type = "note", Paths = ["a"] });

        MemoryCompacted compacted = await CompactAsync(store, days: 90);
        await using DaybookStore reopened = await ReopenAsync(store, Clock, Ids);

        Assert.Equal((2, 1), (compacted.Moved, compacted.Kept));
        Assert.NotNull(compacted.Segment);
        Assert.Equal(["old-1", "old-2", "new-1"], (await AllOf(reopened)).Select(record => record.Id));
        Page<MemoryRecord> page = await reopened.Memory.ListAsync(new MemoryListing(), Cancellation);
        Assert.Equal(["new-1", "old-2", "old-1"], page.Items.Select(record => record.Id));
        Assert.Equal("old-2", (await reopened.Memory.GetAsync("old-2", Cancellation)).Id);
        Assert.Equal(1, (await reopened.Memory.QueryAsync(new MemoryQuery { Paths = ["a"] }, Cancellation)).Total);
        Assert.Equal(1, (await reopened.Memory.GetStatusAsync(Cancellation)).Records);
    }

    [Fact]
    public async Task Records_archived_early_are_still_found_within_retention()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        await AddAsync(store, new MemoryRecord { Id = "some-days-old", Type = "note", Paths = ["a"] });
        Clock.Advance(TimeSpan.FromDays(40));

        Assert.Equal(1, (await CompactAsync(store, days: 30)).Moved);

        Assert.Equal(1, (await store.Memory.QueryAsync(new MemoryQuery { Paths = ["a"] }, Cancellation)).Total);
        Assert.Equal(1, (await store.Memory.GetStatusAsync(Cancellation)).Records);
    }

    [Fact]
    public async Task With_nothing_to_move_nothing_happens_and_a_dry_run_only_tells()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        Assert.Equal(new MemoryCompacted(0, 0, null), await CompactAsync(store, days: 1));
        await AddAsync(store, new MemoryRecord { Type = "note" });
        Assert.Equal(new MemoryCompacted(0, 1, null), await CompactAsync(store, days: 1));
        Clock.Advance(TimeSpan.FromDays(3));

        var dryRun = new MemoryCompaction { RetentionDays = 1, DryRun = true };
        Assert.Equal(new MemoryCompacted(1, 0, null), await store.Memory.CompactAsync(dryRun, null, Cancellation));
        Assert.Equal(1, (await CompactAsync(store, days: 1)).Moved);
        Assert.Equal(new MemoryCompacted(0, 0, null), await CompactAsync(store, days: 1));
    }

    [Fact]
    public async Task An_id_in_the_archive_is_taken()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        var record = new MemoryRecord { Id = "mine", Type = "note", Title = "one" };
        await AddAsync(store, record);
        Clock.Advance(TimeSpan.FromDays(100));
        Assert.Equal(1, (await CompactAsync(store, days: 90)).Moved);

        Assert.Equal("mine", await AddAsync(store, record));
        await Assert.ThrowsAsync<ConflictException>(() => AddAsync(store, record with { Title = "two" }));
        await ForgetAsync(store, "mine");
        await Assert.ThrowsAsync<ConflictException>(() => AddAsync(store, record));
        Assert.Empty(await AllOf(store));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(-10)]
    public async Task Whatever_the_clock_did_a_young_record_keeps_its_event_out(int daysOff)
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        string old = await AddAsync(store, Event with { Timestamp = Clock.GetUtcNow() - TimeSpan.FromDays(400) });
        await AddAsync(store, new MemoryRecord { Type = "note", Timestamp = Clock.GetUtcNow() + TimeSpan.FromDays(400) });

        Clock.Advance(TimeSpan.FromDays(daysOff));
        await CompactAsync(store, days: 90);
        Clock.Advance(TimeSpan.FromDays(-daysOff) + TimeSpan.FromHours(1));

        await AssertDuplicateAsync(store, Event, old);
        Assert.Equal(2, (await AllOf(store)).Count);
    }

    [Fact]
    public async Task A_clock_that_steps_back_ten_days_archives_nothing_that_is_not_old()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        await AddAsync(store, new MemoryRecord { Id = "old", Type = "note" });
        Clock.Advance(TimeSpan.FromDays(85));
        await AddAsync(store, Event with { Id = "ahead" });
        Clock.Advance(TimeSpan.FromDays(-10));

        Assert.Equal(0, (await CompactAsync(store, days: 90)).Moved);
        string now = await AddAsync(store, Event);
        Clock.Advance(TimeSpan.FromDays(20));

        Assert.Equal(1, (await CompactAsync(store, days: 90)).Moved);
        Assert.Equal(["old", "ahead", now], (await AllOf(store)).Select(record => record.Id));
    }

    [Fact]
    public async Task No_record_is_left_out_when_a_compaction_runs_between_two_pages()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        var ids = new List<string>();
        for (int number = 0; number < 12; number++)
        {
            DateTimeOffset happened = Clock.GetUtcNow() - TimeSpan.FromDays(number % 3 * 100);
            ids.Add(await AddAsync(store, new MemoryRecord { Id = $"record-{number:00}", Type = "note", Timestamp = happened }));
        }

        Clock.Advance(TimeSpan.FromDays(20));
        var seen = new List<string>();
        string? cursor = null;
        int days = 330;
        do
        {
            Page<MemoryRecord> page = await store.Memory.ListAsync(new MemoryListing { Limit = 3, Cursor = cursor }, Cancellation);
            seen.AddRange(page.Items.Select(record => record.Id ?? ""));
            cursor = page.NextCursor;
            days = Math.Max(1, days - 110);
            await CompactAsync(store, days);
        }
        while (cursor is not null);

        Assert.Equal(ids, seen.Distinct().Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(36_501)]
    public async Task Days_out_of_bounds_are_refused(int days)
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);

        await Assert.ThrowsAsync<InvalidInputException>(() => CompactAsync(store, days));
    }

    private static Task<MemoryCompacted> CompactAsync(DaybookStore store, int days) =>
        store.Memory.CompactAsync(new MemoryCompaction { RetentionDays = days }, null, Cancellation);
}
