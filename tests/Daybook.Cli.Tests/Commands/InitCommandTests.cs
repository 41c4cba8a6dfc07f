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
}
