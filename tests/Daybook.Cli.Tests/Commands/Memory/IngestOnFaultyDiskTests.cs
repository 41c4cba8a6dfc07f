using Daybook.Embedded;
using Daybook.Testing;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Memory;

public sealed class IngestOnFaultyDiskTests
{
    private const string Folder = "/state";
    private const string TwoClasses = """{"sha":"abc1234","classes":[{"failure_type":"test"},{"failure_type":"compile"}]}""";

    private readonly SimulatedFileSystem disk = new();

    public IngestOnFaultyDiskTests() => disk.PlantDirectory(Folder);

    [Fact]
    public async Task A_full_disk_ends_the_listing_with_what_was_not_stored_and_keeps_it_whole()
    {
        using CliRun cli = OnDisk();
        Assert.Equal(0, (await IngestAsync(cli, """{"failure_type":"import","sha":"abc1234"}""")).ExitCode);
        disk.FreeBytes = 0;
        CliResult result = await IngestAsync(cli, TwoClasses);
        Assert.Equal((6, "storage"), (result.ExitCode, result.ErrorJson.GetProperty("code").GetString()));
        Assert.Equal(["storage", "storage"], Actions(result));
        Assert.Single((await cli.RunAsync("memory", "list", "--quiet")).Lines);
    }

    [Fact]
    public async Task After_a_failed_flush_the_outcome_is_called_unknown_and_a_repetition_stores_each_record_once()
    {
        using CliRun cli = OnDisk();
        Assert.Equal(0, (await IngestAsync(cli, """{"failure_type":"import","sha":"abc1234"}""")).ExitCode);
        disk.Inject(Fault.FlushDropsPages());
        CliResult result = await IngestAsync(cli, TwoClasses);
        Assert.Equal(6, result.ExitCode);
        Assert.All(Actions(result), action => Assert.Contains(action, (string[])["durability_unknown", "storage"]));
        Assert.Equal(0, (await IngestAsync(cli, TwoClasses)).ExitCode);
        Assert.Equal(3, (await cli.RunAsync("memory", "list", "--quiet")).Lines.Length);
    }

    private static IEnumerable<string?> Actions(CliResult result) =>
        result.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("action").GetString());

    private static Task<CliResult> IngestAsync(CliRun cli, string json) =>
        cli.RunWithTextAsync(json, "memory", "ingest", "verifier_cluster", "--from-json", "-", "--json");

    private CliRun OnDisk()
    {
        var cli = new CliRun { Ports = new EmbeddedPorts(disk, new SimulatedClock(), new ManualClock(), new SequentialIds()) };
        cli.Set("MEMORY_STATE_DIR", Folder);
        return cli;
    }
}
