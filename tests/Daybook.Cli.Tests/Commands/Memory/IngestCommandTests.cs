using System.Text.Json;
using Daybook.Testing;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Memory;

public sealed class IngestCommandTests
{
    private const string Push =
        """
        {"ref":"refs/heads/main","repository":{"full_name":"acme/web"},"commits":[{"id":"fff0000","message":"Revert \"abc1234\" and revert dead001"}]}
        """;

    private static readonly string[] Revert = ["memory", "ingest", "revert", "--repo", "acme/web", "--sha", "fff0000", "--reverted-sha", "abc1234def"];

    [Fact]
    public async Task Founding_a_revert_is_added_and_then_a_duplicate()
    {
        using var cli = new CliRun();
        Assert.StartsWith("Added ", (await cli.RunAsync(Revert)).Output, StringComparison.Ordinal);
        CliResult again = await cli.RunAsync(Revert);
        Assert.StartsWith("Duplicate ", again.Output, StringComparison.Ordinal);
        Assert.Equal(0, again.ExitCode);
    }

    [Theory]
    [InlineData("incident", "--title", "Pool exhausted", "--severity", "fatal")]
    [InlineData("governor_hold", "--reason", "cooldown", "--risk-class", "HIGH")]
    [InlineData("deploy_failure", "--conclusion", "cancelled", "--failure-type", "deploy:cancelled")]
    [InlineData("security_block", "--trigger", "secret", "--title", "Token", "--summary", "In config", "--path", "src/config.cs", "--pr", "42")]
    [InlineData("verifier_cluster", "--failure-type", "test", "--path", "a.cs", "--summary", "2 failed")]
    [InlineData("revert", "--reverted-sha", "abc1234def")]
    public async Task Every_type_is_told_by_options(string type, params string[] options)
    {
        using CliRun cli = new CliRun().Steady();
        CliResult result = await cli.RunAsync(
            ["memory", "ingest", type, "--repo", "acme/web", "--sha", "fff0000", "--timestamp", "2h", "--link", "https://x.org/1", .. options, "--json"]);
        Snapshot.Match(result.Everything, test: $"Options_of_{type}");
        JsonElement stored = (await cli.RunAsync("memory", "query", "--sha", "fff0000", "--json")).Json.GetProperty("items")[0];
        Assert.Equal(type, stored.GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("incident")]
    [InlineData("governor_hold", "--sha", "abc1234")]
    [InlineData("deploy_failure", "--conclusion", "failure")]
    [InlineData("security_block", "--sha", "abc1234")]
    [InlineData("verifier_cluster", "--failure-type", "tests")]
    [InlineData("revert", "--sha", "abc1234")]
    [InlineData("revert", "--reverted-sha", "abc1234")]
    public async Task What_makes_an_event_that_event_is_required(string type, params string[] options)
    {
        using var cli = new CliRun();
        CliResult result = await cli.RunAsync(["memory", "ingest", type, .. options, "--json"]);
        Assert.Equal((2, "usage", ""), (result.ExitCode, result.ErrorJson.GetProperty("code").GetString(), result.Output));
        CliResult json = await cli.RunWithTextAsync("{}", "memory", "ingest", type, "--from-json", "-", "--json");
        Assert.Equal((2, "invalid"), (json.ExitCode, json.Json.GetProperty("items")[0].GetProperty("action").GetString()));
    }

    [Fact]
    public async Task Many_messages_are_answered_by_one_listing_with_what_became_of_each_record()
    {
        using CliRun cli = new CliRun().Steady();
        string input = $"{Push}\n{Push}\n{{\"ref\":\"refs/heads/topic\",\"commits\":[]}}\n{{\"commits\":[7]}}\n";
        CliResult result = await cli.RunWithTextAsync(input, "memory", "ingest", "revert", "--from-json", "-", "--json");
        Snapshot.Match(result.Everything);
        Assert.Equal(6, result.Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task In_text_the_founding_words_are_said_and_what_is_ignored_is_told_on_stderr()
    {
        using CliRun cli = new CliRun().Steady();
        string input = $"{Push}\n{{\"ref\":\"refs/heads/topic\",\"commits\":[]}}\n";
        Snapshot.Match((await cli.RunWithTextAsync(input, "memory", "ingest", "revert", "--from-json", "-")).Everything);
    }

    [Fact]
    public async Task Options_win_over_the_json_and_fill_in_what_it_does_not_say()
    {
        using var cli = new CliRun();
        const string Alert = """{"data":{"event":{"issue_id":"9","level":"warning","metadata":{"type":"E","filename":"src/a.py"}}}}""";
        CliResult result = await cli.RunWithTextAsync(
            Alert, "memory", "ingest", "incident", "--from-json", "-", "--repo", "acme/web", "--severity", "fatal", "--issue", "7", "--json");
        JsonElement item = result.Json.GetProperty("items")[0];
        Assert.Equal("fatal", item.GetProperty("severity").GetString());
        Assert.Equal("Sentry issue #7", item.GetProperty("summary").GetString());
        Assert.Equal("https://github.com/acme/web/issues/7", item.GetProperty("links")[0].GetProperty("url").GetString());
        Assert.Equal("src/a.py", item.GetProperty("paths")[0].GetString());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("{\"classes\":null}")]
    [InlineData("{\"classes\":[{\"failure_type\":\"test\",\"summary\":\"fine\"},{\"failure_type\":\"nonsense\"}]}")]
    [InlineData("{\"classes\":[{\"failure_type\":\"test\",\"summary\":\"fine\"},7]}")]
    [InlineData("{\"classes\":[{\"failure_type\":\"test\"")]
    public async Task Of_a_hostile_message_nothing_is_stored(string json)
    {
        using var cli = new CliRun();
        await cli.RunAsync("init");
        CliResult result = await cli.RunWithTextAsync(json, "memory", "ingest", "verifier_cluster", "--from-json", "-", "--sha", "abc1234", "--json");
        Assert.Equal(2, result.ExitCode);
        Assert.Equal("invalid", result.Json.GetProperty("items")[0].GetProperty("action").GetString());
        Assert.False(File.Exists(cli.Log) && new FileInfo(cli.Log).Length > 0);
    }

    [Fact]
    public async Task A_message_of_which_one_record_is_too_large_stores_none_of_its_records()
    {
        using var cli = new CliRun();
        string json = $$"""{"classes":[{"failure_type":"test","summary":"fine"},{"failure_type":"compile","summary":"{{new string('x', 2 << 20)}}"}]}""";
        CliResult result = await cli.RunWithTextAsync(json, "memory", "ingest", "verifier_cluster", "--from-json", "-", "--sha", "abc1234");
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains("1048576", result.Error, StringComparison.Ordinal);
        Assert.Equal("", (await cli.RunAsync("memory", "list", "--quiet")).Output);
        string huge = $$"""{"summary":"{{new string('x', 9 << 20)}}"}""";
        Assert.Equal(2, (await cli.RunWithTextAsync(huge, "memory", "ingest", "verifier_cluster", "--from-json", "-")).ExitCode);
    }

    [Fact]
    public async Task Empty_input_is_a_usage_error_without_a_listing()
    {
        using var cli = new CliRun();
        CliResult result = await cli.RunWithTextAsync("\n", "memory", "ingest", "incident", "--from-json", "-", "--json");
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task Trap_3_an_epoch_timestamp_bricks_no_query()
    {
        using var cli = new CliRun();
        const string Event = """{"issue_id":"9","timestamp":1771290000.25,"metadata":{"filename":"src/a.py"}}""";
        Assert.Equal(0, (await cli.RunWithTextAsync(Event, "memory", "ingest", "incident", "--from-json", "-")).ExitCode);
        JsonElement record = (await cli.RunAsync("memory", "list", "--json")).Json.GetProperty("items")[0];
        Assert.Equal("2026-02-17T01:00:00.2500000Z", record.GetProperty("timestamp").GetString());
    }

    [Fact]
    public async Task Trap_5_a_cancellation_after_a_failure_of_one_commit_is_stored_too()
    {
        using var cli = new CliRun();
        string[] deploy = ["memory", "ingest", "deploy_failure", "--sha", "abc1234"];
        foreach (string[] more in (string[][])[[], ["--conclusion", "cancelled"]])
        {
            Assert.StartsWith("Added ", (await cli.RunAsync([.. deploy, .. more])).Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_an_event_it_names_the_commands_that_there_are()
    {
        using var cli = new CliRun();
        CliResult refused = await cli.RefusedAsync(2, "memory", "ingest");
        string names = refused.Error[(refused.Error.IndexOf("command: ", StringComparison.Ordinal) + "command: ".Length)..refused.Error.IndexOf('\n', StringComparison.Ordinal)];
        Assert.Contains("governor_hold", names, StringComparison.Ordinal);
        foreach (string name in names.Split(", "))
        {
            await cli.SucceedAsync("memory", "ingest", name, "--help");
        }
    }

    [Theory]
    [InlineData("canceled")]
    [InlineData("success")]
    [InlineData("")]
    public async Task A_conclusion_is_one_of_the_two_that_there_are(string word)
    {
        using var cli = new CliRun();
        CliResult refused = await cli.RefusedAsync(2, "memory", "ingest", "deploy_failure", "--sha", "4f2a9c1", "--conclusion", word, "--json");
        Assert.Contains("is none of failure, cancelled", refused.ErrorJson.GetProperty("message").GetString(), StringComparison.Ordinal);
    }
}
