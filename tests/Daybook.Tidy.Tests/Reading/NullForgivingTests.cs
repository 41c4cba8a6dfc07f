using Xunit;

namespace Daybook.Tidy.Tests.Reading;

public sealed class NullForgivingTests
{
    [Theory]
    [InlineData("a!.b")]
    [InlineData("f(a!)")]
    [InlineData("f(a)!;")]
    [InlineData("a[0]! + 1")]
    [InlineData("run!(a)")]
    [InlineData("x = null!;")]
    [InlineData("a! == b")]
    public void The_postfix_operator_is_found(string code)
    {
        Assert.Single(NullForgiving.FindIn(code));
    }

    [Theory]
    [InlineData("a != b")]
    [InlineData("a!=b")]
    [InlineData("return !a;")]
    [InlineData("if (!a && !b(c))")]
    [InlineData("x = (bool)!a;")]
    [InlineData("case int i when !a:")]
    [InlineData("x => !x")]
    [InlineData("{ !a }")]
    public void Not_and_unequal_are_left_alone(string code)
    {
        Assert.Empty(NullForgiving.FindIn(code));
    }
}
