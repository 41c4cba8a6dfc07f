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
}
