using Daybook.Cli.Output;
using Xunit;

namespace Daybook.Cli.Tests.Output;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("grün 日本 🎉 é", "grün 日本 🎉 é")]
    [InlineData("a\tb", "a\tb")]
    [InlineData("a\nb", "a\\nb")]
    [InlineData("\u001b[31mred", "\\x1b[31mred")]
    [InlineData("\u0007\u0000\r", "\\x07\\x00\\x0d")]
    [InlineData("\u007f", "\\x7f")]
    [InlineData("\u009b31m\u0085", "\\x9b31m\\x85")]
    [InlineData("\u202eevil\u202c", "\\u202eevil\\u202c")]
    [InlineData("\u2066x\u2069", "\\u2066x\\u2069")]
    [InlineData("a\u200bb\u200d\ufeff", "a\\u200bb\\u200d\\ufeff")]
    [InlineData("\u2028\u2029", "\\u2028\\u2029")]
    [InlineData("\U000e0041\U000e0000", "\\U000e0041\\U000e0000")]
    [InlineData("[bold]x[/]", "[bold]x[/]")]
    public void What_a_terminal_would_obey_is_shown_by_its_number(string text, string shown)
    {
        Assert.Equal(shown, TerminalText.OneLine(text));
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_shown_by_its_number()
    {
        Assert.Equal("a\\ud800b", TerminalText.OneLine("a" + (char)0xd800 + "b"));
    }

    [Fact]
    public void Only_line_ends_end_a_line()
    {
        Assert.Equal(["a", "b", "c\\u2028d\\x85e", ""], TerminalText.Lines("a\nb\r\nc\u2028d\u0085e\n"));
    }
}
