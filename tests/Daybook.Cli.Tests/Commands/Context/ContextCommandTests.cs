using System.Text.Json;
using Daybook.Testing;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Context;

public sealed class ContextCommandTests
{
    [Fact]
    public async Task Each_command_has_the_approved_form()
    {
        using CliRun cli = new CliRun().Steady();
        await cli.SucceedAsync("init");
        string answers = "";
        foreach (string[] command in (string[][])
        [
            ["set", "project_type", "cli_tool"], ["append", "key_decisions", "Files are the truth"], ["append", "key_decisions", "No daemon"],
            ["set", "owners", "{\"db\":[\"ann\"]}"], ["get", "project_type"], ["get", "key_decisions"], ["get", "owners"], ["list"], ["list", "--limit", "1"],
        ])
        {
            answers += (await cli.RunAsync(["context", .. command, "--json"])).Everything + (command[0] is "get" or "list" ? (await cli.RunAsync(["context", .. command])).Everything : "");
        }

        Snapshot.Match(answers);
    }

    [Fact]
    public async Task It_stands_in_the_file_that_other_programs_read()
    {
        using var cli = new CliRun();
        await cli.SucceedAsync("context", "append", "learned_patterns", "Retries hide leaks");

        JsonElement file = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(cli.Store, "tasks", "memory.json"), TestContext.Current.CancellationToken));

        Assert.Equal("Retries hide leaks", file.GetProperty("learned_patterns")[0].GetString());
        Assert.Equal("key_decisions\nlearned_patterns\n", (await cli.SucceedAsync("context", "list", "--quiet")).Output);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task A_blank_text_is_added_to_no_list(string blank)
    {
        using var cli = new CliRun();
        CliResult refused = await cli.RefusedAsync(2, "context", "append", "key_decisions", blank, "--json");
        Assert.Equal("the text to add to key_decisions is blank", refused.ErrorJson.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Pages_follow_each_other()
    {
        using var cli = new CliRun();
        for (int number = 0; number < 5; number++)
        {
            await cli.SucceedAsync("context", "set", $"key {number}", $"{number}");
        }

        string[] whole = (await cli.SucceedAsync("context", "list", "--quiet")).Lines;
        var keys = new List<string?>();
        string[] cursor = [];
        do
        {
            JsonElement page = (await cli.SucceedAsync(["context", "list", "--limit", "2", "--json", .. cursor])).Json;
            keys.AddRange(page.GetProperty("items").EnumerateArray().Select(value => value.GetProperty("key").GetString()));
            cursor = page.TryGetProperty("next_cursor", out JsonElement next) ? ["--cursor", next.GetString() ?? ""] : [];
        }
        while (cursor.Length > 0);

        Assert.Equal(7, whole.Length);
        Assert.Equal(whole, keys);
    }

    [Theory]
    [InlineData(3, "get", "absent")]
    [InlineData(2, "get")]
    [InlineData(2, "set", "key")]
    [InlineData(2, "set", "", "x")]
    [InlineData(2, "set", "a\u001bb", "x")]
    [InlineData(2, "set", "revision", "1")]
    [InlineData(2, "set", "key_decisions", "not a list")]
    [InlineData(2, "set", "project_type", "[]")]
    [InlineData(2, "append", "schema_version", "1")]
    [InlineData(2, "list", "--limit", "0")]
    [InlineData(2, "list", "--cursor", "ZTEsMQ")]
    public async Task What_cannot_be_is_refused_with_or_without_a_store(int exitCode, params string[] command)
    {
        using var cli = new CliRun();
        await cli.RefusedAsync(exitCode, ["context", .. command]);
        await cli.SucceedAsync("context", "set", "project_type", "cli_tool");
        await cli.RefusedAsync(exitCode, ["context", .. command]);
    }

    [Fact]
    public async Task What_is_no_list_cannot_be_appended_to()
    {
        using var cli = new CliRun();
        await cli.SucceedAsync("context", "set", "project_type", "cli_tool");
        await cli.RefusedAsync(4, "context", "append", "project_type", "x");
        await cli.RefusedAsync(2, "context", "set", "big", new string('x', 1 << 20));
    }
}
