using System.Text;
using System.Text.Json;
using Daybook.Memory;
using Daybook.Testing;
using Xunit;

namespace Daybook.Tests.Memory;

/// <summary>A glance at the bytes of a line never passes over one whose paths overlap, however they are spelt and wherever they stand.</summary>
public sealed class PathGlanceTests
{
    private static readonly string[] Segments = ["a", "b", "ab", "a.b", ".git", ".", "..", "", " a", "a ", "é", "a\u00A0", "A", "a\"b", "a\\b", "a]b", "a,b", "paths", "中"];

    [Fact]
    public void A_line_whose_paths_overlap_is_never_passed_over()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        int passed = 0;
        for (int turn = 0; turn < 50_000; turn++)
        {
            string[] asked = Paths(random, 3);
            string[] stored = Paths(random, 3);
            string line = Line(random, stored);
            bool lacks = new MemoryMatcher(new MemoryQuery { Paths = asked }, DateTimeOffset.MinValue).Lacks(Encoding.UTF8.GetBytes(line));
            passed += lacks ? 1 : 0;
            Assert.True(!lacks || new PathOverlap(asked).ScoreOf(stored) == 0, $"seed {seed}: [{string.Join(" | ", asked)}] in {line}");
        }

        Assert.True(passed > 5_000, $"only {passed} lines were passed over, seed {seed}");
    }

    [Theory]
    [InlineData("""{"paths":["src/b.cs"]}""", false)]
    [InlineData("""{"paths":["src"]}""", true)]
    [InlineData("""{"paths":["src/a"]}""", true)]
    [InlineData("""{"paths":["src/a/deep/x.cs"]}""", true)]
    [InlineData("""{"paths":["src/ab"]}""", false)]
    [InlineData("""{"paths" : [ "x" , "./src//a/" ]}""", true)]
    [InlineData("""{"paths":[]}""", false)]
    [InlineData("""{"paths":null}""", false)]
    [InlineData("""{"paths":"src/a"}""", true)]
    [InlineData("""{"paths":["x",["src/a"]]}""", true)]
    [InlineData("""{"paths":["src/a""", true)]
    [InlineData("""{"paths":["x\\src"]}""", true)]
    [InlineData("""{"type":"paths","title":"src/a"}""", false)]
    [InlineData("""{"metadata":{"paths":["x"]},"paths":["src/a"]}""", true)]
    [InlineData("""{"metadata":{"paths":["src/a"]},"paths":["x"]}""", true)]
    public void What_a_line_says_decides(string line, bool mayOverlap)
    {
        Assert.Equal(mayOverlap, new PathGlance(new PathOverlap(["src/a"])).MayOverlap(Encoding.UTF8.GetBytes(line)));
    }

    [Theory]
    [InlineData("""{"repo":"acme/web","paths":["src/b"]}""", true)]
    [InlineData("""{"repo":"acme/api","paths":["src/a"]}""", true)]
    [InlineData("""{"repo":"acme/web","paths":["src/a"]}""", false)]
    [InlineData("""{"title":"it\u0027s \"x\"","repo":"acme/web","paths":["b"]}""", true)]
    [InlineData("""{"repo":"acme\/web","paths":["src/a"]}""", false)]
    [InlineData("""{"repo":"acme\u002Fweb","paths":["src/a"]}""", false)]
    [InlineData("""{"repo":"acme/we\u0062","paths":["src/a"]}""", false)]
    [InlineData("""{"repo":"acme/web","path\u0073":["src/a"]}""", false)]
    public void What_may_be_escaped_is_not_taken_for_missing(string line, bool lacks)
    {
        var matcher = new MemoryMatcher(new MemoryQuery { Paths = ["src/a"], Repo = "acme/web" }, DateTimeOffset.MinValue);
        Assert.Equal(lacks, matcher.Lacks(Encoding.UTF8.GetBytes(line)));
    }

    [Theory]
    [InlineData(".")]
    [InlineData("/src/8 src")]
    [InlineData("src/0 src/1 src/2 src/3 src/4 src/5 src/6 src/7 src/8 src/9 src/10 src/11 src/12 src/13 src/14 src/15 src/16")]
    public void The_repository_itself_and_more_paths_than_are_compared_are_looked_up(string asked)
    {
        var glance = new PathGlance(new PathOverlap(asked.Split(' ')));
        Assert.True(glance.MayOverlap("""{"paths":["src/7/x"]}"""u8));
        Assert.False(glance.MayOverlap("""{"paths":["/src/7/x"]}"""u8));
    }

    private static string[] Paths(Random random, int most) =>
        [.. Enumerable.Range(0, random.Next(most)).Select(_ => string.Join('/', Enumerable.Range(0, random.Next(1, 5)).Select(_ => Segments[random.Next(Segments.Length)])))];

    /// <summary>As our writer puts it, or as others do.</summary>
    private static string Line(Random random, string[] stored)
    {
        string list = random.Next(2) == 0 ? MemoryRecords.TextOf(MemoryRecords.Full("x") with { Paths = stored })
            : "{\"type\": \"paths\", \"paths\": [" + string.Join(", ", stored.Select(static path => JsonSerializer.Serialize(path))) + "]}";
        return random.Next(4) == 0 ? list[..^1] + ",\"extra\":{\"paths\":[\"zz\"]}}" : list;
    }
}
