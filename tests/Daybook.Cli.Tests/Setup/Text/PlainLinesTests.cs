using Daybook.Cli.Setup.Text;
using Xunit;

namespace Daybook.Cli.Tests.Setup.Text;

public sealed class PlainLinesTests
{
    [Theory]
    [InlineData("a|```|code|```|b", "a b")]
    [InlineData("a|````md|```|code|```|````|b", "a b")]
    [InlineData("a|```|code|`````|b", "a b")]
    [InlineData("a|```|code|~~~|``` no end|```|b", "a b")]
    [InlineData("a|~~~ `x`|code|~~~ |b", "a b")]
    [InlineData("```code``` a|b|```sh|code|```", "```code``` a b")]
    [InlineData("   ```|code|   ```|b", "b")]
    [InlineData("    ```|b", "    ``` b")]
    [InlineData("``|b", "`` b")]
    [InlineData("```|code|    ```|more|```|b", "b")]
    [InlineData("a|```|b", "a b")]
    public void Lines_between_fences_are_code(string text, string plain) =>
        Assert.Equal(plain, string.Join(' ', PlainLines.Of(text.Replace('|', '\n'), hasFences: true).Select(line => line.Line)));

    [Fact]
    public void Elsewhere_a_fence_is_a_line_like_others() =>
        Assert.Equal(["```", "a", "```"], PlainLines.Of("```\r\na\r\n```", hasFences: false).Select(line => line.Line));
}
