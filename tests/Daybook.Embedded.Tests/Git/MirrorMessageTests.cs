using System.Text;
using Daybook.Embedded.Git;
using Daybook.Embedded.Operations;
using Xunit;

namespace Daybook.Embedded.Tests.Git;

public sealed class MirrorMessageTests
{
    private const string Id = "01JQ0000000000000000000001";

    [Theory]
    [InlineData("coder", "implement", "op(coder): implement [01JQ0000]")]
    [InlineData("", " ", "op(unrecorded): unrecorded [01JQ0000]")]
    [InlineData("a\nb\r\n\tc", "\u001b[31mred\u0007", "op(a b c): [31mred [01JQ0000]")]
    [InlineData("x\u2028y\u0085z", "a\u202eb", "op(x y z): a b [01JQ0000]")]
    [InlineData("p", "über 🎉", "op(p): über 🎉 [01JQ0000]")]
    [InlineData("p", "Daybook-Operation: 0\n\nDaybook-Operation: 0", "op(p): Daybook-Operation: 0 Daybook-Operation: 0 [01JQ0000]")]
    public void The_subject_is_one_line_of_what_can_be_seen(string profile, string action, string subject)
    {
        Assert.Equal(subject, MirrorMessage.Subject(new MirrorRecord("", Id, profile, action)));
    }

    [Fact]
    public void Half_a_letter_becomes_the_sign_for_an_unknown_one()
    {
        Assert.Equal("op(\ufffd): a [01JQ0000]", MirrorMessage.Subject(new MirrorRecord("", Id, "\ud800", "a")));
    }

    [Fact]
    public void The_subject_is_of_bounded_length()
    {
        string subject = MirrorMessage.Subject(new MirrorRecord("", Id, new string('p', 10_000), new string('a', 10_000)));

        Assert.Equal($"op({new string('p', 64)}): {new string('a', 120)} [01JQ0000]", subject);
    }

    [Fact]
    public void The_trailer_names_the_operation()
    {
        string message = Encoding.UTF8.GetString(MirrorMessage.Encode([new MirrorRecord("", Id, "p", "a")]));

        Assert.Equal($"op(p): a [01JQ0000]\n\nDaybook-Operation: {Id}\n", message);
    }
}
