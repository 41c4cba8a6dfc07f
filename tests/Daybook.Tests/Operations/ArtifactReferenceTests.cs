using Daybook.Operations;
using Xunit;

namespace Daybook.Tests.Operations;

public sealed class ArtifactReferenceTests
{
    private const string Root = "/srv/web";

    [Theory]
    [InlineData("a.md", "src/a.md")]
    [InlineData("./x/../a b.md", "src/a b.md")]
    [InlineData("../docs/a.md", "docs/a.md")]
    [InlineData("../../web2/a.md", "/srv/web2/a.md")]
    [InlineData("/srv/web/a.md", "a.md")]
    [InlineData("/srv/web", "/srv/web")]
    [InlineData("/srv/webber/a.md", "/srv/webber/a.md")]
    [InlineData("/etc/passwd", "/etc/passwd")]
    [InlineData("https://example.com//a/../b?x=1#y", "https://example.com//a/../b?x=1#y")]
    [InlineData("s3+x://bucket/../key", "s3+x://bucket/../key")]
    [InlineData("what is this://x", "src/what is this:/x")]
    [InlineData("git@github.com:a/b.git", "git@github.com:a/b.git")]
    [InlineData("mailto:x@y.z", "mailto:x@y.z")]
    [InlineData("urn:isbn:1", "urn:isbn:1")]
    [InlineData("doi:10.1000/182", "doi:10.1000/182")]
    [InlineData(@"C:\src\db.cs", @"C:\src\db.cs")]
    [InlineData("C:/src/db.cs", "C:/src/db.cs")]
    [InlineData("pool.cs:42", "src/pool.cs:42")]
    [InlineData("Makefile:12:3-4", "src/Makefile:12:3-4")]
    [InlineData("./note:x", "src/note:x")]
    [InlineData("c:x", "src/c:x")]
    [InlineData("a/b@c:d", "src/a/b@c:d")]
    [InlineData(":x", "src/:x")]
    [InlineData("a\0b", "a\0b")]
    [InlineData("", "")]
    public void Files_in_the_work_tree_are_named_from_its_root_and_addresses_stay(string given, string stored) =>
        Assert.Equal(stored, ArtifactReference.Resolve(given, Root + "/src", Root));

    [Theory]
    [InlineData("/srv/web/proof.md", "proof.md")]
    [InlineData("all tests pass", "all tests pass")]
    [InlineData("../x.md", "../x.md")]
    public void Evidence_is_a_file_or_a_text(string given, string stored) => Assert.Equal(stored, ArtifactReference.ResolveEvidence(given, Root));
}
