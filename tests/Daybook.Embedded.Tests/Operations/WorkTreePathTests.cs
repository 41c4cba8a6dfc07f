using Daybook.Durability.FileSystem;
using Daybook.Embedded.Operations;
using Daybook.Testing;
using Xunit;

namespace Daybook.Embedded.Tests.Operations;

public sealed class WorkTreePathTests : IDisposable
{
    private readonly TempDirectory directory = new();
    private readonly WorkTreePath paths;

    public WorkTreePathTests()
    {
        Directory.CreateDirectory(directory.At("tree", "src"));
        Directory.CreateDirectory(directory.At("other"));
        Directory.CreateSymbolicLink(directory.At("link"), directory.At("tree"));
        Directory.CreateSymbolicLink(directory.At("deeper"), directory.At("tree", "src"));
        paths = new WorkTreePath(LocalFileSystem.Create(), directory.At("tree"));
    }

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("link/src/gone/a.txt", "tree/src/gone/a.txt")]
    [InlineData("link/a.txt", "tree/a.txt")]
    [InlineData("tree/src/a.txt", "tree/src/a.txt")]
    [InlineData("other/a.txt", "other/a.txt")]
    [InlineData("gone/a.txt", "gone/a.txt")]
    public void A_path_through_a_link_to_the_root_begins_with_the_root(string given, string known) =>
        Assert.Equal(directory.At(known), paths.Of(directory.At(given)));

    [Fact]
    public void What_is_no_path_from_the_top_stays_as_it_is()
    {
        Assert.Equal("link/a.txt", paths.Of("link/a.txt"));
        Assert.Equal("https://example.com/a", paths.Of("https://example.com/a"));
        Assert.Equal("/" + new string('x', 5_000) + "/a", paths.Of("/" + new string('x', 5_000) + "/a"));
    }
}
