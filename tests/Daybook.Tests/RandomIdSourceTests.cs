using Xunit;

namespace Daybook.Tests;

public sealed class RandomIdSourceTests
{
    [Fact]
    public void Ids_are_different_and_of_version_4()
    {
        var source = new RandomIdSource();
        Guid[] ids = [.. Enumerable.Range(0, 100).Select(_ => source.NewId())];

        Assert.Equal(100, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Equal(4, id.Version));
    }
}
