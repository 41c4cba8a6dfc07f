using Daybook.Memory;
using Daybook.Memory.Events;
using Daybook.Testing;
using Xunit;

namespace Daybook.Compliance;

/// <summary>The tests that defined how the founding system adds and looks up, and the traps that it fell into, one by one.</summary>
public abstract partial class MemoryStoreCompliance
{
    private static readonly MemoryRecord Hold = new GovernorHold { Repo = "o/r", Sha = "abc1234", Reason = "high_risk", RiskClass = "HIGH" }.ToRecord();

    [Fact]
    public async Task Founding_add_gives_an_id_and_the_same_key_within_24_hours_is_a_duplicate_that_names_it()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        string id = await AddAsync(store, Hold);
        Clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(new MemoryAddResult.Duplicate(id), await store.Memory.AddAsync(Hold, Cancellation));
        Assert.Single(await AllOf(store));
    }

    [Fact]
    public async Task Founding_blank_fields_are_no_part_of_the_key_and_a_fingerprint_makes_another_one()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        MemoryRecord bare = Hold with { Fingerprint = null };
        string id = await AddAsync(store, bare);
        Assert.Equal(new MemoryAddResult.Duplicate(id), await store.Memory.AddAsync(bare with { Fingerprint = " " }, Cancellation));
        Assert.IsType<MemoryAddResult.Added>(await store.Memory.AddAsync(Hold, Cancellation));
    }

    [Fact]
    public async Task Founding_lookup_orders_critical_then_high_then_low_and_obeys_repo_retention_and_limit()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        MemoryRecord near = new() { Type = "incident", Repo = "o/r", Paths = ["src/a.py"] };
        await AddAsync(store, near with { Id = "low", Severity = "low" });
        await AddAsync(store, near with { Id = "critical", Severity = "critical" });
        await AddAsync(store, near with { Id = "high", Severity = "high" });
        await AddAsync(store, near with { Id = "other-repo", Severity = "critical", Repo = "o/other" });
        await AddAsync(store, near with { Id = "old", Severity = "critical", Timestamp = Clock.GetUtcNow() - TimeSpan.FromDays(100) });

        var query = new MemoryQuery { Repo = "o/r", Paths = ["src"] };
        Assert.Equal(["critical", "high", "low"], (await FoundBy(store, query)).Select(record => record.Id));
        Page<MemoryRecord> limited = await store.Memory.QueryAsync(query with { Limit = 2 }, Cancellation);
        Assert.Equal(["critical", "high"], limited.Items.Select(record => record.Id));
        Assert.Equal(4, (await FoundBy(store, query with { Repo = "" })).Count);
    }

    [Fact]
    public async Task Founding_lookup_finds_by_path_or_by_fingerprint_alone_and_nothing_for_nothing()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        Assert.Empty(await FoundBy(store, new MemoryQuery { Paths = ["src/a.py"] }));
        await AddAsync(store, Hold);
        MemoryRecord found = Assert.Single(await FoundBy(store, new MemoryQuery { Repo = "o/r", Fingerprint = " high_risk " }));
        Assert.Equal(("governor_hold", "Governor held deploy: high_risk"), (found.Type, found.Summary));
        Assert.Empty(await FoundBy(store, new MemoryQuery { Repo = "o/r" }));
    }

    [Fact]
    public async Task Trap_4_an_event_older_than_a_day_is_not_stored_again_and_again_and_notes_do_not_collapse()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        MemoryRecord old = Hold with { Timestamp = Clock.GetUtcNow() - TimeSpan.FromDays(3) };
        await AddAsync(store, old);
        Assert.IsType<MemoryAddResult.Duplicate>(await store.Memory.AddAsync(old, Cancellation));
        await AddAsync(store, new MemoryRecord { Type = "note", Repo = "o/r", Title = "one" });
        await AddAsync(store, new MemoryRecord { Type = "note", Repo = "o/r", Title = "two" });
        Assert.Equal(3, (await AllOf(store)).Count);
    }

    [Fact]
    public async Task Trap_6_paths_lose_no_characters()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        await AddAsync(store, new MemoryRecord { Type = "security_block", Paths = [".github/x", "../a", "/etc/x", "a/../b"] });
        foreach (string path in (string[])[".github/x", "./.github", "../a", "/etc", "b"])
        {
            Assert.Single(await FoundBy(store, new MemoryQuery { Paths = [path] }));
        }

        foreach (string path in (string[])["github/x", "a", "etc/x"])
        {
            Assert.Empty(await FoundBy(store, new MemoryQuery { Paths = [path] }));
        }
    }

    [Fact]
    public async Task Trap_7_an_incident_in_the_trackers_words_comes_before_a_medium_hold()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        MemoryRecord near = new Incident { Paths = ["src/a.py"] }.ToRecord();
        await AddAsync(store, near with { Id = "hold", Severity = "medium" });
        await AddAsync(store, near with { Id = "error" });
        await AddAsync(store, near with { Id = "fatal", Severity = "fatal" });
        await AddAsync(store, near with { Id = "info", Severity = "info" });
        IReadOnlyList<MemoryRecord> found = await FoundBy(store, new MemoryQuery { Paths = ["src"] });
        Assert.Equal(["fatal", "error", "hold", "info"], found.Select(record => record.Id));
        Assert.Equal("fatal", found[0].Severity);
    }

    [Theory]
    [InlineData("\"2026-10-31T12:00:00\"")]
    [InlineData("\"2026-10-31 12:00:00.5\"")]
    [InlineData("1793448000.5")]
    public async Task Trap_3_and_11_a_naive_or_numeric_time_does_not_make_a_record_invisible(string timestamp)
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        await store.Memory.AppendAsync(MemoryRecords.Parse($$"""{"type":"incident","paths":["src/a.py"],"timestamp":{{timestamp}}}"""), Cancellation);
        Assert.Single(await FoundBy(store, new MemoryQuery { Paths = ["src/a.py"], Since = Clock.GetUtcNow() - TimeSpan.FromDays(2) }));
    }
}
