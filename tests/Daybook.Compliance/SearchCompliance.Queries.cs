using Daybook.Errors;
using Daybook.Memory;
using Daybook.Search;
using Xunit;

namespace Daybook.Compliance;

public abstract partial class SearchCompliance
{
    [Fact]
    public async Task Filters_choose_among_what_has_the_words()
    {
        await using DaybookStore store = await OpenAsync(Clock);
        await FillAsync(store);
        await store.Memory.AppendAsync(
            new MemoryRecord
            {
                Type = "incident",
                Title = "pelican",
                Repo = "Acme/Web",
                Severity = "fatal",
                SessionId = "s 9",
                Paths = ["src/Pond/pelican.cs"],
                Timestamp = Clock.GetUtcNow() - TimeSpan.FromDays(40),
            },
            Cancellation);
        Assert.Equal(6, await CountAsync(store, new SearchQuery { Text = "pelican", Since = Clock.GetUtcNow() - TimeSpan.FromDays(39) }));
        Assert.Equal(1, await CountAsync(store, new SearchQuery { Text = "pelican", Until = Clock.GetUtcNow() - TimeSpan.FromDays(39) }));
        Assert.Equal(0, await CountAsync(store, new SearchQuery { Text = "pelican", Since = Clock.GetUtcNow() + TimeSpan.FromDays(39) }));
        Assert.Equal(2, await CountAsync(store, new SearchQuery { Text = "pelican", Kinds = ["memory"] }));
        Assert.Equal(3, await CountAsync(store, new SearchQuery { Text = "pelican", Kinds = ["task", "draft"] }));
        Assert.Equal(1, await CountAsync(store, new SearchQuery { Text = "pelican", Repo = "Acme/Web" }));
        Assert.Equal(0, await CountAsync(store, new SearchQuery { Text = "pelican", Repo = "acme/web" }));
        Assert.Equal(1, await CountAsync(store, new SearchQuery { Text = "pelican", Type = "incident" }));
        Assert.Equal(1, await CountAsync(store, new SearchQuery { Text = "pelican", Severity = "critical" }));
        Assert.Equal(1, await CountAsync(store, new SearchQuery { Text = "pelican", SessionId = "s 9" }));
        foreach (string path in new[] { "src/Pond/pelican.cs", "src", "src/Pond/", "./src/Pond/pelican.cs/inner" })
        {
            Assert.Equal(1, await CountAsync(store, new SearchQuery { Text = "pelican", Path = path }));
        }

        Assert.Equal(0, await CountAsync(store, new SearchQuery { Text = "pelican", Path = "src/Po" }));
        Assert.Equal(1, await CountAsync(store, new SearchQuery { Text = "pelican", Path = "src", Repo = "Acme/Web", Type = "incident", Kinds = ["memory"] }));
    }

    [Fact]
    public async Task Phrases_prefixes_and_other_forms_of_words_are_found()
    {
        await using DaybookStore store = await OpenAsync(Clock);
        string pool = await AddAsync(store, "The connection pool was exhausted by retries in HttpClientFactory");
        string swimming = await AddAsync(store, "A pool connection for swimmers");
        Assert.Equal([pool], await IdsAsync(store, "\"connection pool\""));
        Assert.Equal([swimming], await IdsAsync(store, "\"pool connections\""));
        Assert.Equal([pool], await IdsAsync(store, "exhaust*"));
        Assert.Equal([pool], await IdsAsync(store, "retry"));
        Assert.Equal([pool], await IdsAsync(store, "client factory"));
        Assert.Equal(2, (await IdsAsync(store, "connections")).Count);
    }

    [Fact]
    public async Task The_newest_come_first_when_asked_for()
    {
        await using DaybookStore store = await OpenAsync(Clock);
        string[] ids = new string[40];
        int[] order = [.. Enumerable.Range(0, ids.Length)];
        new Random(7).Shuffle(order);
        foreach (int place in order)
        {
            MemoryRecord stored = await store.Memory.AppendAsync(
                new MemoryRecord { Type = "note", Title = "curlew", Timestamp = Clock.GetUtcNow() - TimeSpan.FromHours(place) }, Cancellation);
            ids[place] = stored.Id ?? "";
        }

        var query = new SearchQuery { Text = "curlew", IsNewestFirst = true, Limit = 7 };
        Assert.Equal(ids, await AllAsync(store, query));
    }

    [Fact]
    public async Task Pages_show_each_hit_once_and_in_order()
    {
        await using DaybookStore store = await OpenAsync(Clock);
        for (int count = 0; count < 60; count++)
        {
            // Every third record is the same as others in all that counts.
            await AddAsync(store, count % 3 == 0 ? "dunlin" : $"dunlin {string.Join(' ', Enumerable.Repeat("mud", count))}");
        }

        var query = new SearchQuery { Text = "dunlin", Limit = 60 };
        IReadOnlyList<string> whole = await AllAsync(store, query);
        Assert.Equal(60, whole.Distinct().Count());
        Assert.Equal(whole, await AllAsync(store, query with { Limit = 7 }));
        Assert.Equal(
            await AllAsync(store, query with { NearPaths = ["src/a.cs"] }), await AllAsync(store, query with { NearPaths = ["src/a.cs"], Limit = 11 }));
    }

    [Fact]
    public async Task Records_about_files_at_hand_come_first()
    {
        await using DaybookStore store = await OpenAsync(Clock);
        string far = (await store.Memory.AppendAsync(new MemoryRecord { Type = "note", Title = "plover plover", Paths = ["docs/x.md"] }, Cancellation)).Id ?? "";
        string near = (await store.Memory.AppendAsync(new MemoryRecord { Type = "note", Title = "plover nest", Paths = ["src/a.cs"] }, Cancellation)).Id ?? "";
        Assert.Equal([far, near], await AllAsync(store, new SearchQuery { Text = "plover" }));
        Assert.Equal([near, far], await AllAsync(store, new SearchQuery { Text = "plover", NearPaths = ["src/a.cs"] }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\" ( ) * ^ : \" -")]
    [InlineData("\0\u0001\u001b")]
    public async Task A_question_that_says_nothing_finds_nothing(string text)
    {
        await using DaybookStore store = await OpenAsync(Clock);
        await FillAsync(store);
        Assert.Empty((await store.Search.SearchAsync(new SearchQuery { Text = text }, Cancellation)).Items);
    }

    [Fact]
    public async Task Whatever_is_asked_is_answered()
    {
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        string[] pieces =
        [
            "pelican", "\"", "'", "(", ")", "*", "^", ":", "AND", "OR", "NOT", "NEAR(", "NEAR/3", "{title summary}", "filters : ", "-", "+", "\\", "%", "_", ";--", "\0",
            "\u001b[31m", "\ud800", "🦩", "пеликан", "鵜鶘", "بجع", "%00", "src/db/pool.cs", "E0277", "^rcbf29ce484222325", new string('a', 5000), " ", "\n", "1e309", "''", "pel*",
        ];
        await using DaybookStore store = await OpenAsync(Clock);
        await FillAsync(store);
        for (int round = 0; round < 1000; round++)
        {
            string text = string.Concat(random.GetItems(pieces, random.Next(1, 30)));
            SearchAnswer answer = await store.Search.SearchAsync(new SearchQuery { Text = text, IsNewestFirst = round % 5 == 0 }, Cancellation);
            Assert.Empty(answer.Problems);
        }

        string long100 = string.Concat(Enumerable.Repeat("pelican \"(NEAR OR", 6000));
        Assert.NotEmpty((await store.Search.SearchAsync(new SearchQuery { Text = long100 }, Cancellation)).Items);
    }

    [Fact]
    public async Task What_cannot_be_asked_is_refused()
    {
        await using DaybookStore store = await OpenAsync(Clock);
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Search.SearchAsync(new SearchQuery { Text = "a", Limit = 0 }, Cancellation));
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Search.SearchAsync(new SearchQuery { Text = "a", Limit = 1001 }, Cancellation));
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Search.SearchAsync(new SearchQuery { Text = "a", Kinds = ["pets"] }, Cancellation));
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Search.SearchAsync(new SearchQuery { Text = "a", Severity = "huge" }, Cancellation));
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Search.SearchAsync(new SearchQuery { Text = "a", Cursor = "x" }, Cancellation));
    }

    private static async Task<int> CountAsync(DaybookStore store, SearchQuery query) =>
        (await store.Search.SearchAsync(query, Cancellation)).Items.Count;

    private static async Task<IReadOnlyList<string>> AllAsync(DaybookStore store, SearchQuery query)
    {
        var ids = new List<string>();
        string? cursor = null;
        do
        {
            SearchAnswer page = await store.Search.SearchAsync(query with { Cursor = cursor }, Cancellation);
            Assert.True(page.Items.Count <= query.Limit);
            ids.AddRange(page.Items.Select(hit => hit.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return ids;
    }
}
