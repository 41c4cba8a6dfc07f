using System.Text.Json;
using System.Text.Json.Nodes;
using Daybook.Testing;
using Xunit;

namespace Daybook.Cli.Tests.Commands;

public sealed class StatusCommandTests
{
    [Fact]
    public async Task It_counts_what_the_store_holds()
    {
        using var cli = new CliRun();
        await cli.RunAsync("remember", "one");
        string done = await cli.CreateAsync("done");
        string begun = await cli.CreateAsync("begun");
        await cli.CreateAsync("blocked", "--depends-on", begun);
        await cli.SucceedAsync("task", "cancel", done);
        await cli.SucceedAsync("task", "start", begun);

        Snapshot.Match((await cli.RunAsync("status")).Everything + (await cli.RunAsync("status", "--json")).Everything);
    }

    [Fact]
    public async Task It_says_what_it_counts_where_that_is_not_every_record_once()
    {
        using var cli = new CliRun();
        await cli.SucceedAsync("memory", "add", "--type", "note", "--title", "new");
        await cli.SucceedAsync("memory", "add", "--type", "note", "--title", "old", "--timestamp", "2001-01-01T00:00:00Z");
        string task = await cli.CreateAsync("again");
        foreach (string verb in new[] { "cancel", "reopen", "cancel" })
        {
            await cli.SucceedAsync("task", verb, task);
        }

        string text = (await cli.SucceedAsync("status")).Output;

        Assert.Contains("1 record within 90 days,", text, StringComparison.Ordinal);
        Assert.Contains("0 in progress, finished 2 times,", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tasks_that_cannot_be_read_are_told_and_hide_nothing()
    {
        using var cli = new CliRun();
        await cli.RunAsync("remember", "one");
        await cli.CreateAsync("work");
        await File.WriteAllTextAsync(Path.Combine(cli.Store, "tasks", "current.json"), "{\"schema_version\":99}", TestContext.Current.CancellationToken);

        CliResult result = await cli.SucceedAsync("status", "--json");

        JsonElement kinds = result.Json.GetProperty("kinds");
        Assert.Equal(1, kinds.GetProperty("memory").GetProperty("records").GetInt32());
        Assert.Equal("newer_format", kinds.GetProperty("tasks").GetProperty("error").GetProperty("code").GetString());
        Assert.Contains("current.json", (await cli.SucceedAsync("status")).Output, StringComparison.Ordinal);
        await cli.RefusedAsync(5, "task", "create", "x");
        await cli.RefusedAsync(5, "task", "list");
    }

    [Fact]
    public async Task Runs_in_an_adopted_folder_that_is_gone_are_told_and_hide_nothing()
    {
        using var cli = new CliRun();
        await cli.RunAsync("remember", "one");
        string file = Path.Combine(cli.Store, "daybook.json");
        JsonNode settings = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
        settings["kinds"]!["runs"] = new JsonObject { ["path"] = cli.Root + "/gone", ["shape"] = "run-agent" };
        await File.WriteAllTextAsync(file, settings.ToJsonString(), TestContext.Current.CancellationToken);

        JsonElement kinds = (await cli.SucceedAsync("status", "--json")).Json.GetProperty("kinds");

        Assert.Equal(1, kinds.GetProperty("memory").GetProperty("records").GetInt32());
        Assert.Equal("not_found", kinds.GetProperty("runs").GetProperty("error").GetProperty("code").GetString());
        foreach (string[] command in (string[][])[["run", "list"], ["run", "tree"], ["run", "show", "x1234"], ["run", "reap"]])
        {
            await cli.RefusedAsync(3, command);
        }
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Memory_that_is_no_file_is_told_and_hides_nothing(bool isLink)
    {
        using var cli = new CliRun();
        await cli.CreateAsync("work");
        Directory.CreateDirectory(Path.Combine(cli.Store, "memory"));
        _ = isLink ? File.CreateSymbolicLink(cli.Log, "elsewhere") : Directory.CreateDirectory(cli.Log);

        JsonElement kinds = (await cli.SucceedAsync("status", "--json")).Json.GetProperty("kinds");

        Assert.Equal("storage", kinds.GetProperty("memory").GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(1, kinds.GetProperty("tasks").GetProperty("pending").GetInt32());
        Assert.Contains("memory.jsonl is a ", (await cli.SucceedAsync("status")).Output, StringComparison.Ordinal);
    }
}
