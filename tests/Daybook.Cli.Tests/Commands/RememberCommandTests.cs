using System.Text.Json;
using Xunit;

namespace Daybook.Cli.Tests.Commands;

public sealed class RememberCommandTests
{
    [Fact]
    public async Task Text_becomes_the_summary_and_its_first_line_the_title()
    {
        using CliRun cli = new CliRun().Steady();
        CliResult result = await cli.RunAsync("remember", "Use SQLite\nbecause\n", "--type", "decision", "--path", "src/db", "--tag", "a", "--tag", "b");
        Assert.Equal(0, result.ExitCode);
        JsonElement record = (await cli.RunAsync("memory", "show", "0000", "--json")).Json;
        Assert.Equal("Use SQLite", record.GetProperty("title").GetString());
        Assert.Equal("Use SQLite\nbecause\n", record.GetProperty("summary").GetString());
        Assert.Equal("decision", record.GetProperty("type").GetString());
        Assert.Equal("[\"src/db\"]", record.GetProperty("paths").GetRawText());
        Assert.Equal("{\"tags\":[\"a\",\"b\"]}", record.GetProperty("metadata").GetRawText());
    }

    [Fact]
    public async Task The_first_write_in_a_repository_creates_a_store_and_says_so()
    {
        using var cli = new CliRun();
        CliResult result = await cli.RunAsync("remember", "x", "--json");
        Assert.True(result.Json.GetProperty("added").GetBoolean());
        Assert.Contains("created a store at /root/work/.daybook", result.Error, StringComparison.Ordinal);
        Assert.Empty((await cli.RunAsync("remember", "y", "--json")).Error);
    }

    [Theory]
    [InlineData("", "note")]
    [InlineData(" \n ", "note")]
    [InlineData("text", "incident")]
    public async Task What_cannot_be_remembered_is_refused_and_leaves_no_trace(string text, string type)
    {
        using var cli = new CliRun();
        Assert.Equal(2, (await cli.RunAsync("remember", text, "--type", type)).ExitCode);
        Assert.False(Directory.Exists(cli.Store));
    }

    [Fact]
    public async Task Outside_git_it_goes_to_the_founding_folder()
    {
        using var cli = new CliRun(isGit: false);
        Assert.Equal(0, (await cli.RunAsync("remember", "x")).ExitCode);
        Assert.True(File.Exists(Path.Combine(cli.Root, "home", ".booty", "state", "memory.jsonl")));
    }

    [Fact]
    public async Task A_named_memory_folder_wins_over_a_found_store_and_a_named_store_over_both()
    {
        using var cli = new CliRun();
        await cli.RunAsync("init");
        string folder = Path.Combine(cli.Root, "state");
        cli.Set("MEMORY_STATE_DIR", folder);
        await cli.RunAsync("remember", "in the folder");
        Assert.Contains("in the folder", await File.ReadAllTextAsync(Path.Combine(folder, "memory.jsonl"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await cli.RunAsync("remember", "in the store", "--store", cli.Store);
        Assert.Contains("in the store", await File.ReadAllTextAsync(cli.Log, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
