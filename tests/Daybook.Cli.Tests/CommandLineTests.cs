using System.Text;
using Xunit;

namespace Daybook.Cli.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("statsu", "did you mean status?")]
    [InlineData("memmory", "did you mean memory?")]
    [InlineData("remembr", "did you mean remember?")]
    [InlineData("tasks", "did you mean task?")]
    [InlineData("--jsn", "did you mean --json?")]
    [InlineData("frobnicate", "daybook --help shows what there is")]
    public async Task A_typo_gets_a_suggestion(string typed, string hint)
    {
        using var cli = new CliRun();
        CliResult result = await cli.RunAsync(typed);
        Assert.Equal(2, result.ExitCode);
        Assert.Equal($"error: '{typed}' is not known to 'daybook'\nhint: {hint}\n", result.Error);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task A_typo_in_an_option_of_a_verb_is_compared_with_the_options_of_that_verb()
    {
        using var cli = new CliRun();
        CliResult result = await cli.RunAsync("memory", "query", "--fingerprnt", "x");
        Assert.Contains("did you mean --fingerprint?", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("task", "create", "--prioritty=1", "--priority")]
    [InlineData("task", "create", "--prioritty", "--priority")]
    [InlineData("backup", "--jsno", "--json", "--json")]
    public async Task A_misspelt_option_is_not_taken_for_the_value_that_is_missing(string noun, string verb, string last, string meant)
    {
        using var cli = new CliRun();
        await cli.SucceedAsync("init");
        CliResult result = await cli.RunAsync(noun, verb, last);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"did you mean {meant}?", result.Error + result.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Join(cli.Root, verb)));
    }

    [Fact]
    public async Task A_value_that_begins_like_an_option_stands_behind_two_dashes_or_its_option_or_has_spaces()
    {
        using var cli = new CliRun();
        await cli.SucceedAsync("init");
        CliResult refused = await cli.RunAsync("task", "create", "--name");
        Assert.Contains("if it is a value, put -- before it", refused.Error, StringComparison.Ordinal);
        await cli.SucceedAsync("task", "create", "--description", "--text", "--", "--name");
        await cli.SucceedAsync("task", "create", "--no-verify skips the hooks");
        string listed = (await cli.SucceedAsync("task", "list")).Output;
        Assert.Contains("--name", listed, StringComparison.Ordinal);
        Assert.Contains("--no-verify skips the hooks", listed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_that_cannot_be_written_is_an_error_and_no_trace()
    {
        using var cli = new CliRun();
        using var error = new MemoryStream();
        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        Assert.Equal(6, await new CommandLine(cli.SurroundingsOf(Stream.Null, full, error)).RunAsync(["task", "--help"], CancellationToken.None));
        Assert.StartsWith("error: No space left on device", Encoding.UTF8.GetString(error.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_written_is_an_error_that_tells_what_became_of_the_work()
    {
        using var cli = new CliRun();
        await cli.SucceedAsync("init");
        using var error = new MemoryStream();
        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        Assert.Equal(6, await new CommandLine(cli.SurroundingsOf(Stream.Null, full, error)).RunAsync(["remember", "a heron", "--json"], CancellationToken.None));
        Assert.Contains("what was stored before is stored", Encoding.UTF8.GetString(error.ToArray()), StringComparison.Ordinal);
        Assert.Contains("a heron", (await cli.SucceedAsync("memory", "list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_line_that_cannot_be_parsed_is_told_as_json_in_json_mode()
    {
        using var cli = new CliRun();
        CliResult result = await cli.RunAsync("memory", "lst", "--json");
        Assert.Equal(2, result.ExitCode);
        Assert.Equal("usage", result.ErrorJson.GetProperty("code").GetString());
        Assert.Equal("did you mean list?", result.ErrorJson.GetProperty("hint").GetString());
    }

    [Theory]
    [InlineData("--wait", "soon")]
    [InlineData("--wait")]
    [InlineData("--json", "--quiet")]
    [InlineData("--store", "a", "--store", "b")]
    public async Task Wrong_options_of_every_command_are_a_usage_error(params string[] options)
    {
        using var cli = new CliRun();
        CliResult result = await cli.RunAsync(["memory", "list", .. options]);
        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task A_noun_without_a_verb_names_its_verbs()
    {
        using var cli = new CliRun();
        CliResult result = await cli.RunAsync("memory");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("memory needs a command: add, query, list, show, forget, supersede, compact, status", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("task", "creat", "did you mean create?")]
    [InlineData("session", "begin", "daybook session --help shows what there is")]
    [InlineData("context", "gte", "did you mean get?")]
    public async Task A_typo_in_a_verb_is_compared_with_the_verbs_of_its_noun(string noun, string typed, string hint)
    {
        using var cli = new CliRun();
        CliResult result = await cli.RunAsync("--wait", "1s", noun, typed);
        Assert.Equal((2, $"error: '{typed}' is not known to 'daybook {noun}'\nhint: {hint}\n"), (result.ExitCode, result.Error));
    }

    [Fact]
    public async Task Text_that_starts_with_an_at_sign_is_text()
    {
        using var cli = new CliRun();
        Assert.Equal(0, (await cli.RunAsync("remember", "@alice knows the pool", "--quiet")).ExitCode);
        CliResult listed = await cli.RunAsync("memory", "list", "--json");
        Assert.Equal("@alice knows the pool", listed.Json.GetProperty("items")[0].GetProperty("title").GetString());
    }

    [Fact]
    public async Task A_defect_is_one_line_and_never_a_stack_trace()
    {
        using var cli = new CliRun();
        cli.Ports = cli.Ports with { Ids = new BrokenIds() };
        CliResult result = await cli.RunAsync("remember", "x", "--json");
        Assert.Equal(70, result.ExitCode);
        Assert.Equal("internal", result.ErrorJson.GetProperty("code").GetString());
        Assert.Equal("unexpected NotSupportedException: out of ids", result.ErrorJson.GetProperty("message").GetString());
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_leads_with_examples_on_every_command()
    {
        using var cli = new CliRun();
        foreach (string[] path in CommandTree.Paths(cli))
        {
            CliResult result = await cli.RunAsync([.. path, "--help"]);
            Assert.Equal(0, result.ExitCode);
            Assert.Equal("Examples", result.Output.Split('\n')[2]);
            Assert.Contains("--store <folder>", result.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_example_can_be_parsed()
    {
        using var cli = new CliRun();
        foreach (Daybook.Cli.Commands.DaybookCommand command in CommandTree.Of(cli))
        {
            foreach (string example in command.Examples)
            {
                string line = example.Split('|')[^1].Split(" >")[0].Split(" <")[0].Trim();
                Assert.Empty(new CommandLine(cli.SurroundingsOf(Stream.Null, Stream.Null, Stream.Null)).Root.Parse(line).Errors);
            }
        }

    }

    [Theory]
    [InlineData("--store", "run", "--help")]
    [InlineData("task", "--store", "list", "--help")]
    public async Task Help_lists_every_command_also_where_a_value_has_the_name_of_one(params string[] arguments)
    {
        using var cli = new CliRun();
        string plain = (await cli.SucceedAsync([.. arguments.Where(word => word is "task" or "--help")])).Output;
        Assert.Equal(plain, (await cli.SucceedAsync(arguments)).Output);
    }

    [Fact]
    public async Task Without_a_command_it_prints_its_help()
    {
        using var cli = new CliRun();
        CliResult result = await cli.RunAsync();
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("daybook init", result.Output, StringComparison.Ordinal);
    }

    private sealed class BrokenIds : IIdSource
    {
        public Guid NewId() => throw new NotSupportedException("out of ids\nand more");
    }
}
