using Daybook.Errors;
using Daybook.Memory;
using Xunit;

namespace Daybook.Compliance;

/// <summary>What the settings of memory do.</summary>
public abstract partial class MemoryStoreCompliance
{
    private static readonly MemoryRecord Incident = new() { Type = "incident", Paths = ["src/db.cs"], Title = "Pool exhausted" };
    private static readonly MemoryQuery AboutIt = new() { Paths = ["src/db.cs"] };

    [Fact]
    public async Task While_memory_is_off_an_add_stores_nothing_and_says_so()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids, new MemorySettings { Enabled = false });

        Assert.IsType<MemoryAddResult.Disabled>(await store.Memory.AddAsync(Incident, Cancellation));
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Memory.AddAsync(new MemoryRecord(), Cancellation));
        Assert.Empty(await AllOf(store));
    }

    [Fact]
    public async Task While_memory_is_off_an_append_stores_and_what_is_stored_is_shown_but_not_found()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids, new MemorySettings { Enabled = false });
        MemoryRecord stored = await store.Memory.AppendAsync(Incident, Cancellation);

        Assert.Single(await AllOf(store));
        Assert.Single((await store.Memory.ListAsync(new MemoryListing(), Cancellation)).Items);
        Assert.Equal(stored.Id, (await store.Memory.GetAsync(stored.Id!, Cancellation)).Id);
        Page<MemoryRecord> found = await store.Memory.QueryAsync(AboutIt, Cancellation);
        Assert.Equal((0, 0L, null), (found.Items.Count, found.Total, found.NextCursor));
        Assert.Equal((false, 1L), await StatusOf(store));
    }

    [Fact]
    public async Task A_query_and_the_status_look_back_as_far_as_retention_reaches()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids, new MemorySettings { RetentionDays = 7 });
        await store.Memory.AddAsync(Incident with { Timestamp = Clock.GetUtcNow().AddDays(-8) }, Cancellation);
        await store.Memory.AddAsync(Incident with { Timestamp = Clock.GetUtcNow().AddDays(-7) }, Cancellation);

        Assert.Equal(1, (await store.Memory.QueryAsync(AboutIt, Cancellation)).Total);
        Assert.Equal((true, 1L), await StatusOf(store));
        Assert.Equal(7, (await store.Memory.GetStatusAsync(Cancellation)).RetentionDays);
        Assert.Equal(2, (await AllOf(store)).Count);
    }

    [Fact]
    public async Task A_query_that_names_no_limit_returns_as_many_as_the_store_says()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids, new MemorySettings { MaxMatches = 2 });
        for (int number = 0; number < 4; number++)
        {
            await store.Memory.AddAsync(Incident, Cancellation);
        }

        Assert.Equal(2, (await store.Memory.QueryAsync(AboutIt, Cancellation)).Items.Count);
        Assert.Equal(4, (await store.Memory.QueryAsync(AboutIt with { Limit = 4 }, Cancellation)).Items.Count);
    }

    private static async Task<(bool Enabled, long Records)> StatusOf(DaybookStore store)
    {
        MemoryStatus status = await store.Memory.GetStatusAsync(Cancellation);
        return (status.Enabled, status.Records);
    }
}
