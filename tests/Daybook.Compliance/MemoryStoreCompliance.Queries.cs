using Daybook.Errors;
using Daybook.Memory;
using Xunit;

namespace Daybook.Compliance;

public abstract partial class MemoryStoreCompliance
{
    [Fact]
    public async Task A_query_without_conditions_finds_nothing()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        await AddAsync(store, new MemoryRecord { Type = "note", Repo = "acme/web", Fingerprint = " " });

        Assert.Empty(await FoundBy(store, new MemoryQuery()));
        Assert.Empty(await FoundBy(store, new MemoryQuery { Repo = "acme/web", Fingerprint = " ", Text = "\t", Sha = "", Paths = [" "] }));
    }

    [Theory]
    [InlineData("""{"paths":["src/db.cs"]}""")]
    [InlineData("""{"paths":["src/"]}""")]
    [InlineData("""{"paths":["./src//db.cs/row.cs"]}""")]
    [InlineData("""{"paths":["nothing","lib/../src/db.cs"]}""")]
    [InlineData("""{"fingerprint":" pool "}""")]
    [InlineData("""{"text":"EXHAUSTED taken"}""")]
    [InlineData("""{"text":"incident"}""")]
    [InlineData("""{"text":"src/db"}""")]
    [InlineData("""{"text":"pool"}""")]
    [InlineData("""{"pr":42}""")]
    [InlineData("""{"sha":"ABC1"}""")]
    [InlineData("""{"sha":"abc1234def5678aaaa"}""")]
    [InlineData("""{"fingerprint":"other","pr":42}""")]
    public async Task Any_condition_finds_a_record(string query) => Assert.Single(await FoundAmongOne(query));

    [Theory]
    [InlineData("""{"paths":["src/db"]}""")]
    [InlineData("""{"paths":["db.cs"]}""")]
    [InlineData("""{"paths":["/src/db.cs"]}""")]
    [InlineData("""{"fingerprint":"poo"}""")]
    [InlineData("""{"text":"exhausted missing"}""")]
    [InlineData("""{"pr":4}""")]
    [InlineData("""{"sha":"bc1234d"}""")]
    [InlineData("""{"sha":"abc1234f"}""")]
    public async Task A_condition_that_is_not_met_finds_nothing(string query) => Assert.Empty(await FoundAmongOne(query));

    [Fact]
    public async Task A_stored_commit_shorter_than_seven_is_not_taken_for_an_abbreviation()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        await AddAsync(store, new MemoryRecord { Type = "note", Sha = "abc123" });

        Assert.Empty(await FoundBy(store, new MemoryQuery { Sha = "abc1234" }));
        Assert.Single(await FoundBy(store, new MemoryQuery { Sha = "abc12" }));
    }

    [Fact]
    public async Task Filters_must_all_pass()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        DateTimeOffset now = Clock.GetUtcNow();
        await AddAsync(store, Event with { Id = "hit", Severity = "fatal", Timestamp = now - TimeSpan.FromHours(5) });
        var query = new MemoryQuery { Fingerprint = "pool" };

        Assert.Single(await FoundBy(store, query with { Repo = "acme/web", Type = "incident", Severity = "critical" }));
        Assert.Single(await FoundBy(store, query with { Since = now - TimeSpan.FromHours(5), Until = now - TimeSpan.FromHours(5) }));
        Assert.Empty(await FoundBy(store, query with { Repo = "acme/api" }));
        Assert.Empty(await FoundBy(store, query with { Type = "revert" }));
        Assert.Empty(await FoundBy(store, query with { Severity = "high" }));
        Assert.Empty(await FoundBy(store, query with { Since = now - TimeSpan.FromHours(4) }));
        Assert.Empty(await FoundBy(store, query with { Until = now - TimeSpan.FromHours(6) }));
    }

    [Fact]
    public async Task What_is_older_than_retention_is_not_found()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        await AddAsync(store, Event with { Sha = "1", Timestamp = Clock.GetUtcNow() - TimeSpan.FromDays(100) });
        await AddAsync(store, Event with { Sha = "2", Timestamp = Clock.GetUtcNow() - TimeSpan.FromDays(90) });

        Assert.Equal(["2"], (await FoundBy(store, new MemoryQuery { Fingerprint = "pool" })).Select(record => record.Sha));
    }

    [Fact]
    public async Task The_gravest_come_first_whatever_words_their_source_uses()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        string[] words = ["purple", "info", "warning", "error", "fatal"];
        foreach (string word in words)
        {
            await AddAsync(store, Event with { Severity = word, Sha = word });
            Clock.Advance(TimeSpan.FromMinutes(-1));
        }

        IReadOnlyList<MemoryRecord> found = await FoundBy(store, new MemoryQuery { Fingerprint = "pool" });

        Assert.Equal(words.Reverse(), found.Select(record => record.Severity));
    }

    [Fact]
    public async Task Among_equals_the_newest_come_first_then_the_largest_overlap_then_the_smallest_id()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        DateTimeOffset now = Clock.GetUtcNow();
        await AddAsync(store, new MemoryRecord { Id = "c-prefix", Type = "note", Timestamp = now, Paths = ["src"] });
        await AddAsync(store, new MemoryRecord { Id = "b-exact", Type = "note", Timestamp = now, Paths = ["src/a.cs"] });
        await AddAsync(store, new MemoryRecord { Id = "a-exact", Type = "note", Timestamp = now, Paths = ["./src/a.cs"] });
        await AddAsync(store, new MemoryRecord { Id = "z-newest", Type = "note", Timestamp = now.AddTicks(1), Paths = ["src"] });
        await AddAsync(store, new MemoryRecord { Id = "a-oldest", Type = "note", Timestamp = now.AddDays(-1), Paths = ["src/a.cs", "src"] });

        IReadOnlyList<MemoryRecord> found = await FoundBy(store, new MemoryQuery { Paths = ["src/a.cs"] });

        Assert.Equal(["z-newest", "a-exact", "b-exact", "c-prefix", "a-oldest"], found.Select(record => record.Id));
    }

    [Fact]
    public async Task A_query_answers_three_records_unless_told_otherwise_and_says_how_many_there_are()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        foreach (int number in Enumerable.Range(1, 5))
        {
            await AddAsync(store, Event with { PrNumber = number });
        }

        Page<MemoryRecord> page = await store.Memory.QueryAsync(new MemoryQuery { Fingerprint = "pool" }, Cancellation);

        Assert.Equal(3, page.Items.Count);
        Assert.Equal(5, page.Total);
        Assert.NotNull(page.NextCursor);
        Assert.Empty(page.Problems);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1001)]
    public async Task A_limit_out_of_bounds_is_refused(int limit)
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);

        var query = new MemoryQuery { PrNumber = 1, Limit = limit };

        await Assert.ThrowsAsync<InvalidInputException>(() => store.Memory.QueryAsync(query, Cancellation));
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Memory.ListAsync(new MemoryListing { Limit = limit }, Cancellation));
    }

    [Fact]
    public async Task A_severity_that_is_no_word_of_the_scale_is_refused_in_a_query()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);

        await Assert.ThrowsAsync<InvalidInputException>(() =>
            store.Memory.QueryAsync(new MemoryQuery { PrNumber = 1, Severity = "hihg" }, Cancellation));
    }

    private static async Task<IReadOnlyList<MemoryRecord>> FoundBy(DaybookStore store, MemoryQuery query)
    {
        return (await store.Memory.QueryAsync(query with { Limit = MemoryQuery.LimitMax }, Cancellation)).Items;
    }

    private async Task<IReadOnlyList<MemoryRecord>> FoundAmongOne(string query)
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        await AddAsync(store, new MemoryRecord
        {
            Type = "incident",
            Fingerprint = "pool",
            Title = "Pool Exhausted",
            Summary = "All connections were taken",
            Paths = ["src/db.cs"],
            PrNumber = 42,
            Sha = "abc1234def5678",
        });
        return await FoundBy(store, QueryOf(query));
    }

    private static MemoryQuery QueryOf(string json)
    {
        IReadOnlyDictionary<string, System.Text.Json.JsonElement> members = Testing.MemoryRecords.Members(json);
        return new MemoryQuery
        {
            Paths = members.TryGetValue("paths", out var paths) ? [.. paths.EnumerateArray().Select(path => path.GetString()!)] : [],
            Fingerprint = members.TryGetValue("fingerprint", out var fingerprint) ? fingerprint.GetString() : null,
            Text = members.TryGetValue("text", out var text) ? text.GetString() : null,
            PrNumber = members.TryGetValue("pr", out var number) ? number.GetInt64() : null,
            Sha = members.TryGetValue("sha", out var sha) ? sha.GetString() : null,
        };
    }
}
