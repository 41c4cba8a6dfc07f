using Xunit;

namespace Daybook.Tests;

public sealed class SpokenTimeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("-Infinityd")]
    [InlineData("Infinityd")]
    [InlineData("NaNh")]
    [InlineData("-1d")]
    [InlineData("1e3d")]
    [InlineData("1000001d")]
    [InlineData("d")]
    public void What_is_no_length_of_time_is_none(string text)
    {
        Assert.Null(SpokenTime.ParseLength(text));
        Assert.Null(SpokenTime.Parse(text, Now));
    }

    [Fact]
    public void Half_an_hour_ago_is_said_so() => Assert.Equal(Now.AddMinutes(-30), SpokenTime.Parse("0.5h", Now));
}
