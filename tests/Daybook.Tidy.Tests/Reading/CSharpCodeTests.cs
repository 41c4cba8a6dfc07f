using Xunit;

namespace Daybook.Tidy.Tests.Reading;

public sealed class CSharpCodeTests
{
    [Theory]
    [InlineData("a // b!\nc", "a      \nc")]
    [InlineData("a /* b!\n! */ c", "a      \n     c")]
    [InlineData("x(\"say \\\"b!\\\" \")!;", "x(\"           \")!;")]
    [InlineData("x(@\"c:\\\");", "x(@\"   \");")]
    [InlineData("x('\\'', '!');", "x('  ', ' ');")]
    [InlineData("$\"t! {a!} {{b!}}\"", "$\"   {a!}       \"")]
    [InlineData("$\"{(a ? \"}!\" : b!)}!\"", "$\"{(a ? \"  \" : b!)} \"")]
    [InlineData("\"\"\"a \"!\" b\"\"\" + c!", "\"\"\"       \"\"\" + c!")]
    [InlineData("$$\"\"\"{a!} {{b!}}\"\"\"", "$$\"\"\"     {{b!}}\"\"\"")]
    public void Text_and_comments_are_blank_and_code_stays(string source, string expected)
    {
        Assert.Equal(expected, CSharpCode.WithoutTextAndComments(source));
    }
}
