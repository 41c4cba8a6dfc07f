using Daybook.Errors;
using Daybook.Search;
using Xunit;

namespace Daybook.Tests.Search;

public sealed class SearchScanTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_record_that_says_more_of_what_was_asked_comes_first()
    {
        SearchDocument[] documents =
        [
            Document("one", "The pool was drained"), Document("two", "The pool of connections was exhausted"), Document("none", "Something else"),
        ];

        Assert.Equal(["two", "one"], Ids(documents, "pool exhausted"));
    }

    [Fact]
    public void A_rare_word_tells_more_than_a_common_one()
    {
        SearchDocument[] documents =
        [
            Document("common", "pool pool pool"), Document("rare", "deadlock here now"), .. Enumerable.Range(0, 9).Select(number => Document($"x{number}", "pool again today")),
        ];

        Assert.Equal("rare", Ids(documents, "pool deadlock")[0]);
    }

    [Fact]
    public void A_title_counts_more_than_a_summary_and_that_more_than_the_rest()
    {
        SearchDocument[] documents =
        [
            new() { Kind = "memory", Id = "body", Title = "one", Summary = "two", Body = "pool" },
            new() { Kind = "memory", Id = "summary", Title = "one", Summary = "pool", Body = "two" },
            new() { Kind = "memory", Id = "title", Title = "pool", Summary = "one", Body = "two" },
        ];

        Assert.Equal(["title", "summary", "body"], Ids(documents, "pool"));
    }

    [Fact]
    public void Every_word_still_ranks_in_a_store_of_one_record() => Assert.True(Search([Document("one", "pool")], new SearchQuery { Text = "pool" }).Items[0].Score > 0);

    [Fact]
    public void A_phrase_is_found_only_where_its_words_are_neighbours_in_one_field()
    {
        SearchDocument[] documents =
        [
            Document("both", "the connection pool"), Document("apart", "a pool for each connection"),
            new() { Kind = "memory", Id = "fields", Title = "connection", Summary = "pool" },
        ];

        Assert.Equal(["both"], Ids(documents, "\"connection pool\""));
    }

    [Theory]
    [InlineData("ConnectionPool.cs")]
    [InlineData("connection_pool")]
    [InlineData("connectionpool")]
    [InlineData("db/ConnectionPool")]
    [InlineData("src/db")]
    [InlineData("connect*")]
    [InlineData("3f2a9bc")]
    [InlineData("3f2a9bc1d4e5f60718293a4b5c6d7e8f90a1b2c3")]
    [InlineData("8602")]
    [InlineData("14 march 2026")]
    [InlineData("2026-03")]
    [InlineData("550e84")]
    [InlineData("1.2")]
    public void Partial_names_hashes_and_days_find_their_record(string question) => Assert.True(TermsOf.Finds(
        question, "src/db/ConnectionPool.cs: CS8602 since 3f2a9bc1d4 (v1.2.3, 2026-03-14), see 550e8400-e29b-41d4-a716-446655440000"));

    [Fact]
    public void Of_equal_answers_the_newer_one_comes_first()
    {
        SearchDocument[] documents =
        [
            Document("old", "pool") with { Timestamp = Now.AddYears(-1) }, Document("new", "pool") with { Timestamp = Now },
        ];

        Assert.Equal(["new", "old"], Ids(documents, "pool"));
    }

    [Fact]
    public void A_better_answer_beats_a_newer_one()
    {
        SearchDocument[] documents =
        [
            Document("new", "pool and much else that nobody asked for") with { Timestamp = Now },
            Document("old", "pool exhausted") with { Timestamp = Now.AddYears(-3) },
            Document("none", "nothing"),
        ];

        Assert.Equal("old", Ids(documents, "pool exhausted")[0]);
    }

    [Fact]
    public void Records_near_the_files_that_one_works_on_come_first()
    {
        SearchDocument[] documents =
        [
            Document("far", "pool") with { Paths = ["web/a.ts"] }, Document("same", "pool") with { Paths = ["src/db/a.cs"] },
            Document("beside", "pool") with { Paths = ["src/db/b.cs"] }, Document("around", "pool") with { Paths = ["src/io/c.cs"] },
        ];

        SearchAnswer answer = Search(documents, new SearchQuery { Text = "pool", NearPaths = ["src/db/a.cs"] });

        Assert.Equal(["same", "beside", "around", "far"], answer.Items.Select(hit => hit.Id));
    }

    [Fact]
    public void The_newest_come_first_where_that_is_asked_and_all_have_one_score()
    {
        SearchDocument[] documents =
        [
            Document("0", "pool exhausted"), Document("b", "pool exhausted") with { Timestamp = Now.AddDays(-2) }, Document("c", "pool") with { Timestamp = Now }, Document("a", "pool") with { Timestamp = Now },
        ];

        SearchAnswer answer = Search(documents, new SearchQuery { Text = "pool exhausted", IsNewestFirst = true });

        Assert.Equal(["a", "c", "b", "0"], answer.Items.Select(hit => hit.Id));
        Assert.All(answer.Items, hit => Assert.Equal(SearchRanking.Unranked, hit.Score));
    }

    [Fact]
    public void Filters_choose()
    {
        SearchDocument full = Document("full", "pool") with
        {
            Kind = "tasks",
            Type = "failed",
            Repo = "acme/web",
            Severity = "fatal",
            SessionId = "s1",
            Timestamp = Now,
            Paths = ["src/db/pool.cs"],
        };
        SearchDocument[] documents = [full, Document("bare", "pool")];
        SearchQuery[] passing =
        [
            new() { Text = "pool", Kinds = ["task"] }, new() { Text = "pool", Type = "failed" }, new() { Text = "pool", Repo = "acme/web" },
            new() { Text = "pool", Severity = "critical" }, new() { Text = "pool", SessionId = "s1" }, new() { Text = "pool", Since = Now },
            new() { Text = "pool", Until = Now }, new() { Text = "pool", Path = "src" }, new() { Text = "pool", Path = "./src/db/pool.cs" },
        ];
        SearchQuery[] excluding =
        [
            new() { Text = "pool", Kinds = ["run"] }, new() { Text = "pool", Type = "fail" }, new() { Text = "pool", Repo = "acme" },
            new() { Text = "pool", Severity = "low" }, new() { Text = "pool", SessionId = "S1" }, new() { Text = "pool", Since = Now.AddTicks(1) },
            new() { Text = "pool", Until = Now.AddTicks(-1) }, new() { Text = "pool", Path = "src/d" }, new() { Text = "other" },
        ];

        Assert.All(passing, query => Assert.Equal(["full"], Search(documents, query).Items.Select(hit => hit.Id)));
        Assert.All(excluding, query => Assert.Empty(Search(documents, query).Items));
    }

    [Fact]
    public void Pages_follow_each_other_whatever_the_time_is_and_repeat_nothing()
    {
        SearchDocument[] documents =
        [
            .. Enumerable.Range(0, 25).Select(number => Document($"id{number % 23:00}", number % 3 == 0 ? "pool exhausted" : "pool") with
            {
                Kind = number < 23 ? "memory" : "tasks", Timestamp = Now.AddDays(-(number % 5) * 40),
            }),
        ];
        var query = new SearchQuery { Text = "pool exhausted", Limit = 4 };
        var seen = new List<(string Kind, string Id)>();
        DateTimeOffset moment = Now;
        string? cursor = null;
        do
        {
            SearchAnswer page = SearchScan.Search(documents, query with { Cursor = cursor }, moment);
            seen.AddRange(page.Items.Select(hit => (hit.Kind, hit.Id)));
            cursor = page.NextCursor;
            moment = moment.AddDays(30);
        }
        while (cursor is not null);

        Assert.Equal(Search(documents, query with { Limit = 100 }).Items.Select(hit => (hit.Kind, hit.Id)), seen);
        Assert.Equal(25, seen.Distinct().Count());
    }

    [Fact]
    public void A_question_that_cannot_be_answered_is_refused()
    {
        SearchDocument[] documents = [Document("a", "pool"), Document("b", "pool")];
        string cursor = Search(documents, new SearchQuery { Text = "pool", Limit = 1 }).NextCursor!;
        SearchQuery[] wrong =
        [
            new() { Text = "pool", Limit = 0 }, new() { Text = "pool", Limit = 1001 }, new() { Text = "pool", Kinds = ["recipe"] },
            new() { Text = "pool", Severity = "purple" }, new() { Text = "pool", Cursor = "!" }, new() { Text = "pool", Cursor = "" },
            new() { Text = "pool", Cursor = cursor[..^3] + "A" + cursor[^1] + "=" }, new() { Text = "pools!", Cursor = cursor },
            new() { Text = "pool", Repo = "x", Cursor = cursor },
        ];

        Assert.All(wrong, query => Assert.Throws<InvalidInputException>(() => Search(documents, query)));
        Assert.Equal(["b"], Search(documents, new SearchQuery { Text = "pool", Limit = 5, Cursor = cursor }).Items.Select(hit => hit.Id));
    }

    [Fact]
    public void An_empty_store_and_an_empty_question_find_nothing()
    {
        Assert.Empty(Search([], new SearchQuery { Text = "pool" }).Items);
        Assert.Empty(Search([Document("a", "pool")], new SearchQuery { Text = " " }).Items);
    }

    private static SearchDocument Document(string id, string summary) => new() { Kind = "memory", Id = id, Summary = summary };

    private static SearchAnswer Search(SearchDocument[] documents, SearchQuery query) => SearchScan.Search(documents, query, Now);

    private static string[] Ids(SearchDocument[] documents, string question) =>
        [.. Search(documents, new SearchQuery { Text = question }).Items.Select(hit => hit.Id)];
}
