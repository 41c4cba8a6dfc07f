using Daybook.Durability.Locks;
using Xunit;

namespace Daybook.Durability.Tests.Locks;

public sealed class LockHolderTests
{
    private static readonly DateTimeOffset Since = new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);

    [Fact]
    public void A_holder_is_told_with_all_that_is_known_of_it()
    {
        Assert.Equal("process 7", new LockHolder(7, "", null).ToString());
        Assert.Equal("process 7 (daybook init)", new LockHolder(7, "daybook init", null).ToString());
        Assert.Equal("process 7 since 2026-02-03T04:05:06Z", new LockHolder(7, "", Since).ToString());
        Assert.Equal("process 7 (daybook init) since 2026-02-03T04:05:06Z", new LockHolder(7, "daybook init", Since).ToString());
    }
}
