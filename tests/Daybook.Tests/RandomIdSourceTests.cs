using System.Collections.Concurrent;
using Xunit;

namespace Daybook.Tests;

public sealed class RandomIdSourceTests
{
    [Fact]
    public void Every_id_is_a_random_uuid_and_none_comes_twice_however_many_ask_at_once()
    {
        var source = new RandomIdSource();
        var ids = new ConcurrentBag<Guid>();

        Parallel.For(0, 10_000, _ => ids.Add(source.NewId()));

        Assert.All(ids, id => Assert.Equal((4, 0b10), (id.Version, id.Variant >> 2)));
        Assert.Equal(10_000, ids.Distinct().Count());
    }

    [Fact]
    public void Two_sources_never_give_the_same()
    {
        Guid[] one = [.. Enumerable.Repeat(new RandomIdSource(), 200).Select(source => source.NewId())];
        Guid[] other = [.. Enumerable.Repeat(new RandomIdSource(), 200).Select(source => source.NewId())];

        Assert.Empty(one.Intersect(other));
    }
}
