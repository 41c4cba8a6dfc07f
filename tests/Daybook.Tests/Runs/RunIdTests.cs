using Daybook.Runs;
using Xunit;

namespace Daybook.Tests.Runs;

public sealed class RunIdTests
{
    private static readonly DateTimeOffset Time = new(2026, 2, 5, 10, 30, 45, TimeSpan.Zero);

    [Fact]
    public void A_new_id_tells_its_time_to_a_ten_thousandth_of_a_second()
    {
        DateTimeOffset start = Time.AddTicks(1_234_567);
        string id = RunId.Create(start, 77, 3);
        Assert.Equal("20260205-1030451234-77-3", id);
        Assert.Equal(start.AddTicks(-567), RunId.TimeOf(id, out TimeSpan precision));
        Assert.Equal(TimeSpan.FromTicks(1000), precision);
    }

    [Theory]
    [InlineData("20260205-1030450000-12345-0")]
    [InlineData("run_20260205-103045-12345")]
    public void Ids_of_the_founding_system_tell_a_second(string id)
    {
        Assert.Equal(Time, RunId.TimeOf(id, out TimeSpan precision));
        Assert.Equal(TimeSpan.FromSeconds(1), precision);
    }

    [Theory]
    [InlineData("")]
    [InlineData("run_")]
    [InlineData("alpha")]
    [InlineData("20260205-103045")]
    [InlineData("20260205-1030450000")]
    [InlineData("20261305-1030450000-1-0")]
    [InlineData("20260205-1030610000-1-0")]
    [InlineData("20260230-1030450000-1-0")]
    public void Other_ids_tell_no_time(string id)
    {
        Assert.Null(RunId.TimeOf(id, out _));
    }
}
