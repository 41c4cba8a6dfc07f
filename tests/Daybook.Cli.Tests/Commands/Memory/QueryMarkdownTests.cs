using Xunit;

namespace Daybook.Cli.Tests.Commands.Memory;

public sealed class QueryMarkdownTests
{
    private static readonly string[] Query = ["memory", "query", "--path", "src", "--format", "markdown"];

    [Fact]
    public async Task Bullets_come_most_relevant_first_and_without_repetition()
    {
        using CliRun cli = await FilledAsync();
        Assert.Equal(
            """
            - **incident** (2026-11-01 12:00) — Pool exhausted [link](https://x.org/1)
            - **decision** (2026-11-01 12:00) — Never raise the retries

            """,
            (await cli.RunAsync([.. Query, "--limit", "2"])).Output);
    }

    [Fact]
    public async Task Founding_nothing_at_all_is_printed_when_nothing_matches()
    {
        using CliRun cli = await FilledAsync();
        CliResult result = await cli.RunAsync("memory", "query", "--path", "docs", "--format", "markdown");
        Assert.Equal((0, "", ""), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public async Task Text_is_the_other_format()
    {
        using CliRun cli = await FilledAsync();
        string[] query = ["memory", "query", "--path", "src"];
        Assert.Equal((await cli.RunAsync(query)).Output, (await cli.RunAsync([.. query, "--format", "text"])).Output);
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--quiet")]
    public async Task Markdown_excludes_the_forms_for_programs(string mode)
    {
        using CliRun cli = await FilledAsync();
        Assert.Equal(2, (await cli.RunAsync([.. Query, mode])).ExitCode);
    }

    [Fact]
    public async Task Another_format_is_a_usage_error()
    {
        using CliRun cli = await FilledAsync();
        Assert.Equal(2, (await cli.RunAsync("memory", "query", "--path", "src", "--format", "html")).ExitCode);
    }

    [Fact]
    public async Task Damaged_lines_are_told_on_stderr_only()
    {
        using CliRun cli = await FilledAsync();
        await File.AppendAllTextAsync(cli.Log, "garbage\n", TestContext.Current.CancellationToken);
        CliResult result = await cli.RunAsync(Query);
        Assert.Equal(2, result.Lines.Length);
        Assert.Contains("1 line skipped or doubted", result.Error, StringComparison.Ordinal);
    }

    private static async Task<CliRun> FilledAsync()
    {
        CliRun cli = new CliRun().Steady();
        const string Records =
            """
            {"type":"incident","severity":"high","summary":"Pool exhausted","paths":["src/db.cs"],"links":[{"url":"https://x.org/1","type":"issue"}]}
            {"type":"incident","severity":"high","summary":"Pool exhausted","paths":["src/db.cs"]}
            {"type":"incident","severity":"high","summary":"Pool exhausted","paths":["src/db.cs"]}
            {"type":"decision","summary":"Never raise the retries","paths":["src/db.cs"]}
            """;
        Assert.Equal(0, (await cli.RunWithTextAsync(Records, "memory", "add", "--from-json", "-")).ExitCode);
        return cli;
    }
}
