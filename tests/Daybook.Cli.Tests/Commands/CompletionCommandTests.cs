using Daybook.Cli.Processes;
using Xunit;

namespace Daybook.Cli.Tests.Commands;

public sealed class CompletionCommandTests
{
    [Theory]
    [InlineData("bash", "complete -o default -F _daybook daybook")]
    [InlineData("zsh", "#compdef daybook")]
    [InlineData("fish", "complete -c daybook")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName daybook")]
    public async Task Each_shell_has_a_script(string shell, string line)
    {
        using var cli = new CliRun();
        CliResult result = await cli.RunAsync("completion", shell);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains(line, result.Output, StringComparison.Ordinal);
        Assert.Contains("daybook complete --position", result.Output, StringComparison.Ordinal);
        CliResult json = await cli.RunAsync("completion", shell, "--json");
        Assert.Equal(result.Output.TrimEnd('\n'), json.Json.GetProperty("script").GetString());
    }

    [Fact]
    public async Task An_unknown_shell_is_a_usage_error()
    {
        using var cli = new CliRun();
        Assert.Equal(2, (await cli.RunAsync("completion", "tcsh")).ExitCode);
        Assert.Equal(2, (await cli.RunAsync("completion")).ExitCode);
    }

    [Fact]
    public async Task Bash_understands_its_script()
    {
        using var cli = new CliRun();
        string script = (await cli.RunAsync("completion", "bash")).Output;
        ChildResult result = await ChildProcess.RunAsync(
            new ChildStart(["bash", "-n", "-c", script], cli.WorkingDirectory), TestContext.Current.CancellationToken);
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
    }

    [Theory]
    [InlineData("daybook mem", "memory")]
    [InlineData("daybook memory q", "query")]
    [InlineData("daybook memory query --fing", "--fingerprint")]
    [InlineData("daybook init --location ", "home")]
    [InlineData("daybook completion ", "zsh")]
    [InlineData("daybook ta", "task")]
    [InlineData("daybook task cl", "claim")]
    [InlineData("daybook task list --status ", "in_progress")]
    [InlineData("daybook task graph --format ", "mermaid")]
    [InlineData("daybook session sc", "scope")]
    [InlineData("daybook context get ", "key_decisions")]
    public async Task The_words_that_may_come_next_are_offered(string line, string word)
    {
        using var cli = new CliRun();
        Assert.Contains(word, (await cli.RunAsync("complete", "--", line)).Lines);
    }

    [Fact]
    public async Task Only_what_stands_before_the_cursor_counts()
    {
        using var cli = new CliRun();
        Assert.Equal(["memory"], (await cli.RunAsync("complete", "--position", "11", "--", "daybook mem and more")).Lines);
    }

    [Fact]
    public async Task What_is_not_for_people_is_not_offered()
    {
        using var cli = new CliRun();
        Assert.DoesNotContain("complete", (await cli.RunAsync("complete", "--", "daybook ")).Lines);
    }
}
