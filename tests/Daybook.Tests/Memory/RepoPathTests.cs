using Daybook.Memory;
using Xunit;

namespace Daybook.Tests.Memory;

public sealed class RepoPathTests
{
    [Theory]
    [InlineData("a", "a")]
    [InlineData("./a", "a")]
    [InlineData("././a", "a")]
    [InlineData("a//b", "a/b")]
    [InlineData("a/./b", "a/b")]
    [InlineData("a/../b", "b")]
    [InlineData("a/b/../../c", "c")]
    [InlineData("../a", "../a")]
    [InlineData("a/../../b", "../b")]
    [InlineData("../../a", "../../a")]
    [InlineData(".github/x", ".github/x")]
    [InlineData("a/.github/x", "a/.github/x")]
    [InlineData("..a/b..", "..a/b..")]
    [InlineData("/etc/x", "/etc/x")]
    [InlineData("/../etc", "/etc")]
    [InlineData("//etc", "/etc")]
    [InlineData("a/", "a")]
    [InlineData("a\\b\\", "a/b")]
    [InlineData(" a b ", "a b")]
    [InlineData(".", ".")]
    [InlineData("./", ".")]
    [InlineData("a/..", ".")]
    [InlineData("..", "..")]
    [InlineData("/", "/")]
    [InlineData("a/. /", "a")]
    [InlineData("a/ /", "a")]
    [InlineData("./ a", "a")]
    [InlineData("./ /", "")]
    [InlineData("", "")]
    [InlineData("  ", "")]
    public void Paths_are_normalised_by_segments(string given, string expected)
    {
        Assert.Equal(expected, RepoPath.Normalize(given));
        Assert.Equal(expected, RepoPath.Normalize(expected));
    }
}
