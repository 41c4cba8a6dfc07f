using System.Text.Json;
using Daybook.Testing;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Memory;

/// <summary>forget, supersede, compact.</summary>
public sealed class AmendingTests
{
    [Fact]
    public async Task A_forgotten_record_is_answered_once_and_then_told_as_forgotten()
    {
        using CliRun cli = await FilledAsync();

        CliResult forgotten = await cli.RunAsync("memory", "forget", "rec-1", "--reason", "it was wrong", "--json");
        CliResult shown = await cli.RunAsync("memory", "show", "rec-1", "--json");

        Assert.Equal((0, "rec-1"), (forgotten.ExitCode, forgotten.Json.GetProperty("id").GetString()));
        Assert.Equal((3, "not_found"), (shown.ExitCode, shown.ErrorJson.GetProperty("code").GetString()));
        Assert.Contains("forgotten at 2026-11-01T12:00:00Z: it was wrong", shown.ErrorJson.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("rec-1\n", (await cli.SucceedAsync("memory", "forget", "rec-1", "--reason", "again", "--quiet")).Output);
        Assert.Equal("{\"id\":\"rec-1\"}\n", (await cli.SucceedAsync("memory", "forget", "rec-1", "--reason", "again", "--json")).Output);
        Assert.Contains("\"agent\":\"tester@here\"", await AmendmentsAsync(cli), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_purge_says_how_often_it_wrote_and_what_it_cannot_reach()
    {
        using CliRun cli = await FilledAsync();

        CliResult purged = await cli.RunAsync("memory", "forget", "rec-1", "--reason", "it held a key", "--purge");

        Snapshot.Match(purged.Everything);
        string log = await File.ReadAllTextAsync(cli.Log, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("Pool", log, StringComparison.Ordinal);
        Assert.Equal("{\"id\":\"rec-1\"}", (await cli.RunAsync("memory", "forget", "rec-1", "--reason", "r", "--purge", "--json")).Output.Trim());
    }

    [Fact]
    public async Task A_superseded_record_is_answered_with_what_replaced_it()
    {
        using CliRun cli = await FilledAsync();

        CliResult result = await cli.RunAsync("memory", "supersede", "rec-1", "--by", "rec-2", "--json");

        Assert.Equal("rec-2", result.Json.GetProperty("superseded_by").GetString());
        Assert.Equal("Superseded rec-1 by rec-2\n", (await cli.RunAsync("memory", "supersede", "rec-1", "--by", "rec-2")).Output);
        Assert.Contains("superseded_by  rec-2", (await cli.RunAsync("memory", "show", "rec-1")).Output, StringComparison.Ordinal);
        Assert.Equal("rec-2", (await cli.RunAsync("memory", "query", "--path", "src", "--quiet")).Output.Trim());
        Assert.Equal(4, (await cli.RunAsync("memory", "supersede", "rec-2", "--by", "rec-1")).ExitCode);
        Assert.Equal(2, (await cli.RunAsync("memory", "supersede", "rec-2", "--by", "rec-2")).ExitCode);
        Assert.Equal(3, (await cli.RunAsync("memory", "supersede", "rec-2", "--by", "rec-9")).ExitCode);
    }

    [Fact]
    public async Task Each_amendment_has_the_approved_form()
    {
        using CliRun cli = await FilledAsync();
        await cli.RunAsync("memory", "forget", "rec-1", "--reason", "it was \"wrong\" \u00fc");
        await cli.RunAsync("memory", "supersede", "rec-2", "--by", "rec-3");

        Snapshot.Match(await AmendmentsAsync(cli));
    }

    [Theory]
    [InlineData("memory", "forget", "rec-1")]
    [InlineData("memory", "forget", "rec-1", "--reason", " ")]
    [InlineData("memory", "supersede", "rec-1")]
    [InlineData("memory", "compact", "--retention-days", "0")]
    [InlineData("memory", "compact", "--retention-days", "many")]
    public async Task What_is_missing_or_out_of_bounds_is_a_usage_error(params string[] arguments)
    {
        using CliRun cli = await FilledAsync();

        Assert.Equal(2, (await cli.RunAsync(arguments)).ExitCode);
    }

    [Theory]
    [InlineData]
    [InlineData("--dry-run")]
    public async Task Where_there_is_no_store_a_compaction_has_nothing_to_move(params string[] options)
    {
        using var cli = new CliRun();
        JsonElement answer = (await cli.SucceedAsync(["memory", "compact", "--json", .. options])).Json;
        Assert.Equal((0, 0), (answer.GetProperty("moved").GetInt32(), answer.GetProperty("kept").GetInt32()));
        Assert.False(Directory.Exists(cli.Store));
    }

    [Fact]
    public async Task A_compaction_answers_what_moved_and_every_command_still_finds_it()
    {
        using CliRun cli = await FilledAsync();
        await cli.RunAsync("doctor", "memory");
        ((ManualClock)cli.Ports.Time).Advance(TimeSpan.FromDays(100));
        await cli.RunAsync("memory", "add", "--type", "note", "--id", "rec-4");

        JsonElement dryRun = (await cli.RunAsync("memory", "compact", "--dry-run", "--json")).Json;
        CliResult compacted = await cli.RunAsync("memory", "compact", "--json");

        Assert.Equal("{\"moved\":3,\"kept\":1}", dryRun.GetRawText());
        Assert.Equal((0, 3), (compacted.ExitCode, compacted.Json.GetProperty("moved").GetInt32()));
        string segment = compacted.Json.GetProperty("segment").GetString() ?? "";
        Assert.Matches("^memory-[0-9A-HJKMNP-TV-Z]{26}\\.jsonl$", segment);
        Snapshot.Match(await File.ReadAllTextAsync(
            Path.Combine(cli.Store, "memory", "archive", "segments.jsonl"), TestContext.Current.CancellationToken));
        Assert.Equal("rec-4\nrec-3\nrec-2\nrec-1\n", (await cli.RunAsync("memory", "list", "--quiet")).Output);
        Assert.Equal("rec-2\n", (await cli.RunAsync("memory", "show", "rec-2", "--quiet")).Output);
        Assert.Equal("Moved 0 records, 1 stay\n", (await cli.RunAsync("memory", "compact")).Output);
        Assert.Equal(0, (await cli.RunAsync("doctor", "memory")).ExitCode);
    }

    private static Task<string> AmendmentsAsync(CliRun cli) =>
        File.ReadAllTextAsync(Path.Combine(cli.Store, "memory", "amendments.jsonl"), TestContext.Current.CancellationToken);

    private static async Task<CliRun> FilledAsync()
    {
        CliRun cli = new CliRun().Steady();
        await cli.RunAsync("init");
        await cli.RunAsync("memory", "add", "--type", "incident", "--id", "rec-1", "--title", "Pool exhausted", "--path", "src/db.cs");
        await cli.RunAsync("memory", "add", "--type", "decision", "--id", "rec-2", "--title", "Use a queue", "--path", "src/db.cs");
        await cli.RunAsync("memory", "add", "--type", "note", "--id", "rec-3", "--title", "Third");
        return cli;
    }
}
