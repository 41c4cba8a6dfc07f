using Xunit;

namespace Daybook.Cli.Tests.Output;

public sealed class StandardConsoleTests
{
    private const string Escape = "\u001b[";

    [Fact]
    public async Task A_terminal_gets_colour()
    {
        using CliRun cli = AtTerminal();
        Assert.Contains(Escape, (await cli.RunAsync("memory", "list")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NO_COLOR", "1")]
    [InlineData("TERM", "dumb")]
    public async Task The_environment_can_decline_colour(string name, string value)
    {
        using CliRun cli = AtTerminal();
        cli.Set(name, value);
        Assert.DoesNotContain(Escape, (await cli.RunAsync("memory", "list")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--no-color")]
    [InlineData("--json")]
    [InlineData("--quiet")]
    public async Task An_option_can_decline_colour(string option)
    {
        using CliRun cli = AtTerminal();
        Assert.DoesNotContain(Escape, (await cli.RunAsync("memory", "list", option)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_gets_no_colour_even_when_stderr_is_a_terminal()
    {
        using CliRun cli = AtTerminal();
        cli.IsOutputTerminal = false;
        Assert.DoesNotContain(Escape, (await cli.RunAsync("memory", "list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stored_text_reaches_a_coloured_terminal_as_text_and_never_as_markup_or_control()
    {
        using CliRun cli = AtTerminal();
        await cli.RunAsync("remember", "[red]x[/] \u001b[2J \u202e \u009b [", "--type", "note");
        CliResult result = await cli.RunAsync("memory", "list", "--limit", "1");
        Assert.Contains("[red]x[/] \\x1b[2J \\u202e \\x9b [", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[2J", result.Output, StringComparison.Ordinal);
    }

    private static CliRun AtTerminal()
    {
        var cli = new CliRun { IsOutputTerminal = true, IsErrorTerminal = true };
        Assert.Equal(0, cli.RunAsync("remember", "the pool leaks", "--quiet").GetAwaiter().GetResult().ExitCode);
        return cli;
    }
}
