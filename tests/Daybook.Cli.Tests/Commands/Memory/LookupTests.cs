using System.Text.Json;
using Daybook.Testing;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Memory;

/// <summary>query, list, show, status.</summary>
public sealed class LookupTests
{
    [Fact]
    public async Task A_query_finds_the_gravest_first()
    {
        using CliRun cli = await FilledAsync();
        Snapshot.Match((await cli.RunAsync("memory", "query", "--path", "src/db.cs")).Everything);
    }

    [Fact]
    public async Task A_query_in_json_is_a_listing()
    {
        using CliRun cli = await FilledAsync();
        Snapshot.Match((await cli.RunAsync("memory", "query", "--path", "src/db.cs", "--limit", "1", "--json")).Everything);
    }

    [Fact]
    public async Task A_record_is_shown_with_everything()
    {
        using CliRun cli = await FilledAsync();
        Snapshot.Match((await cli.RunAsync("memory", "show", "rec-1")).Everything);
    }

    [Fact]
    public async Task A_query_without_a_condition_is_a_usage_error()
    {
        using CliRun cli = await FilledAsync();
        foreach (string[] conditions in (string[][])[[], ["--repo", "acme/web"], ["--path", " "], ["--text", ""]])
        {
            CliResult result = await cli.RunAsync(["memory", "query", .. conditions, "--json"]);
            Assert.Equal((2, "usage"), (result.ExitCode, result.ErrorJson.GetProperty("code").GetString()));
        }
    }

    [Theory]
    [InlineData("rec-1", "--fingerprint", "db:pool")]
    [InlineData("rec-1", "--sha", "4f2a9c1")]
    [InlineData("rec-1", "--pr", "7")]
    [InlineData("rec-1", "--text", "POOL exhausted")]
    [InlineData("rec-2", "--path", "src", "--type", "decision")]
    [InlineData("rec-1", "--path", "src", "--severity", "fatal")]
    [InlineData("rec-1", "--path", "src", "--repo", "acme/web")]
    [InlineData("rec-1", "--path", "src", "--since", "2026-11-01T00:00:00Z")]
    [InlineData("", "--path", "src", "--since", "2026-11-02")]
    [InlineData("", "--path", "docs")]
    public async Task Conditions_and_filters_choose(string found, params string[] options)
    {
        using CliRun cli = await FilledAsync();
        CliResult result = await cli.RunAsync(["memory", "query", .. options, "--quiet", "--limit", "1"]);
        Assert.Equal((0, found), (result.ExitCode, result.Output.Trim()));
    }

    [Fact]
    public async Task Nothing_found_is_success_and_said_in_words()
    {
        using CliRun cli = await FilledAsync();
        CliResult result = await cli.RunAsync("memory", "query", "--path", "docs");
        Assert.Equal((0, "", "Nothing matches.\n"), (result.ExitCode, result.Output, result.Error));
        Assert.Empty((await cli.RunAsync("memory", "query", "--path", "docs", "--json")).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Pages_follow_each_other()
    {
        using CliRun cli = await FilledAsync();
        var ids = new List<string>();
        string[] cursor = [];
        do
        {
            JsonElement page = (await cli.RunAsync(["memory", "list", "--limit", "1", "--json", .. cursor])).Json;
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(record => record.GetProperty("id").GetString()!));
            cursor = page.TryGetProperty("next_cursor", out JsonElement next) ? ["--cursor", next.GetString()!] : [];
        }
        while (cursor.Length > 0);
        Assert.Equal(["rec-1", "rec-2", "rec-3"], ids.Order());
    }

    [Theory]
    [InlineData("--limit", "0")]
    [InlineData("--limit", "1001")]
    [InlineData("--limit", "few")]
    [InlineData("--cursor", "nonsense")]
    public async Task A_page_that_cannot_be_is_a_usage_error(string option, string value)
    {
        using CliRun cli = await FilledAsync();
        Assert.Equal(2, (await cli.RunAsync("memory", "list", option, value)).ExitCode);
    }

    [Fact]
    public async Task An_ambiguous_prefix_lists_the_candidates()
    {
        using CliRun cli = await FilledAsync();
        CliResult json = await cli.RunAsync("memory", "show", "rec-", "--json");
        Assert.Equal((4, "conflict"), (json.ExitCode, json.ErrorJson.GetProperty("code").GetString()));
        Assert.Equal("[\"rec-1\",\"rec-2\",\"rec-3\"]", json.ErrorJson.GetProperty("candidates").GetRawText());
        Assert.EndsWith("  rec-1\n  rec-2\n  rec-3\n", (await cli.RunAsync("memory", "show", "rec-")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing-like-it", 3)]
    [InlineData("rec", 3)]
    [InlineData("../x", 2)]
    public async Task An_id_that_is_not_there_is_not_found(string id, int exitCode)
    {
        using CliRun cli = await FilledAsync();
        Assert.Equal(exitCode, (await cli.RunAsync("memory", "show", id)).ExitCode);
    }

    [Fact]
    public async Task Damaged_lines_are_told_and_hide_nothing()
    {
        using CliRun cli = await FilledAsync();
        await File.AppendAllTextAsync(cli.Log, "garbage\n", TestContext.Current.CancellationToken);
        JsonElement query = (await cli.RunAsync("memory", "query", "--path", "src", "--json")).Json;
        JsonElement problem = query.GetProperty("problems")[0];
        Assert.Equal(["path", "line", "offset", "reason"], problem.EnumerateObject().Select(member => member.Name));
        Assert.Contains("1 line skipped or doubted", (await cli.RunAsync("memory", "query", "--path", "src")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_text_is_exact_in_json_and_harmless_as_text()
    {
        using var cli = new CliRun();
        const string Hostile = "\u001b]0;x\u0007 \u009b2J \u202e \u2028 \u200b \U000e0041 end\nsecond";
        await cli.RunAsync("memory", "add", "--type", Hostile, "--id", "evil", "--title", Hostile, "--path", Hostile, "--metadata", "k\u001b=" + Hostile);
        JsonElement record = (await cli.RunAsync("memory", "show", "evil", "--json")).Json;
        Assert.Equal(Hostile, record.GetProperty("title").GetString());
        Assert.Equal(Hostile, record.GetProperty("metadata").GetProperty("k\u001b").GetString());
        foreach (string[] command in (string[][])[["list"], ["show", "evil"], ["list", "--json"], ["query", "--text", "second"]])
        {
            string output = (await cli.RunAsync(["memory", .. command])).Output;
            Assert.Contains("end", output, StringComparison.Ordinal);
            Assert.DoesNotContain(output.Replace("\n", "", StringComparison.Ordinal).EnumerateRunes(), Daybook.Cli.Output.TerminalText.IsHarmful);
        }
    }

    [Fact]
    public async Task Reading_where_there_is_no_store_answers_as_an_empty_one_and_creates_nothing()
    {
        using var cli = new CliRun();
        CliResult listed = await cli.RunAsync("memory", "list");
        Assert.Equal((0, "", "Memory is empty.\n"), (listed.ExitCode, listed.Output, listed.Error));
        Assert.Equal(3, (await cli.RunAsync("memory", "show", "abcd")).ExitCode);
        Assert.Equal(0, (await cli.RunAsync("memory", "status", "--json")).Json.GetProperty("records").GetInt32());
        Assert.Equal([".git"], Directory.GetFileSystemEntries(cli.WorkingDirectory).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Status_tells_where_memory_is_and_how_much_it_holds()
    {
        using CliRun cli = await FilledAsync();
        long bytes = new FileInfo(cli.Log).Length;
        Assert.Equal(
            $"{{\"enabled\":true,\"records\":3,\"retention_days\":90,\"path\":\"/root/work/.daybook/memory/memory.jsonl\",\"bytes\":{bytes}}}\n",
            (await cli.RunAsync("memory", "status", "--json")).Output);
        Assert.Contains("3 within 90 days", (await cli.RunAsync("memory", "status")).Output, StringComparison.Ordinal);
    }

    private static async Task<CliRun> FilledAsync()
    {
        CliRun cli = new CliRun().Steady();
        const string Records =
            """
            {"type":"incident","id":"rec-1","severity":"critical","title":"Pool exhausted","repo":"acme/web","pr_number":7,"sha":"4f2a9c1d","fingerprint":"db:pool","summary":"All 20 in use.\nSince 11:58.","paths":["src/db.cs","src/pool.cs","src/a.cs","src/b.cs"],"links":[{"url":"https://x/1","type":"issue"}],"metadata":{"count":3}}
            {"type":"decision","id":"rec-2","title":"One connection per request","paths":["src/db.cs"]}
            {"type":"note","id":"rec-3","summary":"No title here\nbut two lines","paths":["README.md"]}
            """;
        Assert.Equal(0, (await cli.RunWithTextAsync(Records, "memory", "add", "--from-json", "-")).ExitCode);
        return cli;
    }
}
