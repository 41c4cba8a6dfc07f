using System.Text.Json;
using Daybook.Testing;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Tasks;

/// <summary>list, ready, next, blocked, show, tree.</summary>
public sealed class ListingTests
{
    [Theory]
    [InlineData("list", "--limit", "2")]
    [InlineData("list", "--all")]
    [InlineData("ready")]
    [InlineData("blocked")]
    [InlineData("next")]
    [InlineData("tree")]
    public async Task Each_has_the_approved_form_for_programs_and_for_people(params string[] command)
    {
        using CliRun cli = await FilledAsync();
        string json = (await cli.RunAsync(["task", .. command, "--json"])).Everything;
        string text = (await cli.RunAsync(["task", .. command])).Everything;
        string quiet = (await cli.RunAsync(["task", .. command, "--quiet"])).Everything;
        Snapshot.Match(json + text + quiet, test: $"{command[0]}{(command.Length == 2 ? "_all" : "")}_has_the_approved_form");
    }

    [Fact]
    public async Task A_task_is_shown_with_everything()
    {
        using CliRun cli = await FilledAsync();
        string id = await cli.CreateAsync("all of it", "--description", "two\nlines", "--tag", "a", "--tag", "b");
        await cli.SucceedAsync("task", "note", id, "--decision", "async", "--file-modified", "src/a.cs", "--set", "n=3");
        await cli.ClaimAsync(id);
        string json = (await cli.RunAsync("task", "show", id, "--json")).Everything;
        Snapshot.Match(json + (await cli.RunAsync("task", "show", id)).Everything);
    }

    [Theory]
    [InlineData("4 2 3 1")]
    [InlineData("3", "--status", "in_progress")]
    [InlineData("5", "--status", "failed")]
    [InlineData("3 5", "--status", "failed", "--status", "in_progress")]
    [InlineData("4 1", "--tag", "db")]
    [InlineData("", "--tag", "nothing")]
    [InlineData("4 2 3 1 5", "--all")]
    public async Task Filters_choose(string found, params string[] options)
    {
        using CliRun cli = await FilledAsync();
        CliResult result = await cli.SucceedAsync(["task", "list", "--json", .. options]);
        Assert.Equal(found, string.Join(' ', result.Json.GetProperty("items").EnumerateArray().Select(task => task.GetProperty("name").GetString()![^1])));
    }

    [Theory]
    [InlineData("list", "--all")]
    [InlineData("ready")]
    [InlineData("blocked")]
    [InlineData("tree")]
    [InlineData("history")]
    public async Task Pages_follow_each_other(params string[] command)
    {
        using CliRun cli = await FilledAsync();
        string[] whole = (await cli.SucceedAsync(["task", .. command, "--limit", "100", "--json"])).Json
            .GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString() ?? "").ToArray();
        var ids = new List<string>();
        string[] cursor = [];
        do
        {
            JsonElement page = (await cli.SucceedAsync(["task", .. command, "--limit", "1", "--json", .. cursor])).Json;
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString() ?? ""));
            cursor = page.TryGetProperty("next_cursor", out JsonElement next) ? ["--cursor", next.GetString() ?? ""] : [];
        }
        while (cursor.Length > 0);
        Assert.NotEmpty(whole);
        Assert.Equal(whole, ids);
    }

    [Theory]
    [InlineData("list", "--limit", "0")]
    [InlineData("list", "--limit", "1001")]
    [InlineData("list", "--cursor", "nonsense")]
    [InlineData("list", "--status", "done")]
    [InlineData("list", "--status", "pending", "--all")]
    [InlineData("ready", "--limit", "0")]
    [InlineData("blocked", "--cursor", "!")]
    [InlineData("tree", "--limit", "0")]
    [InlineData("tree", "--cursor", "x")]
    [InlineData("show", "abcd", "--at", "yesterday")]
    public async Task What_no_listing_may_be_is_a_usage_error(params string[] command)
    {
        using CliRun cli = await FilledAsync();
        await cli.RefusedAsync(2, ["task", .. command]);
    }

    [Fact]
    public async Task Reading_where_there_is_no_store_answers_as_an_empty_one_and_creates_nothing()
    {
        using var cli = new CliRun();
        foreach (string verb in (string[])["list", "ready", "blocked", "tree", "history"])
        {
            CliResult result = await cli.SucceedAsync("task", verb, "--json");
            Assert.Empty(result.Json.GetProperty("items").EnumerateArray());
            Assert.Empty((await cli.SucceedAsync("task", verb)).Output);
        }

        await cli.RefusedAsync(3, "task", "show", "abcd");
        await cli.RefusedAsync(3, "task", "next");
        Assert.Equal([".git"], Directory.GetFileSystemEntries(cli.WorkingDirectory).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("task", "tree")]
    [InlineData("task", "graph")]
    [InlineData("task", "resume")]
    [InlineData("session", "list")]
    public async Task What_answers_in_another_form_than_a_listing_of_tasks_tells_damaged_lines_too(params string[] command)
    {
        using CliRun cli = await FilledAsync();
        Assert.False((await cli.SucceedAsync([.. command, "--json"])).Json.TryGetProperty("problems", out _));
        string journal = Path.Combine(cli.Store, "tasks", "journal.jsonl");
        await File.AppendAllTextAsync(journal, "garbage\n", TestContext.Current.CancellationToken);

        CliResult json = await cli.SucceedAsync([.. command, "--json"]);
        CliResult text = await cli.SucceedAsync(command);

        Assert.EndsWith("journal.jsonl", Assert.Single(json.Json.GetProperty("problems").EnumerateArray()).GetProperty("path").GetString(), StringComparison.Ordinal);
        Assert.Contains("1 line skipped or doubted; daybook doctor tasks tells why", text.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_lines_are_told_and_hide_nothing()
    {
        using CliRun cli = await FilledAsync();
        string journal = Path.Combine(cli.Store, "tasks", "journal.jsonl");
        await File.AppendAllTextAsync(journal, "garbage\n", TestContext.Current.CancellationToken);

        CliResult json = await cli.SucceedAsync("task", "list", "--json");
        CliResult text = await cli.SucceedAsync("task", "ready");

        Assert.Equal(4, json.Json.GetProperty("items").GetArrayLength());
        Assert.Equal(1, json.Json.GetProperty("problems").GetArrayLength());
        Assert.Contains("1 line skipped or doubted; daybook doctor tasks tells why", text.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_text_is_exact_in_json_and_harmless_as_text()
    {
        using var cli = new CliRun();
        const string Hostile = "\u001b]0;x\u0007 \u009b2J \u202e \u2028 \u200b \U000e0041 end\nsecond";
        string name = Hostile.Replace("\n", "", StringComparison.Ordinal).Replace("\u001b", "", StringComparison.Ordinal)
            .Replace("\u0007", "", StringComparison.Ordinal).Replace("\u009b", "", StringComparison.Ordinal);
        string id = await cli.CreateAsync(name, "--description", Hostile, "--tag", "\u202e");
        await cli.SucceedAsync("session", "scope", name);
        await cli.SucceedAsync("task", "start", id);
        await cli.SucceedAsync("task", "note", id, "--decision", Hostile, "--set", $"k={Hostile}", "--file-modified", name);
        await cli.SucceedAsync("context", "append", "key_decisions", Hostile);

        Assert.Equal(Hostile, (await cli.SucceedAsync("task", "show", id, "--json")).Json.GetProperty("description").GetString());
        foreach (string[] command in (string[][])
        [
            ["task", "list"], ["task", "show", id], ["task", "history", id], ["task", "resume"], ["task", "tree"], ["task", "graph"],
            ["task", "graph", "--format", "mermaid"], ["task", "list", "--json"], ["task", "history", id, "--json"], ["task", "resume", "--json"],
            ["session", "list"], ["context", "list"], ["context", "get", "key_decisions"], ["task", "complete", id], ["task", "history"],
        ])
        {
            string output = (await cli.SucceedAsync(command)).Output;
            Assert.DoesNotContain(output.Replace("\n", "", StringComparison.Ordinal).EnumerateRunes(), Daybook.Cli.Output.TerminalText.IsHarmful);
        }
    }

    /// <summary>1 pending, 2 a part of 1 and urgent, 3 in progress, 4 blocked by 3 and by the failed 5.</summary>
    private static async Task<CliRun> FilledAsync()
    {
        CliRun cli = new CliRun().Steady();
        var clock = (ManualClock)cli.Ports.Time;
        string five = await cli.CreateAsync("task 5");
        clock.Advance(TimeSpan.FromSeconds(1));
        string three = await cli.CreateAsync("task 3");
        clock.Advance(TimeSpan.FromSeconds(1));
        await cli.CreateAsync("task 4", "--depends-on", three, "--depends-on", five, "--priority", "0", "--tag", "db");
        clock.Advance(TimeSpan.FromSeconds(1));
        string one = await cli.CreateAsync("task 1", "--tag", "db");
        clock.Advance(TimeSpan.FromSeconds(1));
        await cli.CreateAsync("task 2", "--parent", one, "--priority", "1");
        await cli.SucceedAsync("task", "start", five);
        await cli.SucceedAsync("task", "fail", five, "--reason", "no way");
        cli.Set("DAYBOOK_AGENT", "codex-7");
        await cli.SucceedAsync("task", "start", three);
        cli.Set("DAYBOOK_AGENT", "tester@here");
        return cli;
    }
}
