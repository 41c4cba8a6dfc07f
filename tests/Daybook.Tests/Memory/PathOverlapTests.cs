using System.Diagnostics;
using Daybook.Memory;
using Daybook.Testing;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Daybook.Tests.Memory;

public sealed class PathOverlapTests
{
    [Theory]
    [InlineData("src/a.cs", "src/a.cs", 2)]
    [InlineData("src", "src/deep/down/a.cs", 1)]
    [InlineData("src/deep/down/a.cs", "src", 1)]
    [InlineData("src/a", "src/a.cs", 0)]
    [InlineData(".", "src/a.cs", 1)]
    [InlineData(".", "../a.cs", 0)]
    [InlineData("..", "../a.cs", 1)]
    [InlineData("..", "../../a.cs", 0)]
    [InlineData("/", "/etc/x", 1)]
    [InlineData("/", "etc/x", 0)]
    [InlineData("github/x", ".github/x", 0)]
    public void One_pair_scores_2_when_equal_and_1_when_one_is_above_the_other(string asked, string stored, int score)
    {
        Assert.Equal(score, new PathOverlap([asked]).ScoreOf([stored]));
    }

    [Fact]
    public void Pairs_add_up()
    {
        Assert.Equal(2 + 1 + 1 + 1, new PathOverlap(["src", "src/a.cs"]).ScoreOf(["src/a.cs", "src/a.cs/x"]));
    }

    [Fact]
    public void Any_paths_score_as_in_the_plain_double_loop()
    {
        Gen<string> segment = Gen.Elements("a", "b", "c", "..", ".", "", ".git");
        Gen<string> path = Gen.ArrayOf(segment).Where(segments => segments.Length < 6).Select(segments => string.Join('/', segments));
        Arbitrary<(string[] Asked, string[] Stored)> pairs = Gen.ArrayOf(path).Zip(Gen.ArrayOf(path)).ToArbitrary();

        Prop.ForAll(pairs, pair => PlainMatch.Overlap(pair.Item1, pair.Item2) == new PathOverlap(pair.Item1).ScoreOf(pair.Item2))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithQuietOnSuccess(true));
    }

    [Fact]
    public void Two_hundred_paths_against_ten_thousand_records_take_no_time_worth_mentioning()
    {
        var overlap = new PathOverlap(Enumerable.Range(0, 200).Select(number => $"src/area{number % 20}/module{number}/file{number}.cs"));
        string[][] records = [.. Enumerable.Range(0, 10_000).Select(number => new[]
        {
            $"src/area{number % 30}/module{number % 400}/file{number % 400}.cs",
            $"tests/area{number % 30}/file{number}.cs",
        })];
        long start = Stopwatch.GetTimestamp();

        int hits = records.Count(paths => overlap.ScoreOf(paths) > 0);

        // The double loop of the founding system took 25 seconds; this takes a few milliseconds, so a second leaves room for a busy
        // machine.
        Assert.True(hits > 0);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(1));
    }
}
