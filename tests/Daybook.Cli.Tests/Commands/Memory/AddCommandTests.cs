using System.Text.Json;
using Daybook.Embedded;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Memory;

public sealed class AddCommandTests
{
    private const string FirstId = "00000000-0000-4000-8000-0000000000";

    [Fact]
    public async Task Every_field_has_an_option()
    {
        using CliRun cli = new CliRun().Steady();
        CliResult added = await cli.RunAsync(
            "memory", "add", "--type", "incident", "--title", "T", "--summary", "S", "--repo", "acme/web", "--sha", "abc1234", "--pr", "7",
            "--severity", "high", "--source", "sentry", "--fingerprint", "f", "--path", "a.cs", "--path", "b.cs", "--link", "https://x/1",
            "--metadata", "k=v=w", "--metadata", "n=", "--timestamp", "2d", "--id", "my-id");
        Assert.Equal((0, "Added my-id\n"), (added.ExitCode, added.Output));
        Assert.Equal(
            """
            {"id":"my-id","type":"incident","timestamp":"2026-10-30T12:00:00.0000000Z","repo":"acme/web","sha":"abc1234","pr_number":7,
            "source":"sentry","severity":"high","fingerprint":"f","title":"T","summary":"S","paths":["a.cs","b.cs"],
            "links":[{"url":"https://x/1"}],"metadata":{"k":"v=w","n":""},"recorded_at":"2026-11-01T12:00:00.0000000Z"}

            """.Replace(",\n", ",", StringComparison.Ordinal),
            (await cli.RunAsync("memory", "show", "my-id", "--json")).Output);
    }

    [Fact]
    public async Task The_same_event_is_stored_once()
    {
        using CliRun cli = new CliRun().Steady();
        string[] add = ["memory", "add", "--type", "incident", "--fingerprint", "f"];
        string id = (await cli.RunAsync([.. add, "--quiet"])).Output.Trim();
        Assert.StartsWith(FirstId, id, StringComparison.Ordinal);
        Assert.Equal($"Duplicate of {id}\n", (await cli.RunAsync(add)).Output);
        Assert.Equal($"{{\"added\":false,\"reason\":\"duplicate\",\"existing_id\":\"{id}\"}}\n", (await cli.RunAsync([.. add, "--json"])).Output);
        Assert.Equal(id + "\n", (await cli.RunAsync([.. add, "--quiet"])).Output);
    }

    [Fact]
    public async Task The_same_id_with_the_same_content_is_success_and_with_other_content_conflict()
    {
        using var cli = new CliRun();
        string[] add = ["memory", "add", "--type", "note", "--id", "my-id", "--title"];
        Assert.Equal("{\"added\":true,\"id\":\"my-id\"}\n", (await cli.RunAsync([.. add, "one", "--json"])).Output);
        Assert.Equal("{\"added\":true,\"id\":\"my-id\"}\n", (await cli.RunAsync([.. add, "one", "--json"])).Output);
        CliResult other = await cli.RunAsync([.. add, "two", "--json"]);
        Assert.Equal((4, "conflict"), (other.ExitCode, other.ErrorJson.GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("--title", "no type")]
    [InlineData("--type", " ")]
    [InlineData("--type", "note", "--id", "../x")]
    [InlineData("--type", "note", "--pr", "-1")]
    [InlineData("--type", "note", "--pr", "many")]
    [InlineData("--type", "note", "--timestamp", "yesterday")]
    [InlineData("--type", "note", "--metadata", "novalue")]
    [InlineData("--type", "note", "--metadata", "=x")]
    [InlineData("--type", "note", "--metadata", "a=1", "--metadata", "a=2")]
    [InlineData("--type", "note", "--from-json", "-")]
    [InlineData("--from-json", "missing.json")]
    public async Task What_cannot_be_stored_is_refused_and_leaves_no_trace(params string[] options)
    {
        using var cli = new CliRun();
        CliResult result = await cli.RunAsync(["memory", "add", .. options, "--json"]);
        Assert.Equal((2, "usage"), (result.ExitCode, result.ErrorJson.GetProperty("code").GetString()));
        Assert.False(Directory.Exists(cli.Store));
    }

    [Fact]
    public async Task The_environment_tells_who_is_at_work_unless_the_record_does()
    {
        using var cli = new CliRun();
        cli.Set("DAYBOOK_SESSION", "s1");
        cli.Set("DAYBOOK_RUN", "r1");
        cli.Set("DAYBOOK_TASK", "t1");
        cli.Set("DAYBOOK_OPERATION", "");
        await cli.RunWithTextAsync("{\"type\":\"note\",\"id\":\"my-id\",\"task_id\":\"own\"}", "memory", "add", "--from-json", "-");
        JsonElement record = (await cli.RunAsync("memory", "show", "my-id", "--json")).Json;
        Assert.Equal("s1", record.GetProperty("session_id").GetString());
        Assert.Equal("r1", record.GetProperty("run_id").GetString());
        Assert.Equal("own", record.GetProperty("task_id").GetString());
        Assert.False(record.TryGetProperty("operation_id", out _));
    }

    [Fact]
    public async Task A_lock_that_another_process_holds_makes_it_busy_after_the_wait()
    {
        using var cli = new CliRun();
        await cli.RunAsync("init");
        await cli.RunAsync("remember", "x");
        using var holder = EmbeddedPorts.System().FileSystem.Open(cli.Log, Durability.FileSystem.OpenMode.ReadWrite);
        Assert.True(holder.TryLock(Durability.FileSystem.LockMode.Exclusive));
        CliResult result = await cli.RunAsync("remember", "y", "--wait", "20ms", "--json");
        Assert.Equal((7, "busy"), (result.ExitCode, result.ErrorJson.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_symbolic_link_in_place_of_the_log_is_a_storage_error()
    {
        using var cli = new CliRun();
        await cli.RunAsync("init");
        string outside = Path.Combine(cli.Root, "outside");
        await File.WriteAllTextAsync(outside, "", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.GetDirectoryName(cli.Log)!);
        File.CreateSymbolicLink(cli.Log, outside);
        CliResult result = await cli.RunAsync("remember", "y", "--json");
        Assert.Equal((6, "storage"), (result.ExitCode, result.ErrorJson.GetProperty("code").GetString()));
        Assert.Equal(0, new FileInfo(outside).Length);
    }
}
