using Daybook.Search;
using Xunit;

namespace Daybook.Tests.Search;

public sealed class SearchRankingTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Recency_adds_its_share_now_and_half_of_it_a_half_life_ago()
    {
        Assert.Equal(1 + SearchRanking.RecencyShare, SearchRanking.Of(1, Now, Now, 0), 9);
        Assert.Equal(1 + SearchRanking.RecencyShare, SearchRanking.Of(1, Now.AddDays(1), Now, 0), 9);
        Assert.Equal(1 + (SearchRanking.RecencyShare / 2), SearchRanking.Of(1, Now - SearchRanking.RecencyHalfLife, Now, 0), 9);
        Assert.Equal(1, SearchRanking.Of(1, null, Now, 0), 9);
        Assert.Equal(1, SearchRanking.Of(1, DateTimeOffset.MinValue, Now, 0), 9);
    }

    [Fact]
    public void Recency_and_nearness_are_bounded_so_that_text_decides() =>
        Assert.True(SearchRanking.Of(1, Now, Now, 1) <= (1 + SearchRanking.RecencyShare) * (1 + SearchRanking.NearnessShare));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1_000_000, 1_000_000)]
    [InlineData(1_000_000, 1)]
    [InlineData(0, 0)]
    public void A_clause_always_tells_something(long documents, long found) => Assert.True(SearchRanking.InverseFrequency(documents, found) > 0);

    [Fact]
    public void The_formula_is_that_of_BM25() =>
        Assert.Equal(1.5 * 3 * 2.2 / (3 + (1.2 * (0.25 + (0.75 * 20 / 10)))), SearchRanking.OfClause(1.5, 3, 20, 10), 12);

    [Theory]
    [InlineData("src/db/pool.cs", 1)]
    [InlineData("./src/db/pool.cs", 1)]
    [InlineData("src/db/other.cs", 0.5)]
    [InlineData("src/db", 0.5)]
    [InlineData("src/io/file.cs", 0.25)]
    [InlineData("src/io/deep/file.cs", 0.125)]
    [InlineData("src/x.cs", 0.5)]
    [InlineData("README.md", 0)]
    [InlineData("web/db/pool.cs", 0)]
    [InlineData("", 0)]
    public void A_path_is_near_by_the_steps_up_to_where_it_meets_a_file(string path, double nearness) =>
        Assert.Equal(nearness, new PathNearness(["src/db/pool.cs", " "]).Of([path]));

    [Fact]
    public void The_nearest_path_counts_and_without_paths_nothing_is_near()
    {
        Assert.Equal(1, new PathNearness(["a/b.cs", "c.cs"]).Of(["x", "c.cs", "a/z.cs"]));
        Assert.Equal(0, new PathNearness([]).Of(["a"]));
        Assert.Equal(0, new PathNearness(["a"]).Of([]));
    }
}
