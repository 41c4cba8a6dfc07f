using Daybook.Cli.Options;
using Xunit;

namespace Daybook.Cli.Tests.Options;

public sealed class TimeArgumentTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("30m", "2026-03-10T11:30:00Z")]
    [InlineData("24h", "2026-03-09T12:00:00Z")]
    [InlineData("2d", "2026-03-08T12:00:00Z")]
    [InlineData("90s", "2026-03-10T11:58:30Z")]
    [InlineData("1.5h", "2026-03-10T10:30:00Z")]
    [InlineData("2026-01-31", "2026-01-31T00:00:00Z")]
    [InlineData("2026-01-31T12:00:00", "2026-01-31T12:00:00Z")]
    [InlineData("2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z")]
    [InlineData("2026-01-31T12:00:00+02:00", "2026-01-31T10:00:00Z")]
    [InlineData("2026-01-31T12:00:00.1234567Z", "2026-01-31T12:00:00.1234567Z")]
    public void Times_are_iso_8601_or_relative(string text, string expected)
    {
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), TimeArgument.Parse(text, Now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2")]
    [InlineData("-2d")]
    [InlineData("d")]
    [InlineData("2w")]
    [InlineData("9999999d")]
    [InlineData("900000d")]
    [InlineData("2026-13-01")]
    public void Anything_else_is_refused(string text)
    {
        Assert.Null(TimeArgument.Parse(text, Now));
    }
}
