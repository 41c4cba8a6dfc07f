using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Setup;

/// <summary>What people did to the entries of setup since it wrote them.</summary>
public sealed class SetupEditedTests
{
    private const string Settings = ".claude/settings.json";

    [Fact]
    public async Task A_command_beside_ours_leaves_ours_current_and_another_version_moves_ours_out()
    {
        using CliRun cli = ProjectFiles.Open();
        await cli.SucceedAsync("setup", "claude");
        Change(cli, Settings, root => root["hooks"]!["Stop"]![0]!["hooks"]!.AsArray().Add(Mine()));
        string shared = cli.Get(Settings);

        Assert.Equal(["current", "current", "current"], States(await cli.SucceedAsync("setup", "claude", "--check", "--json")));
        await cli.SucceedAsync("setup", "claude");
        Assert.Equal(shared, cli.Get(Settings));
        cli.WithoutDaybook();
        await cli.SucceedAsync("setup", "claude");

        JsonArray stop = JsonNode.Parse(cli.Get(Settings))!["hooks"]!["Stop"]!.AsArray();
        Assert.Equal("mine", Assert.Single(stop[0]!["hooks"]!.AsArray())!["command"]!.GetValue<string>());
        Assert.Contains("Daybook.Cli.dll hook claude stop --mark", Assert.Single(stop[1]!["hooks"]!.AsArray())!["command"]!.GetValue<string>(), StringComparison.Ordinal);
        await cli.SucceedAsync("setup", "claude", "--check");
    }

    [Theory]
    [InlineData("Stop", "SubagentStop")]
    [InlineData("SessionStart", "Started")]
    public async Task A_hook_under_another_event_comes_back_under_its_own_and_removing_leaves_nothing(string name, string other)
    {
        using CliRun cli = ProjectFiles.Open();
        string before = cli.All();
        await cli.SucceedAsync("setup", "claude");
        Change(cli, Settings, root =>
        {
            JsonNode hook = root["hooks"]![name]!;
            root["hooks"]!.AsObject().Remove(name);
            root["hooks"]![other] = hook;
        });

        Assert.Equal("stale", States(await cli.RunAsync("setup", "claude", "--check", "--json")).First());
        await cli.SucceedAsync("setup", "claude");

        JsonObject hooks = JsonNode.Parse(cli.Get(Settings))!["hooks"]!.AsObject();
        Assert.True(hooks.ContainsKey(name) && !hooks.ContainsKey(other));
        await cli.SucceedAsync("setup", "claude", "--check");
        await cli.SucceedAsync("setup", "claude", "--remove");
        Assert.Equal(before, cli.All());
    }

    [Fact]
    public async Task Hooks_of_OpenHands_move_into_the_member_that_somebody_added()
    {
        using CliRun cli = ProjectFiles.Open();
        await cli.SucceedAsync("setup", "openhands");
        Change(cli, ".openhands/hooks.json", root => root["hooks"] = new JsonObject { ["PreToolUse"] = new JsonArray() });

        await cli.SucceedAsync("setup", "openhands");

        JsonObject root = JsonNode.Parse(cli.Get(".openhands/hooks.json"))!.AsObject();
        Assert.Equal("hooks", Assert.Single(root).Key);
        Assert.Equal(["PreToolUse", "session_start", "post_tool_use", "stop", "session_end"], root["hooks"]!.AsObject().Select(member => member.Key));
        await cli.SucceedAsync("setup", "openhands", "--check");
        await cli.SucceedAsync("setup", "openhands", "--remove");
        Assert.Equal("{\"hooks\":{\"PreToolUse\":[]}}", JsonNode.Parse(cli.Get(".openhands/hooks.json"))!.ToJsonString());
    }

    [Fact]
    public async Task What_somebody_added_to_our_entries_is_left_alone_and_told()
    {
        using CliRun cli = ProjectFiles.Open();
        string before = cli.All();
        await cli.SucceedAsync("setup", "claude");
        Change(cli, Settings, root => root["hooks"]!["Stop"]![0]!["hooks"]![0]!["timeout"] = 5);
        Change(cli, ".mcp.json", root => root["mcpServers"]!["daybook"]!["env"]!["DAYBOOK_STORE"] = "/srv/x");
        cli.Put("CLAUDE.md", cli.Get("CLAUDE.md").Replace("- Stored", "- My own line\n- Stored", StringComparison.Ordinal));
        string edited = cli.All();

        CliResult again = await cli.SucceedAsync("setup", "claude");

        Assert.Equal(edited, cli.All());
        Assert.Equal(3, again.Error.Split("changed by hand").Length - 1);
        Assert.Equal(["theirs", "theirs", "theirs"], States(await cli.SucceedAsync("setup", "claude", "--check", "--json")));

        // Another version renews what nobody touched, and only that.
        cli.WithoutDaybook();
        Assert.Contains("hooks in /root/work/.claude/settings.json was changed by hand", (await cli.SucceedAsync("setup", "claude")).Error, StringComparison.Ordinal);
        string hooks = cli.Get(Settings);
        Assert.Equal((4, true), (hooks.Split("Daybook.Cli.dll hook claude").Length - 1, hooks.Contains("\"daybook hook claude stop --mark", StringComparison.Ordinal)));
        Assert.Contains("/srv/x", cli.Get(".mcp.json"), StringComparison.Ordinal);
        await cli.SucceedAsync("setup", "claude", "--remove");
        Assert.Equal(before, cli.All());
    }

    [Fact]
    public async Task A_second_harness_joins_instructions_that_somebody_has_changed()
    {
        using CliRun cli = ProjectFiles.Open();
        await cli.SucceedAsync("setup", "codex");
        cli.Put("AGENTS.md", cli.Get("AGENTS.md").Replace("- Stored", "- My own line\n- Stored", StringComparison.Ordinal));
        await cli.SucceedAsync("setup", "openhands");
        Assert.Contains("daybook:begin codex,openhands ", cli.Get("AGENTS.md"), StringComparison.Ordinal);
        Assert.Contains("- My own line", cli.Get("AGENTS.md"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# Own\n", "# Own\n")]
    [InlineData(null, null)]
    public async Task Instructions_move_along_when_the_stub_that_imported_them_is_one_no_more(string? now, string? left)
    {
        using CliRun cli = ProjectFiles.Open();
        cli.Put("CLAUDE.md", "@AGENTS.md\n");
        await cli.SucceedAsync("setup", "claude");
        await cli.SucceedAsync("setup", "codex");
        File.Delete(Path.Combine(cli.WorkingDirectory, "CLAUDE.md"));
        if (now is not null)
        {
            cli.Put("CLAUDE.md", now);
        }

        Assert.Equal(["current", "current", "missing", "stale"], States(await cli.RunAsync("setup", "claude", "--check", "--json")));
        await cli.SucceedAsync("setup", "claude");

        Assert.Contains("daybook:begin claude ", cli.Get("CLAUDE.md"), StringComparison.Ordinal);
        Assert.Contains("daybook:begin codex ", cli.Get("AGENTS.md"), StringComparison.Ordinal);
        await cli.SucceedAsync("setup", "claude", "--check");
        await cli.SucceedAsync("setup", "claude", "--remove");
        Assert.Equal(left, File.Exists(Path.Combine(cli.WorkingDirectory, "CLAUDE.md")) ? cli.Get("CLAUDE.md") : null);
    }

    [Fact]
    public async Task Instructions_that_a_stub_has_left_behind_are_removed_too()
    {
        using CliRun cli = ProjectFiles.Open();
        cli.Put("CLAUDE.md", "@AGENTS.md\n");
        await cli.SucceedAsync("setup", "claude");
        cli.Put("CLAUDE.md", "# Own\n");
        await cli.SucceedAsync("setup", "claude", "--remove");
        Assert.False(File.Exists(Path.Combine(cli.WorkingDirectory, "AGENTS.md")));
        Assert.Equal("# Own\n", cli.Get("CLAUDE.md"));
    }

    [Fact]
    public async Task What_somebody_added_to_our_table_leaves_it_ours_and_is_not_left_behind_alone()
    {
        using CliRun cli = ProjectFiles.Open();
        string before = cli.All();
        await cli.SucceedAsync("setup", "codex");
        string written = cli.Get(".codex/config.toml");
        cli.Put(".codex/config.toml", written + "\n[mcp_servers.daybook.env]\nX = \"1\"\n");

        await cli.SucceedAsync("setup", "codex", "--check");
        Assert.Equal(["current", "current", "current"], States(await cli.SucceedAsync("setup", "codex", "--json")));
        CliResult refused = await cli.RefusedAsync(2, "setup", "codex", "--remove", "--json");

        Assert.Equal(written.Split('\n').Length + 1, refused.ErrorJson.GetProperty("line").GetInt32());
        cli.Put(".codex/config.toml", written);
        await cli.SucceedAsync("setup", "codex", "--remove");
        Assert.Equal(before, cli.All());
    }

    private static JsonObject Mine() => new() { ["type"] = "command", ["command"] = "mine" };

    private static void Change(CliRun cli, string name, Action<JsonObject> change)
    {
        JsonObject root = JsonNode.Parse(cli.Get(name))!.AsObject();
        change(root);
        cli.Put(name, root.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n");
    }

    private static IEnumerable<string?> States(CliResult result) => result.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("state").GetString());
}
