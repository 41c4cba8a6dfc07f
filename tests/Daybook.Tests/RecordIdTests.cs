using Daybook.Errors;
using Xunit;

namespace Daybook.Tests;

public sealed class RecordIdTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("00000000-0000-4000-8000-000000000001")]
    [InlineData("...")]
    [InlineData(".x")]
    [InlineData("ab:c")]
    [InlineData("ü-\U0001F980")]
    public void Harmless_ids_are_accepted(string id) => RecordId.Check(id, "id");

    [Theory]
    [InlineData("", "empty")]
    [InlineData(".", "directory")]
    [InlineData("..", "directory")]
    [InlineData("a/b", "separator")]
    [InlineData("a\\b", "separator")]
    [InlineData("a\0b", "control")]
    [InlineData("a\nb", "control")]
    [InlineData("a\u001b[2Jb", "control")]
    [InlineData("a\u007fb", "control")]
    [InlineData("a\u009bb", "control")]
    [InlineData("C:", "drive")]
    [InlineData("c:x", "drive")]
    public void Harmful_ids_are_refused_with_the_reason(string id, string reason)
    {
        InvalidInputException error = Assert.Throws<InvalidInputException>(() => RecordId.Check(id, "the record's id"));

        Assert.StartsWith("the record's id ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_refused_wherever_it_stands()
    {
        Assert.All(new[] { "\ud83e", "a\udd80", "\udd80\ud83e", "\ud83e\ud83e\udd80" }, id =>
            Assert.Throws<InvalidInputException>(() => RecordId.Check(id, "id")));
    }

    [Fact]
    public void The_length_is_counted_in_bytes()
    {
        RecordId.Check(new string('a', 128), "id");
        RecordId.Check(new string('ü', 64), "id");

        Assert.Throws<InvalidInputException>(() => RecordId.Check(new string('a', 129), "id"));
        Assert.Throws<InvalidInputException>(() => RecordId.Check(new string('ü', 65), "id"));
    }
}
