using System.Security.Cryptography;
using System.Text;
using Daybook.Memory;
using Xunit;

namespace Daybook.Tests.Memory;

public sealed class PathHashTests
{
    [Fact]
    public void It_is_sixteen_hexadecimal_digits() => Assert.Matches("^[0-9a-f]{16}$", PathHash.Of(["src/a.py"]));

    [Fact]
    public void Of_paths_that_are_normal_it_is_the_founding_hash()
    {
        string founding = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("src/a.py|src/b.py")))[..16];
        Assert.Equal(founding, PathHash.Of(["src/b.py", "src/a.py"]));
        Assert.Equal("65d40c0759e86e2f", founding);
    }

    [Fact]
    public void Trap_6_another_spelling_of_the_same_files_has_the_same_hash()
    {
        Assert.Equal(PathHash.Of(["src/a.py", "src/b.py"]), PathHash.Of(["./src//b.py", "lib/../src/a.py", "src/b.py", " "]));
        Assert.NotEqual(PathHash.Of(["github/x"]), PathHash.Of([".github/x"]));
    }

    [Fact]
    public void Paths_are_ordered_by_code_point()
    {
        // As UTF-16 units the crab, a surrogate pair, would come before the private-use character.
        string founding = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("\uE000|\U0001F980")))[..16];
        Assert.Equal(founding, PathHash.Of(["\U0001F980", "\uE000"]));
    }
}
