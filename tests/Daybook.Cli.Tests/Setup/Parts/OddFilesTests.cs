using Daybook.Cli.Harnesses;
using Daybook.Cli.Setup;
using Daybook.Cli.Setup.Parts;
using Daybook.Errors;
using Xunit;

namespace Daybook.Cli.Tests.Setup.Parts;

/// <summary>Files that somebody has edited so that little of what setup wrote is left.</summary>
public sealed class OddFilesTests
{
    private static readonly CommandWords Command = new("daybook", [], true);

    [Fact]
    public void A_first_line_of_a_block_that_is_broken_is_text_of_the_user()
    {
        const string Mine = "# Mine\n\n<!-- daybook:begin claude 12-0 -->\n";
        InstructionsPart part = Instructions("claude");
        string written = part.Write(Mine, 0);
        Assert.Equal(SetupState.Current, part.StateOf(written));
        Assert.Equal(Mine, part.Remove(written).Text);
    }

    [Theory]
    [InlineData("<!-- -->\n")]
    [InlineData("<!--\n-->\n")]
    public void An_empty_comment_is_text_of_the_user(string mine)
    {
        InstructionsPart part = Instructions("claude");
        Assert.Equal(mine, part.Remove(part.Write(mine, 0)).Text);
    }

    [Fact]
    public void An_entry_with_a_comment_before_a_colon_was_edited()
    {
        var part = new ServerPart("/h/mcp.json", HarnessTable.Get("claude").Server, Command);
        string odd = part.Write("{}\n", 0).Replace("\"command\"", "\"command\" /* mine */", StringComparison.Ordinal);
        Assert.Equal(SetupState.Edited, part.StateOf(odd));
    }

    [Fact]
    public void A_block_that_the_user_has_edited_keeps_its_lines_when_another_harness_comes_and_goes()
    {
        string edited = Instructions("claude").Write("", 0).Replace("## Daybook\n", "## Daybook\r\nmine\r\n", StringComparison.Ordinal);
        InstructionsPart other = Instructions("cursor");
        string both = other.Write(edited, 0);
        Assert.Equal(SetupState.Edited, other.StateOf(both));
        Assert.Equal(edited, other.Remove(both).Text);
    }

    [Fact]
    public void A_block_whose_mark_was_edited_keeps_it()
    {
        string written = Instructions("claude").Write("", 0);
        int mark = written.IndexOf("claude ", StringComparison.Ordinal) + "claude ".Length;
        string edited = written.Remove(mark, 8).Insert(mark, "00000000");
        Assert.Equal(edited, Instructions("cursor").Remove(Instructions("cursor").Write(edited, 0)).Text);
    }

    [Fact]
    public void A_blank_that_JSON_does_not_know_is_a_fault_of_the_file()
    {
        Harness harness = HarnessTable.Get("claude");
        var part = new ServerPart("/h/mcp.json", harness.Server, Command);
        string written = part.Write("{}\n", 0);
        string odd = written.Insert(written.LastIndexOf('}'), "\u2028");
        Assert.Throws<InvalidInputException>(() => part.StateOf(odd));
    }

    private static InstructionsPart Instructions(string harness) => new("/h/AGENTS.md", HarnessTable.Get(harness));
}
