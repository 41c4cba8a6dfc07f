using System.Text.Json;
using Xunit;

namespace Daybook.Cli.Tests.Commands;

/// <summary>The settings of memory, as commands meet them.</summary>
public sealed class MemorySettingsTests
{
    private static readonly string[] Add = ["memory", "add", "--type", "note", "--title", "x", "--path", "src/a.cs", "--json"];
    private static readonly string[] Query = ["memory", "query", "--path", "src/a.cs", "--json"];

    [Fact]
    public async Task Switched_off_an_add_answers_disabled_and_creates_nothing()
    {
        using var cli = new CliRun();
        cli.Set("MEMORY_ENABLED", "0");

        CliResult added = await cli.RunAsync(Add);

        Assert.Equal((0, "{\"added\":false,\"reason\":\"disabled\"}\n"), (added.ExitCode, added.Output));
        Assert.Equal((0, ""), await OutputOf(cli, "remember", "x", "--quiet"));
        Assert.Contains("switched off", (await cli.RunAsync("remember", "x")).Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(cli.Store));
    }

    [Fact]
    public async Task Switched_off_outside_git_nothing_is_created_either()
    {
        using var cli = new CliRun(isGit: false);
        cli.Set("MEMORY_ENABLED", "no");

        Assert.Equal(0, (await cli.RunAsync(Add)).ExitCode);
        Assert.False(Directory.Exists(Path.Combine(cli.Root, "home")));
    }

    [Fact]
    public async Task Switched_off_a_query_finds_nothing_and_says_why_and_the_status_is_still_json()
    {
        using var cli = new CliRun();
        await cli.RunAsync(Add);
        await SetUpAsync(cli, "\"enabled\": false");

        CliResult found = await cli.RunAsync(Query);
        Assert.Equal((0, "{\"items\":[],\"total\":0}\n"), (found.ExitCode, found.Output));
        Assert.Contains("switched off", found.Error, StringComparison.Ordinal);
        JsonElement status = (await cli.RunAsync("memory", "status", "--json")).Json;
        Assert.Equal((false, 1), (status.GetProperty("enabled").GetBoolean(), status.GetProperty("records").GetInt32()));
        Assert.StartsWith("Memory disabled\nRecords    1 within 90 days\n", (await cli.RunAsync("memory", "status")).Output, StringComparison.Ordinal);
        Assert.Single((await cli.RunAsync("memory", "list", "--quiet")).Lines);
    }

    [Fact]
    public async Task The_limit_of_a_query_is_the_settings_unless_it_is_given()
    {
        using var cli = new CliRun();
        for (int number = 0; number < 4; number++)
        {
            await cli.RunAsync(Add);
        }

        await SetUpAsync(cli, "\"max_matches\": 2");
        Assert.Equal(2, (await cli.RunAsync(Query)).Json.GetProperty("items").GetArrayLength());
        Assert.Equal(4, (await cli.RunAsync([.. Query, "--limit", "10"])).Json.GetProperty("items").GetArrayLength());
        cli.Set("MEMORY_MAX_MATCHES", "1");
        Assert.Equal(1, (await cli.RunAsync(Query)).Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_mistake_in_the_file_is_corrupt_with_its_line_and_leaves_everything_else_working()
    {
        using var cli = new CliRun();
        await cli.RunAsync(Add);
        await SetUpAsync(cli, "\"retention\": 7");

        foreach (string[] command in (string[][])[Add, Query, ["memory", "status", "--json"]])
        {
            CliResult refused = await cli.RunAsync(command);
            Assert.Equal((5, "corrupt", 2), (refused.ExitCode, refused.ErrorJson.GetProperty("code").GetString(), refused.ErrorJson.GetProperty("line").GetInt32()));
            Assert.Contains("memory.retention is no setting", refused.ErrorJson.GetProperty("message").GetString(), StringComparison.Ordinal);
        }

        foreach (string[] command in (string[][])[["where"], ["init"], ["status"], ["memory", "list"]])
        {
            Assert.Equal(0, (await cli.RunAsync(command)).ExitCode);
        }

        JsonElement memory = (await cli.RunAsync("status", "--json")).Json.GetProperty("kinds").GetProperty("memory");
        Assert.Equal("corrupt", memory.GetProperty("error").GetProperty("code").GetString());
        Assert.False(memory.TryGetProperty("records", out _));
        Assert.Contains("memory.retention is no setting", (await cli.RunAsync("status")).Output, StringComparison.Ordinal);
        CliResult doctor = await cli.RunAsync("doctor", "memory", "--json");
        Assert.Equal((1, "wrong_setting"), (doctor.ExitCode, doctor.Json.GetProperty("items")[0].GetProperty("problem").GetString()));
    }

    [Fact]
    public async Task A_wrong_variable_is_a_usage_error_and_creates_nothing()
    {
        using var cli = new CliRun();
        cli.Set("MEMORY_RETENTION_DAYS", "many");

        CliResult refused = await cli.RunAsync(Add);

        Assert.Equal((2, "usage"), (refused.ExitCode, refused.ErrorJson.GetProperty("code").GetString()));
        Assert.Contains("MEMORY_RETENTION_DAYS is 'many'", refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(cli.Store));
    }

    [Fact]
    public async Task A_wrong_variable_is_told_once_however_many_records_wait()
    {
        using var cli = new CliRun();
        await cli.RunAsync("init");
        cli.Set("MEMORY_MAX_MATCHES", "0");

        CliResult refused = await cli.RunWithTextAsync("{\"type\":\"note\"}\n{\"type\":\"note\"}\n", "memory", "add", "--from-json", "-", "--json");

        Assert.Equal((2, "", "usage"), (refused.ExitCode, refused.Output, refused.ErrorJson.GetProperty("code").GetString()));
    }

    private static async Task<(int, string)> OutputOf(CliRun cli, params string[] command)
    {
        CliResult result = await cli.RunAsync(command);
        return (result.ExitCode, result.Output);
    }

    /// <summary>Puts a setting on the second line of the store's file, as a user would.</summary>
    private static async Task SetUpAsync(CliRun cli, string setting)
    {
        string path = Path.Combine(cli.Store, "daybook.json");
        string content = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(path, $"{{\n\"memory\": {{{setting}}},{content[1..]}", TestContext.Current.CancellationToken);
    }
}
