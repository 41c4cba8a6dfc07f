using System.Text.Json;
using Xunit;

namespace Daybook.Cli.Tests.Commands;

/// <summary>Options and their values, as people and programs come to write them.</summary>
public sealed class SpelledLineTests
{
    [Theory]
    [InlineData("--reason", "memory", "forget", "12345678", "--reason", "--purge")]
    [InlineData("--evidence", "op", "complete", "01KTK4DFAS", "--outcome", "done", "--evidence", "--json")]
    [InlineData("--type", "memory", "add", "--type", "--json")]
    [InlineData("--reason", "task", "fail", "12345678", "--reason", "--json")]
    [InlineData("--agent", "session", "start", "--agent", "--json")]
    [InlineData("--tag", "task", "list", "--tag", "--json")]
    [InlineData("--store", "memory", "list", "--store", "--json")]
    [InlineData("--store", "--store", "--json", "memory", "list")]
    [InlineData("--priority", "task", "create", "x", "--priority", "--description=y")]
    [InlineData("--wait", "memory", "list", "--wait", "--quiet")]
    [InlineData("--wait", "memory", "list", "--wait")]
    [InlineData("--description", "task", "create", "--description", "--", "x")]
    [InlineData("--path", "remember", "x", "--path", "--json")]
    [InlineData("--tag", "task", "create", "x", "--tag", "--json")]
    [InlineData("--tag", "task", "create", "x", "--tag", "a", "--tag")]
    [InlineData("--metadata", "memory", "add", "--type", "note", "--metadata", "--json")]
    [InlineData("--link", "memory", "add", "--type", "note", "--link")]
    [InlineData("--skill", "recall", "record", "--category", "c", "--description", "x", "--skill", "--json")]
    [InlineData("--status", "task", "list", "--status", "--json")]
    [InlineData("--kind", "search", "word", "--kind", "--json")]
    [InlineData("--task", "run", "exec", "--task", "--json", "--", "true")]
    public async Task An_option_without_a_value_is_refused_and_takes_no_other_option_for_it(string option, params string[] command)
    {
        using var cli = new CliRun();
        await cli.SucceedAsync("init");

        CliResult refused = await cli.RefusedAsync(2, command);

        string message = command.Contains("--json")
            ? refused.ErrorJson.GetProperty("message").GetString() ?? ""
            : refused.Error.Split('\n')[0].Replace("error: ", "", StringComparison.Ordinal);
        Assert.Equal($"{option} needs a value", message);
    }

    [Fact]
    public async Task An_equals_sign_with_nothing_behind_it_is_the_empty_value()
    {
        using var cli = new CliRun();
        string id = await cli.CreateAsync("x", "--description", "long");
        JsonElement edited = (await cli.SucceedAsync("task", "edit", id, "--description=", "--json")).Json;
        Assert.False(edited.TryGetProperty("description", out JsonElement left) && left.GetString() is { Length: > 0 });
        CliResult refused = await cli.RefusedAsync(2, "task", "create", "y", "--tag=", "--json");
        Assert.Equal("--tag is blank", refused.ErrorJson.GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_memory_is_not_forgotten_for_the_reason_purge()
    {
        using var cli = new CliRun();
        string id = (await cli.SucceedAsync("remember", "a secret", "--quiet")).Output.Trim();
        await cli.RefusedAsync(2, "memory", "forget", id, "--reason=", "--purge");
        Assert.Contains("a secret", await File.ReadAllTextAsync(cli.Log, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-5", "--description", "-5")]
    [InlineData("--weird", "--description", "--weird")]
    [InlineData("--json", "--description=--json")]
    [InlineData("--json=x", "--description:--json=x")]
    [InlineData("a=", "--description", "a=")]
    [InlineData("create", "--description", "create")]
    public async Task What_only_looks_like_an_option_or_stands_behind_an_equals_sign_is_a_value(string value, params string[] given)
    {
        using var cli = new CliRun();
        JsonElement task = (await cli.SucceedAsync(["task", "create", "x", .. given, "--json"])).Json;
        Assert.Equal(value, task.GetProperty("description").GetString());
    }

    [Fact]
    public async Task A_line_that_asks_for_help_gets_it_whatever_else_it_lacks()
    {
        using var cli = new CliRun();
        Assert.Contains("daybook task fail", (await cli.SucceedAsync("task", "fail", "--reason", "--help")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_behind_two_dashes_is_left_as_it_is()
    {
        using var cli = new CliRun();
        Assert.Equal("--store= --json", (await cli.SucceedAsync("run", "exec", "--", "echo", "--store=", "--json")).Output.Trim());
    }
}
