using Xunit;

namespace Daybook.Cli.Tests.Commands;

public sealed class WhereCommandTests
{
    [Fact]
    public async Task It_names_the_folder_and_the_rule()
    {
        using var cli = new CliRun();
        await cli.RunAsync("init");
        CliResult text = await cli.RunAsync("where");
        Assert.Equal(("/root/work/.daybook\n", "found by working_directory\n"), (text.Output, text.Error));
        Assert.Equal("{\"path\":\"/root/work/.daybook\",\"found_by\":\"working_directory\"}\n", (await cli.RunAsync("where", "--json")).Output);
    }

    [Fact]
    public async Task Without_a_store_it_names_init()
    {
        using var cli = new CliRun();
        CliResult result = await cli.RunAsync("where", "--json");
        Assert.Equal(3, result.ExitCode);
        Assert.Equal("not_found", result.ErrorJson.GetProperty("code").GetString());
        Assert.Contains("daybook init", result.ErrorJson.GetProperty("hint").GetString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(cli.Store));
    }

    [Theory]
    [InlineData("where")]
    [InlineData("status")]
    [InlineData("memory", "list")]
    [InlineData("remember", "x")]
    [InlineData("doctor")]
    public async Task A_folder_that_is_named_and_no_store_is_not_found(params string[] command)
    {
        using var cli = new CliRun();
        CliResult result = await cli.RunAsync([.. command, "--store", "nowhere"]);
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("/root/work/nowhere is not a store", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(cli.WorkingDirectory, "nowhere")));
    }

    [Theory]
    [InlineData("where")]
    [InlineData("status")]
    [InlineData("init")]
    [InlineData("memory", "list")]
    [InlineData("remember", "x")]
    [InlineData("restore", "x.tar.gz")]
    public async Task A_file_that_is_named_as_the_store_is_the_users_mistake(params string[] command)
    {
        using var cli = new CliRun();
        await File.WriteAllTextAsync(Path.Combine(cli.WorkingDirectory, "x.tar.gz"), "x", TestContext.Current.CancellationToken);
        foreach (string store in new[] { "x.tar.gz", "x.tar.gz/below" })
        {
            CliResult result = await cli.RefusedAsync(2, [.. command, "--store", store, "--json"]);
            Assert.Equal("usage", result.ErrorJson.GetProperty("code").GetString());
            Assert.Contains($"/root/work/{store} is a file, or leads through one, and a store is a folder", result.Error, StringComparison.Ordinal);
        }

        cli.Set("DAYBOOK_STORE", "x.tar.gz");
        await cli.RefusedAsync(2, command);
    }

    [Fact]
    public async Task The_environment_names_a_store()
    {
        using var cli = new CliRun();
        await cli.RunAsync("init", "--store", "other");
        cli.Set("DAYBOOK_STORE", "other");
        Assert.Equal("{\"path\":\"/root/work/other\",\"found_by\":\"daybook_store\"}\n", (await cli.RunAsync("where", "--json")).Output);
    }
}
