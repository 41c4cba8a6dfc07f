using System.Text.Json;
using Xunit;

namespace Daybook.Cli.Tests.Commands;

public sealed class DoctorCommandTests
{
    private static readonly string[][] Names = [["doctor"], ["doctor", "memory"]];

    public static TheoryData<string[]> Commands => [.. Names];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Where_nothing_is_wrong_it_says_so(string[] command)
    {
        using var cli = new CliRun();
        await cli.RunAsync("remember", "x");
        CliResult result = await cli.RunAsync(command);
        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.EndsWith("Nothing is wrong.\n", result.Error, StringComparison.Ordinal);
        Assert.Equal(command.Length == 1, result.Error.Contains("git clean -fdx", StringComparison.Ordinal));
        Assert.Equal("{\"items\":[],\"total\":0}\n", (await cli.RunAsync([.. command, "--json"])).Output);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task What_is_torn_is_found_and_mended_once(string[] command)
    {
        using CliRun cli = await WithTornTailAsync();
        CliResult found = await cli.RunAsync([.. command, "--json"]);
        Assert.Equal((1, "check_failed"), (found.ExitCode, found.ErrorJson.GetProperty("code").GetString()));
        JsonElement finding = found.Json.GetProperty("items")[0];
        string[] members = ["kind", "problem", "severity", "path", "line", "meaning", "fix", "fixed"];
        Assert.Equal(members, finding.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("memory", 2, false), (finding.GetProperty("kind").GetString(), finding.GetProperty("line").GetInt32(), finding.GetProperty("fixed").GetBoolean()));

        CliResult mended = await cli.RunAsync([.. command, "--fix", "--json"]);
        Assert.Equal(0, mended.ExitCode);
        Assert.True(mended.Json.GetProperty("items")[0].GetProperty("fixed").GetBoolean());
        Assert.Equal(0, (await cli.RunAsync(command)).ExitCode);
    }

    [Fact]
    public async Task A_dry_run_changes_nothing()
    {
        using CliRun cli = await WithTornTailAsync();
        byte[] before = await File.ReadAllBytesAsync(cli.Log, TestContext.Current.CancellationToken);
        CliResult result = await cli.RunAsync("doctor", "--fix", "--dry-run");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("memory.jsonl:2", result.Output, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(cli.Log, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_options_count_wherever_they_stand()
    {
        using CliRun cli = await WithTornTailAsync();
        Assert.Equal(0, (await cli.RunAsync("doctor", "--fix", "memory")).ExitCode);
    }

    [Fact]
    public async Task Without_a_store_there_is_nothing_wrong_and_nothing_is_created()
    {
        using var cli = new CliRun();
        Assert.Equal(0, (await cli.RunAsync("doctor", "--fix")).ExitCode);
        Assert.False(Directory.Exists(cli.Store));
    }

    [Fact]
    public async Task Tasks_are_checked_too_alone_or_with_the_rest_and_task_repair_mends_them()
    {
        using var cli = new CliRun();
        await cli.RunAsync("init");
        string journal = Path.Combine(cli.Store, "tasks", "journal.jsonl");
        Directory.CreateDirectory(Path.Combine(cli.Store, "tasks"));
        await File.WriteAllTextAsync(journal, "garbage\n", TestContext.Current.CancellationToken);
        CliResult found = await cli.RunAsync("doctor", "--json");
        Assert.Equal(1, found.ExitCode);
        Assert.Contains(found.Json.GetProperty("items").EnumerateArray(), item =>
            item.GetProperty("kind").GetString() == "tasks" && item.GetProperty("problem").GetString() == "alien_line");
        Assert.Equal(1, (await cli.RunAsync("doctor", "tasks", "--fix", "--dry-run")).ExitCode);
        Assert.Equal("garbage\n", await File.ReadAllTextAsync(journal, TestContext.Current.CancellationToken));

        CliResult mended = await cli.RunAsync("task", "repair", "--json");
        Assert.True(mended.ExitCode == 0, mended.Output + mended.Error);
        Assert.All(mended.Json.GetProperty("items").EnumerateArray(), item => Assert.True(item.GetProperty("fixed").GetBoolean()));
        Assert.Equal(0, (await cli.RunAsync("doctor")).ExitCode);
        Assert.Equal("{\"items\":[],\"total\":0}\n", (await cli.RunAsync("task", "repair", "--json")).Output);
    }

    [Fact]
    public async Task A_lock_or_rules_that_are_no_file_are_told_and_the_kinds_are_mended_all_the_same()
    {
        using CliRun cli = await WithTornTailAsync();
        Directory.CreateDirectory(Path.Combine(cli.Store, "locks", "tasks.watermark"));
        File.Delete(Path.Combine(cli.Store, ".gitignore"));
        Directory.CreateDirectory(Path.Combine(cli.Store, ".gitignore"));
        CliResult mended = await cli.RunAsync("doctor", "--fix", "--json");
        Assert.Equal(1, mended.ExitCode);
        JsonElement[] items = [.. mended.Json.GetProperty("items").EnumerateArray()];
        Assert.Contains(items, static item => item.GetProperty("problem").GetString() == "torn_line" && item.GetProperty("fixed").GetBoolean());
        Assert.Equal(
            ["unsafe_file", "unsafe_file"],
            items.Where(static item => !item.GetProperty("fixed").GetBoolean()).Select(static item => item.GetProperty("problem").GetString()));
    }

    private static async Task<CliRun> WithTornTailAsync()
    {
        var cli = new CliRun();
        await cli.RunAsync("remember", "x");
        await File.AppendAllTextAsync(cli.Log, "{\"id\":\"torn\",\"ty", TestContext.Current.CancellationToken);
        return cli;
    }
}
