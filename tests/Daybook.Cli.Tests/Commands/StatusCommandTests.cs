using Xunit;

namespace Daybook.Cli.Tests.Commands;

public sealed class StatusCommandTests
{
    [Fact]
    public async Task It_counts_what_the_store_holds()
    {
        using var cli = new CliRun();
        await cli.RunAsync("remember", "one");
        Assert.Equal("Store   /root/work/.daybook (format 1)\nMemory  1 record, 0 problems\n", (await cli.RunAsync("status")).Output);
        Assert.Equal(
            "{\"store\":\"/root/work/.daybook\",\"format\":1,\"kinds\":{\"memory\":{\"records\":1,\"problems\":0}}}\n",
            (await cli.RunAsync("status", "--json")).Output);
    }

    [Fact]
    public async Task It_writes_nothing()
    {
        using var cli = new CliRun();
        await cli.RunAsync("init");
        string[] before = Directory.GetFileSystemEntries(cli.Root, "*", SearchOption.AllDirectories);
        Assert.Equal(0, (await cli.RunAsync("status")).ExitCode);
        Assert.Equal(before.Order(), Directory.GetFileSystemEntries(cli.Root, "*", SearchOption.AllDirectories).Order());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_a_store_it_names_init(bool isGit)
    {
        using var cli = new CliRun(isGit);
        CliResult result = await cli.RunAsync("status");
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("daybook init", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_git_it_counts_the_memory_of_the_founding_folder()
    {
        using var cli = new CliRun(isGit: false);
        await cli.RunAsync("remember", "one");
        Assert.Contains("/root/home/.booty/state", (await cli.RunAsync("status")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_of_a_newer_format_is_refused()
    {
        using var cli = new CliRun();
        await cli.RunAsync("init");
        await File.WriteAllTextAsync(Path.Combine(cli.Store, "daybook.json"), "{\"format\":99}", TestContext.Current.CancellationToken);
        CliResult result = await cli.RunAsync("status", "--json");
        Assert.Equal((5, "newer_format"), (result.ExitCode, result.ErrorJson.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_store_whose_own_file_is_damaged_is_corrupt()
    {
        using var cli = new CliRun();
        await cli.RunAsync("init");
        await File.WriteAllTextAsync(Path.Combine(cli.Store, "daybook.json"), "{\"format\":", TestContext.Current.CancellationToken);
        CliResult result = await cli.RunAsync("status", "--json");
        Assert.Equal((5, "corrupt"), (result.ExitCode, result.ErrorJson.GetProperty("code").GetString()));
    }
}
