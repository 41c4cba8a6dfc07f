using Daybook.Cli.Options;
using Xunit;

namespace Daybook.Cli.Tests.Options;

public sealed class DurationArgumentTests
{
    [Theory]
    [InlineData("0s", 0)]
    [InlineData("500ms", 0.5)]
    [InlineData("10s", 10)]
    [InlineData("30m", 1800)]
    [InlineData("24h", 86400)]
    [InlineData("2d", 172800)]
    public void A_number_and_a_unit(string text, double seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), DurationArgument.Parse(text));
    }

    [Theory]
    [InlineData("10")]
    [InlineData("s")]
    [InlineData("1e3s")]
    [InlineData("1,5s")]
    [InlineData("-1s")]
    [InlineData(" 1s")]
    [InlineData("1S")]
    public void Anything_else_is_refused(string text)
    {
        Assert.Null(DurationArgument.Parse(text));
    }
}
