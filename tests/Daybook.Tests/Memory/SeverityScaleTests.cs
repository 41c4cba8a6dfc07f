using Daybook.Errors;
using Daybook.Memory;
using Xunit;

namespace Daybook.Tests.Memory;

public sealed class SeverityScaleTests
{
    [Theory]
    [InlineData(Severity.Critical, "critical CRIT fatal emergency alert panic blocker")]
    [InlineData(Severity.High, "high Error err major")]
    [InlineData(Severity.Medium, "medium moderate warning WARN")]
    [InlineData(Severity.Low, "low minor info notice debug trace none")]
    [InlineData(Severity.Unknown, "unknown purple")]
    public void Words_of_other_systems_have_a_step(Severity expected, string words)
    {
        Assert.All(words.Split(' '), word => Assert.Equal(expected, SeverityScale.Parse($" {word} ")));
    }

    [Fact]
    public void No_word_is_unknown() => Assert.Equal(Severity.Unknown, SeverityScale.Parse(null));

    [Fact]
    public void A_misspelt_word_is_not_taken_for_unknown_when_asked_for()
    {
        Assert.Equal(Severity.Unknown, SeverityScale.ParseKnown("unknown"));
        Assert.Throws<InvalidInputException>(() => SeverityScale.ParseKnown("hihg"));
    }
}
