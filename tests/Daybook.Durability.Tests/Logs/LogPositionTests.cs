using Daybook.Durability.Logs;
using Xunit;

namespace Daybook.Durability.Tests.Logs;

/// <summary>Up to where an answer vouches for the log.</summary>
public sealed class LogPositionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(256)]
    public void A_line_ends_behind_its_newline(int length) => Assert.Equal(7 + length + 1, new LogPosition(7, length).End);

    [Fact]
    public void Where_nothing_was_written_it_ends_where_the_log_did() => Assert.Equal(7, new LogPosition(7, 0).End);
}
