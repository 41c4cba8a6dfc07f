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
        Assert.Equal((0, "", "Nothing is wrong.\n"), (result.ExitCode, result.Output, result.Error));
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

    private static async Task<CliRun> WithTornTailAsync()
    {
        var cli = new CliRun();
        await cli.RunAsync("remember", "x");
        await File.AppendAllTextAsync(cli.Log, "{\"id\":\"torn\",\"ty", TestContext.Current.CancellationToken);
        return cli;
    }
}
