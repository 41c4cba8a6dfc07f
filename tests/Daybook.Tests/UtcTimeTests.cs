using System.Text;
using Xunit;

namespace Daybook.Tests;

public sealed class UtcTimeTests
{
    [Theory]
    [InlineData("184467440737095516161000020")]
    [InlineData("-79228162514264337593543950335")]
    [InlineData("1000000000000001")]
    public void A_number_that_is_too_large_is_no_time(string number) =>
        Assert.Null(UtcTime.FromEpoch(decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("2026-02-17T01:00:00Z", "2026-02-17T01:00:00.0000000Z")]
    [InlineData("2026-02-17T01:00:00.123456+00:00", "2026-02-17T01:00:00.1234560Z")]
    [InlineData("2026-02-17T01:00:00.1234567Z", "2026-02-17T01:00:00.1234567Z")]
    [InlineData("2026-02-17T01:00:00.123456789+00:00", "2026-02-17T01:00:00.1234567Z")]
    [InlineData("2026-02-17T01:00:00+02:00", "2026-02-16T23:00:00.0000000Z")]
    [InlineData("2026-02-17T01:00:00-0330", "2026-02-17T04:30:00.0000000Z")]
    [InlineData("2026-02-17T01:00:00", "2026-02-17T01:00:00.0000000Z")]
    [InlineData("2026-02-17 01:00:00.5", "2026-02-17T01:00:00.5000000Z")]
    [InlineData("2026-02-17T01:00Z", "2026-02-17T01:00:00.0000000Z")]
    [InlineData("2026-02-17", "2026-02-17T00:00:00.0000000Z")]
    [InlineData(" 2026-02-17T01:00:00Z ", "2026-02-17T01:00:00.0000000Z")]
    public void Every_shape_of_iso_8601_is_read_and_written_as_ours(string given, string expected)
    {
        Assert.Equal(expected, Written(UtcTime.Parse(given)!.Value));
        Assert.Equal(UtcTime.Parse(given), UtcTime.Parse(Encoding.UTF8.GetBytes(given)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("10:00")]
    [InlineData("02/17/2026")]
    [InlineData("2026-02-30T00:00:00Z")]
    [InlineData("2026-02-17T01:00:00Zulu")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("2026-02-1/T01:00:00Z")]
    [InlineData("2026-02-17T24:00:00.1Z")]
    [InlineData("2026-02-17T01:00:00x1Z")]
    [InlineData("2026-02-17T01:00:00.12:4Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    public void What_is_no_time_is_not_guessed(string given)
    {
        Assert.Null(UtcTime.Parse(given));
        Assert.Null(UtcTime.Parse(Encoding.UTF8.GetBytes(given)));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_no_time() => Assert.Null(UtcTime.Parse([.. "2026-02-17T01:00:0"u8, 0xFF, (byte)'Z']));

    [Theory]
    [InlineData(0, "1970-01-01T00:00:00.0000000Z")]
    [InlineData(1771290000, "2026-02-17T01:00:00.0000000Z")]
    [InlineData(1771290000.5, "2026-02-17T01:00:00.5000000Z")]
    [InlineData(1771290000500, "2026-02-17T01:00:00.5000000Z")]
    [InlineData(-1, "1969-12-31T23:59:59.0000000Z")]
    public void Numbers_are_seconds_or_when_large_milliseconds(double given, string expected)
    {
        Assert.Equal(expected, Written(UtcTime.FromEpoch((decimal)given)!.Value));
    }

    [Fact]
    public void Numbers_beyond_the_calendar_are_no_time()
    {
        Assert.Null(UtcTime.FromEpoch(decimal.MaxValue / 100000000));
        Assert.Null(UtcTime.FromEpoch(-99_000_000_000m));
    }

    private static string Written(DateTimeOffset time)
    {
        Span<byte> utf8 = stackalloc byte[UtcTime.Length];
        UtcTime.Format(time, utf8);
        return Encoding.ASCII.GetString(utf8);
    }
}
