using Xunit;

namespace Daybook.Cli.Tests.Commands;

public sealed class InitCommandTests
{
    [Fact]
    public async Task It_creates_a_store_and_says_so_once()
    {
        using var cli = new CliRun();
        CliResult first = await cli.RunAsync("init");
        Assert.Equal("Created a store at /root/work/.daybook\n", first.Output);
        Assert.Contains("git clean -fdx", first.Error, StringComparison.Ordinal);
        CliResult second = await cli.RunAsync("init");
        Assert.Equal((0, "The store is at /root/work/.daybook\n", ""), (second.ExitCode, second.Output, second.Error));
    }

    [Fact]
    public async Task In_json_it_tells_where_and_whether()
    {
        using var cli = new CliRun();
        Assert.Equal("{\"path\":\"/root/work/.daybook\",\"created\":true,\"adopted\":[]}\n", (await cli.RunAsync("init", "--json")).Output);
        Assert.Equal("{\"path\":\"/root/work/.daybook\",\"created\":false,\"adopted\":[]}\n", (await cli.RunAsync("init", "--json")).Output);
    }

    [Theory]
    [InlineData("repo", "/root/work/.daybook")]
    [InlineData("git", "/root/work/.git/daybook")]
    public async Task The_location_can_be_chosen(string location, string path)
    {
        using var cli = new CliRun();
        Assert.Equal(path + "\n", (await cli.RunAsync("init", "--location", location, "--quiet")).Output);
        Assert.Equal(path + "\n", (await cli.RunAsync("where", "--quiet")).Output);
    }

    [Fact]
    public async Task A_store_among_the_users_state_is_found_again()
    {
        using var cli = new CliRun();
        string created = (await cli.RunAsync("init", "--location", "home", "--quiet")).Output;
        Assert.StartsWith("/root/home/.local/state/daybook/work-", created, StringComparison.Ordinal);
        CliResult found = await cli.RunAsync("where", "--json");
        Assert.Equal("state_home", found.Json.GetProperty("found_by").GetString());
    }

    [Fact]
    public async Task An_unknown_location_is_a_usage_error()
    {
        using var cli = new CliRun();
        CliResult result = await cli.RunAsync("init", "--location", "moon");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--location moon is none of repo, git, home", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_folder_that_store_names_is_made_a_store()
    {
        using var cli = new CliRun(isGit: false);
        Assert.Equal(0, (await cli.RunAsync("init", "--store", "elsewhere")).ExitCode);
        Assert.True(File.Exists(Path.Combine(cli.WorkingDirectory, "elsewhere", "daybook.json")));
    }

    [Fact]
    public async Task It_adopts_what_another_system_left_and_says_what_it_uses()
    {
        using var cli = new CliRun();
        string state = Path.Combine(cli.WorkingDirectory, ".booty", "state");
        CliResult nothing = await cli.RunAsync("init", "--adopt", "--json");
        Assert.Equal((0, 0), (nothing.ExitCode, nothing.Json.GetProperty("adopted").GetArrayLength()));
        Assert.Contains("nothing to adopt", nothing.Error, StringComparison.Ordinal);

        Directory.CreateDirectory(state);
        await File.WriteAllTextAsync(
            Path.Combine(state, "memory.jsonl"), "{\"type\": \"incident\", \"id\": \"theirs\"}\n", TestContext.Current.CancellationToken);
        const string Answer = "{\"path\":\"/root/work/.daybook\",\"created\":false,\"adopted\":[\"/root/work/.booty/state\"]}\n";
        Assert.Equal(Answer, (await cli.RunAsync("init", "--adopt", "--json")).Output);
        Assert.Equal(Answer, (await cli.RunAsync("init", "--adopt", "--json")).Output);
        Assert.Equal("The store is at /root/work/.daybook\nIt uses /root/work/.booty/state\n", (await cli.RunAsync("init")).Output);
        Assert.Equal("theirs\n", (await cli.RunAsync("memory", "show", "theirs", "--quiet")).Output);

        Directory.Delete(state, recursive: true);
        CliResult gone = await cli.RunAsync("remember", "x", "--json");
        Assert.Equal((3, "not_found"), (gone.ExitCode, gone.ErrorJson.GetProperty("code").GetString()));
        Assert.Equal(0, (await cli.RunAsync("status")).ExitCode);
    }

    [Fact]
    public async Task It_lets_git_track_memory_and_says_what_is_left_to_do()
    {
        using var cli = new CliRun();
        CliResult tracked = await cli.RunAsync("init", "--track", "memory");
        Assert.Equal(0, tracked.ExitCode);
        Assert.Contains("git add .daybook", tracked.Error, StringComparison.Ordinal);
        Assert.Contains("merge=union", await File.ReadAllTextAsync(Path.Combine(cli.Store, ".gitattributes"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--track", "tasks")]
    [InlineData("--track", "memory", "--location", "git")]
    [InlineData("--track", "memory", "--location", "home")]
    public async Task What_cannot_be_tracked_is_a_usage_error(params string[] options)
    {
        using var cli = new CliRun();
        CliResult refused = await cli.RunAsync(["init", .. options, "--json"]);
        Assert.Equal((2, "usage"), (refused.ExitCode, refused.ErrorJson.GetProperty("code").GetString()));
        Assert.Equal(3, (await cli.RunAsync("where")).ExitCode);
    }

    [Fact]
    public async Task In_a_fresh_clone_tracked_memory_is_read_once_and_the_first_write_goes_on_with_it()
    {
        using var cli = new CliRun();
        await cli.RunAsync("init", "--track", "memory");
        await cli.RunAsync("remember", "one");
        await File.AppendAllTextAsync(
            cli.Log, await File.ReadAllTextAsync(cli.Log, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        File.Delete(Path.Combine(cli.Store, "daybook.json"));
        Directory.Delete(Path.Combine(cli.Store, "locks"), recursive: true);

        Assert.Single((await cli.RunAsync("memory", "list", "--quiet")).Lines);
        Assert.Equal(["memory"], Directory.GetDirectories(cli.Store).Select(Path.GetFileName));
        Assert.Contains("created a store", (await cli.RunAsync("remember", "two")).Error, StringComparison.Ordinal);
        Assert.Equal(2, (await cli.RunAsync("memory", "list", "--quiet")).Lines.Length);
        Assert.Contains("\"track\"", await File.ReadAllTextAsync(Path.Combine(cli.Store, "daybook.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("git")]
    [InlineData("home")]
    public async Task A_store_in_another_place_is_told_again_and_only_a_place_that_is_named_is_refused(string location)
    {
        using var cli = new CliRun();
        string path = (await cli.SucceedAsync("init", "--location", location, "--quiet")).Output;
        Assert.Equal(path, (await cli.SucceedAsync("init", "--quiet")).Output);
        Assert.Equal(path, (await cli.SucceedAsync("init", "--adopt", "--quiet")).Output);
        Assert.Equal(path, (await cli.SucceedAsync("init", "--location", location, "--quiet")).Output);
        CliResult refused = await cli.RefusedAsync(4, "init", "--location", "repo");
        Assert.Contains("this repository has its store at " + path.TrimEnd(), refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_linked_work_tree_it_says_where_the_store_of_all_is()
    {
        using CliRun cli = await new CliRun().WithGitAsync();
        await cli.GitAsync("commit", "--quiet", "--allow-empty", "-m", "begin");
        await cli.GitAsync("worktree", "add", "--quiet", "../linked");
        await cli.SucceedAsync("init", "--location", "git");
        cli.WorkingDirectory = Path.Combine(cli.Root, "linked");
        Assert.Equal("The store is at /root/work/.git/daybook\n", (await cli.SucceedAsync("init")).Output);
    }

    [Fact]
    public async Task Outside_git_it_finds_the_store_of_a_folder_above()
    {
        using var cli = new CliRun(isGit: false);
        await cli.SucceedAsync("init");
        string state = Path.Combine(cli.WorkingDirectory, ".booty", "state");
        Directory.CreateDirectory(state);
        await File.WriteAllTextAsync(Path.Combine(state, "memory.jsonl"), "", TestContext.Current.CancellationToken);
        cli.WorkingDirectory = Directory.CreateDirectory(Path.Combine(cli.WorkingDirectory, "below")).FullName;
        Assert.Equal("The store is at /root/work/.daybook\n", (await cli.SucceedAsync("init")).Output);
        Assert.StartsWith("error: there is a store at /root/work/.daybook;", (await cli.RefusedAsync(4, "init", "--location", "repo")).Error, StringComparison.Ordinal);
        Assert.Contains("It uses /root/work/.booty/state", (await cli.SucceedAsync("init", "--adopt")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--track memory --ops-ref")]
    [InlineData("--track memory", "--ops-ref")]
    [InlineData("--ops-ref", "--track memory")]
    public async Task Tracked_memory_does_not_let_git_see_operations_that_have_a_ref_of_their_own(params string[] calls)
    {
        using var cli = new CliRun();
        foreach (string options in calls)
        {
            await cli.SucceedAsync(["init", .. options.Split(' ')]);
        }

        string rules = await RulesAsync(cli);
        Assert.DoesNotContain("!/operations", rules, StringComparison.Ordinal);
        Assert.Contains("!/memory/memory.jsonl", rules, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(cli.Store, "quarantine")));
        await cli.SucceedAsync("doctor", "memory");

        // As a fresh clone has it.
        await cli.SucceedAsync("remember", "one");
        File.Delete(Path.Combine(cli.Store, "daybook.json"));
        await cli.SucceedAsync("remember", "two");
        Assert.Equal(rules, await RulesAsync(cli));
        Assert.Contains("refs/daybook/operations", await File.ReadAllTextAsync(Path.Combine(cli.Store, "daybook.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_mends_rules_from_before_that_let_git_see_them()
    {
        using var cli = new CliRun();
        await cli.SucceedAsync("init", "--track", "memory");
        string before = await RulesAsync(cli);
        await cli.SucceedAsync("init", "--ops-ref");
        await File.WriteAllTextAsync(Path.Combine(cli.Store, ".gitignore"), before, TestContext.Current.CancellationToken);

        Assert.Contains("tracking_lost", (await cli.RunAsync("doctor", "memory")).Output, StringComparison.Ordinal);
        await cli.SucceedAsync("doctor", "memory", "--fix");

        Assert.DoesNotContain("!/operations", await RulesAsync(cli), StringComparison.Ordinal);
    }

    private static Task<string> RulesAsync(CliRun cli) =>
        File.ReadAllTextAsync(Path.Combine(cli.Store, ".gitignore"), TestContext.Current.CancellationToken);
}
