using System.Text.Json;
using Daybook.Cli.Harnesses;
using Daybook.Cli.Tests.Commands.Hooks;
using Daybook.Testing;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Setup;

public sealed class SetupCommandTests
{
    public static TheoryData<string> Harnesses => [.. Payloads.Harnesses];

    [Fact]
    public async Task Each_harness_gets_the_approved_files()
    {
        string files = "";
        foreach (string harness in Payloads.Harnesses)
        {
            using CliRun cli = ProjectFiles.Open();
            files += $"==== {harness}\n{(await cli.SucceedAsync("setup", harness)).Everything}";
            foreach (JsonElement item in (await cli.SucceedAsync("setup", harness, "--check", "--json")).Json.GetProperty("items").EnumerateArray())
            {
                string path = item.GetProperty("path").GetString()!;
                files += $"---- {path}\n{await File.ReadAllTextAsync(path.Replace("/root", cli.Root, StringComparison.Ordinal), TestContext.Current.CancellationToken)}";
            }
        }

        Snapshot.Match(files);
    }

    [Theory]
    [MemberData(nameof(Harnesses))]
    public async Task Twice_is_once_and_removing_leaves_nothing(string harness)
    {
        using CliRun cli = ProjectFiles.Open();
        string before = cli.All();
        Assert.Equal(1, (await cli.RunAsync("setup", harness, "--check")).ExitCode);
        await cli.SucceedAsync("setup", harness, "--print");
        Assert.Equal(before, cli.All());
        await cli.SucceedAsync("setup", harness);
        (string Files, string Times) once = (cli.All(), cli.Times());

        CliResult again = await cli.SucceedAsync("setup", harness, "--json");

        Assert.Equal(once, (cli.All(), cli.Times()));
        Assert.All(again.Json.GetProperty("items").EnumerateArray(), item => Assert.Equal("unchanged", item.GetProperty("action").GetString()));
        Assert.All(States(again), state => Assert.Equal("current", state));
        await cli.SucceedAsync("setup", harness, "--check");
        await cli.SucceedAsync("setup", harness, "--remove");
        Assert.Equal(before, cli.All());
        await cli.SucceedAsync("setup", harness, "--remove");
        Assert.Equal(before, cli.All());
    }

    [Fact]
    public async Task All_harnesses_live_in_one_project_and_leave_it_in_any_order()
    {
        using CliRun cli = ProjectFiles.Open();
        cli.Put("CLAUDE.md", "@AGENTS.md\n");
        cli.Put("AGENTS.md", "# Rules\n\nBe kind.");
        string before = cli.All();
        foreach (string harness in Payloads.Harnesses)
        {
            await cli.SucceedAsync("setup", harness);
        }

        Assert.Contains("<!-- daybook:begin claude,codex,openhands ", cli.Get("AGENTS.md"), StringComparison.Ordinal);
        Assert.Equal("@AGENTS.md\n", cli.Get("CLAUDE.md"));
        foreach (string harness in (string[])["openhands", "claude", "cursor", "codex", "copilot"])
        {
            await cli.SucceedAsync("setup", harness, "--check");
            await cli.SucceedAsync("setup", harness, "--remove");
        }

        Assert.Equal(before, cli.All());
    }

    [Fact]
    public async Task Other_hooks_comments_tabs_and_line_ends_stay_as_they_are()
    {
        using CliRun cli = ProjectFiles.Open();
        const string settings = "{\r\n\t// mine\r\n\t\"model\": \"opus\", /* why */\r\n\t\"hooks\": {\r\n\t\t\"Stop\": [\r\n\t\t\t{ \"hooks\": [{ \"type\": \"command\", \"command\": \"say done\" }] }, // last\r\n\t\t],\r\n\t},\r\n}";
        cli.Put(".claude/settings.json", settings);
        cli.Put(".mcp.json", [0xEF, 0xBB, 0xBF, .. "{\"mcpServers\":{\"other\":{\"command\":\"x\"}}}"u8]);
        cli.Put("CLAUDE.md", "# Mine\r\n\r\n```\r\n@AGENTS.md\r\n<!-- daybook:begin claude 00000000-0 -->\r\n```\r\nend");
        string before = cli.All();

        await cli.SucceedAsync("setup", "claude");

        string written = cli.Get(".claude/settings.json");
        Assert.All(settings.Split("\r\n"), line => Assert.Contains(line, written, StringComparison.Ordinal));
        Assert.DoesNotContain("\n", written.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("\n  ", written, StringComparison.Ordinal);
        Assert.StartsWith("\uFEFF{\"mcpServers\":{\"other\":{\"command\":\"x\"}, \"daybook\": {", cli.Get(".mcp.json"), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(cli.WorkingDirectory, "AGENTS.md")));
        await cli.SucceedAsync("setup", "claude", "--check");
        await cli.SucceedAsync("setup", "claude", "--remove");
        Assert.Equal(before, cli.All());
    }

    [Fact]
    public async Task An_entry_of_another_version_is_stale_and_renewed_in_its_place()
    {
        using CliRun cli = ProjectFiles.Open();
        cli.Put(".claude/settings.json", "{\n  \"hooks\": {}\n}\n");
        await cli.SucceedAsync("setup", "claude");
        string current = cli.Get(".claude/settings.json");
        string path = cli.WithoutDaybook();
        await cli.SucceedAsync("setup", "claude");
        cli.Set("PATH", path);
        const string content = "## Of another version";
        cli.Put("CLAUDE.md", $"<!-- daybook:begin claude {SetupMark.Of(content, 0, 0)} -->\n{content}\n<!-- daybook:end -->\nMine.\n");

        CliResult check = await cli.RunAsync("setup", "claude", "--check", "--json");

        Assert.Equal(1, check.ExitCode);
        Assert.Equal(["stale", "stale", "stale"], States(check));
        await cli.SucceedAsync("setup", "claude");
        Assert.Equal(current, cli.Get(".claude/settings.json"));
        await cli.SucceedAsync("setup", "claude", "--remove");
        Assert.Equal(("{\n  \"hooks\": {}\n}\n", "Mine.\n"), (cli.Get(".claude/settings.json"), cli.Get("CLAUDE.md")));
    }

    [Fact]
    public async Task What_a_formatter_made_of_it_is_still_current()
    {
        using CliRun cli = ProjectFiles.Open();
        await cli.SucceedAsync("setup", "claude");
        cli.Put(".claude/settings.json", JsonSerializer.Serialize(JsonElement.Parse(cli.Get(".claude/settings.json"))));
        await cli.SucceedAsync("setup", "claude", "--check");
    }

    [Fact]
    public async Task A_server_that_somebody_else_wrote_is_left_alone()
    {
        using CliRun cli = ProjectFiles.Open();
        cli.Put(".mcp.json", "{\"mcpServers\":{\"daybook\":{\"command\":\"/my/daybook\"}}}");
        cli.Put(".codex/config.toml", "[mcp_servers.daybook]\ncommand = \"/my/daybook\"\n");
        string before = cli.Get(".mcp.json") + cli.Get(".codex/config.toml");
        foreach (string harness in (string[])["claude", "codex"])
        {
            Assert.Contains("setup did not write", (await cli.SucceedAsync("setup", harness)).Error, StringComparison.Ordinal);
            await cli.SucceedAsync("setup", harness, "--check");
            await cli.SucceedAsync("setup", harness, "--remove");
        }

        Assert.Equal(before, cli.Get(".mcp.json") + cli.Get(".codex/config.toml"));
    }

    [Theory]
    [InlineData("claude", ".claude/settings.json", "")]
    [InlineData("claude", ".mcp.json", "\r\n  ")]
    [InlineData("cursor", ".cursor/hooks.json", "\n\n")]
    [InlineData("openhands", ".openhands/hooks.json", " ")]
    public async Task A_blank_file_is_filled_and_becomes_blank_again(string harness, string file, string text)
    {
        using CliRun cli = ProjectFiles.Open();
        cli.Put(file, text);
        string before = cli.All();

        await cli.SucceedAsync("setup", harness);

        Assert.Equal(JsonValueKind.Object, JsonElement.Parse(cli.Get(file)).ValueKind);
        await cli.SucceedAsync("setup", harness, "--check");
        await cli.SucceedAsync("setup", harness, "--remove");
        Assert.Equal(before, cli.All());
    }

    [Theory]
    [InlineData("claude", ".claude/settings.json", "{\n  \"a\": 1,\n  nonsense\n}", 3)]
    [InlineData("claude", ".claude/settings.json", "[]", 1)]
    [InlineData("claude", ".claude/settings.json", "{\n\"hooks\": null}", 2)]
    [InlineData("claude", ".claude/settings.json", "{\"hooks\":\n{\"Stop\": {}}}", 2)]
    [InlineData("claude", ".claude/settings.json", "{\"a\":1,\n\"a\":2}", 2)]
    [InlineData("claude", ".mcp.json", "{\"mcpServers\": {} } x", 1)]
    [InlineData("claude", ".mcp.json", "{ /* open", 1)]
    [InlineData("claude", "CLAUDE.md", "a\n<!-- daybook:begin claude 00000000-0 -->\nb\n", 2)]
    [InlineData("codex", ".codex/config.toml", "a = 1\nb = [1,\n\"x]\n", 3)]
    [InlineData("codex", ".codex/config.toml", "mcp_servers = { x = { command = \"y\" } }\n", 1)]
    [InlineData("codex", ".codex/config.toml", "a = \"\"\"\nb\n", 1)]
    [InlineData("codex", ".codex/config.toml", "a\n", 1)]
    public async Task A_file_that_cannot_be_understood_is_named_with_its_line_and_nothing_is_written(string harness, string file, string text, int line)
    {
        using CliRun cli = ProjectFiles.Open();
        cli.Put(file, text);
        CliResult result = await cli.RefusedAsync(2, "setup", harness, "--json");
        Assert.Equal(line, result.ErrorJson.GetProperty("line").GetInt32());
        Assert.EndsWith(file, result.ErrorJson.GetProperty("path").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain($"line {line}", result.ErrorJson.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_written_through_a_link()
    {
        using CliRun cli = ProjectFiles.Open();
        string elsewhere = Path.Combine(cli.Root, "elsewhere");
        Directory.CreateDirectory(elsewhere);
        await File.WriteAllTextAsync(Path.Combine(elsewhere, "AGENTS.md"), "# Mine\n", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(Path.Combine(cli.WorkingDirectory, "CLAUDE.md"), Path.Combine(elsewhere, "AGENTS.md"));
        Directory.CreateSymbolicLink(Path.Combine(cli.WorkingDirectory, ".codex"), elsewhere);

        CliResult refused = await cli.RefusedAsync(2, "setup", "claude");
        Assert.Contains("CLAUDE.md is a symbolic link", refused.Error, StringComparison.Ordinal);
        Assert.Contains("or by a file that says @AGENTS.md", refused.Error, StringComparison.Ordinal);
        Assert.Contains(".codex is a symbolic link", (await cli.RefusedAsync(2, "setup", "codex")).Error, StringComparison.Ordinal);

        Assert.Equal(["AGENTS.md"], Directory.GetFileSystemEntries(elsewhere).Select(Path.GetFileName));
        Assert.Equal("# Mine\n", await File.ReadAllTextAsync(Path.Combine(elsewhere, "AGENTS.md"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Where_daybook_is_not_on_the_PATH_the_program_itself_is_written_and_a_note_says_so()
    {
        using CliRun cli = ProjectFiles.Open();
        await cli.SucceedAsync("setup", "copilot");
        cli.Set("PATH", "/nowhere");

        Assert.Equal(1, (await cli.RunAsync("setup", "copilot", "--check")).ExitCode);
        CliResult result = await cli.SucceedAsync("setup", "copilot");

        Assert.Contains("note: daybook is not on the PATH", result.Error, StringComparison.Ordinal);
        Assert.Contains("Daybook.Cli.dll hook copilot stop --mark ", cli.Get(".github/hooks/daybook.json"), StringComparison.Ordinal);
        await cli.SucceedAsync("setup", "copilot", "--remove");
        Assert.False(Directory.Exists(Path.Combine(cli.WorkingDirectory, ".github")));
    }

    [Fact]
    public async Task OpenHands_keeps_the_spelling_that_its_file_has()
    {
        using CliRun cli = ProjectFiles.Open();
        cli.Put(".openhands/hooks.json", "{\"hooks\":{\"Stop\":[]}}");
        string before = cli.All();
        await cli.SucceedAsync("setup", "openhands");
        JsonElement hooks = JsonElement.Parse(cli.Get(".openhands/hooks.json")).GetProperty("hooks");
        Assert.Equal(["Stop", "session_start", "post_tool_use", "session_end"], hooks.EnumerateObject().Select(member => member.Name));
        await cli.SucceedAsync("setup", "openhands", "--remove");
        Assert.Equal(before, cli.All());
    }

    [Fact]
    public async Task Hooks_that_somebody_put_beside_ours_stay_when_ours_go()
    {
        using CliRun cli = ProjectFiles.Open();
        await cli.SucceedAsync("setup", "claude");
        string written = cli.Get(".claude/settings.json");
        int stop = written.IndexOf("\"Stop\"", StringComparison.Ordinal);
        int list = written.IndexOf("\"hooks\": [", stop, StringComparison.Ordinal) + "\"hooks\": [".Length;
        cli.Put(".claude/settings.json", written.Insert(list, "{\"type\":\"command\",\"command\":\"mine\"},"));

        await cli.SucceedAsync("setup", "claude", "--remove");

        JsonElement left = JsonElement.Parse(cli.Get(".claude/settings.json"));
        Assert.Equal("{\"hooks\":{\"Stop\":[{\"hooks\":[{\"type\":\"command\",\"command\":\"mine\"}]}]}}", JsonSerializer.Serialize(left));
    }

    private static IEnumerable<string?> States(CliResult result) => result.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("state").GetString());

    [Fact]
    public async Task A_check_that_fails_says_so_as_doctor_does()
    {
        using var cli = new CliRun();
        CliResult refused = await cli.RunAsync("setup", "claude", "--check", "--json");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("\"code\":\"check_failed\"", refused.Error, StringComparison.Ordinal);
        Assert.NotEmpty(States(refused));
    }
}
