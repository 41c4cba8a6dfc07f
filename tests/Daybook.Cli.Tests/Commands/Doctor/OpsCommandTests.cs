using Daybook.Testing;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Doctor;

public sealed class OpsCommandTests
{
    private const string Id = "01KTK4DFAS04MCX5GP1W2R6NEP";
    private const string OtherId = "01KTK4MF47RVY2WCXGFGX5AHT6";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_answer_has_the_approved_form()
    {
        using CliRun cli = await new CliRun().Steady().WithGitAsync();
        await StartAsync(cli, Id);
        Advance(cli, 30);
        await StartAsync(cli, OtherId);
        await File.AppendAllTextAsync(Path.Combine(cli.Store, "operations", $"{OtherId}.jsonl"), "{\"torn", Cancellation);
        string everything = "";
        foreach (string[] command in new string[][]
        {
            ["doctor", "ops"], ["doctor", "ops", "--json"], ["doctor", "ops", "--quiet"], ["doctor", "--json"], ["doctor", "ops", "--close-stale", "--dry-run"],
            ["doctor", "ops", "--close-stale", "--json"], ["doctor", "ops", "--fix"], ["doctor", "ops", "--close-stale", "--threshold", "0"], ["doctor", "ops"], ["doctor", "ops", "--json"],
        })
        {
            CliResult result = await cli.RunAsync(command);
            everything += $"$ daybook {string.Join(' ', command)}\n{result.Everything}";
        }

        Snapshot.Match(CommitId.Hide(everything));
    }

    [Fact]
    public async Task Without_operations_nothing_is_wrong_and_nothing_is_made()
    {
        using var cli = new CliRun();
        CliResult clean = await cli.RunAsync("doctor", "ops", "--json");
        Assert.Equal((0, 0, 1d), (clean.ExitCode, clean.Json.GetProperty("total").GetInt32(), clean.Json.GetProperty("pairing_rate").GetDouble()));
        Assert.False(Directory.Exists(cli.Store));
    }

    [Fact]
    public async Task One_log_that_cannot_be_closed_does_not_stop_the_sweep()
    {
        using CliRun cli = await new CliRun().Steady().WithGitAsync();
        await StartAsync(cli, Id);
        await StartAsync(cli, OtherId);
        string log = Path.Combine(cli.Store, "operations", $"{Id}.jsonl");
        await File.WriteAllTextAsync(log, (await File.ReadAllTextAsync(log, Cancellation)).Replace(Id, "01KTK4WQC1ZVRRK8420G2DB5FH", StringComparison.Ordinal), Cancellation);
        CliResult swept = await cli.RunAsync("doctor", "ops", "--close-stale", "--threshold", "0", "--json");
        Assert.Equal((1, 1), (swept.ExitCode, swept.Json.GetProperty("swept").GetInt32()));
        Assert.Equal(["orphan", "misplaced_id"], swept.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("problem").GetString()));
    }

    [Fact]
    public async Task A_folder_in_place_of_the_lifecycle_log_hides_no_finding()
    {
        using CliRun cli = await new CliRun().Steady().WithGitAsync();
        await StartAsync(cli, Id);
        string log = Path.Combine(cli.Store, "operations", "lifecycle.jsonl");
        File.Delete(log);
        Directory.CreateDirectory(log);
        CliResult found = await cli.RunAsync("doctor", "ops", "--json");
        Assert.Equal(1, found.ExitCode);
        Assert.Equal(["unsafe_file", "orphan", "missing_lifecycle"], found.Json.GetProperty("items").EnumerateArray().Select(static item => item.GetProperty("problem").GetString()));
        CliResult swept = await cli.RunAsync("doctor", "ops", "--close-stale", "--threshold", "0", "--json");
        Assert.Equal((1, 1), (swept.ExitCode, swept.Json.GetProperty("swept").GetInt32()));
    }

    private static void Advance(CliRun cli, double hours) => ((ManualClock)cli.Ports.Time).Advance(TimeSpan.FromHours(hours));

    private static Task<CliResult> StartAsync(CliRun cli, string id) =>
        cli.RunAsync("op", "start", "--profile", "pedro", "--action", "generate", "--actor", "codex", "--mission-id", "M1", "--id", id);
}
