using Daybook.Embedded;
using Daybook.Testing;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Tasks;

public sealed class TasksOnFaultyDiskTests
{
    private const string Id = "11111111-2222-4333-8444-555555555555";

    private readonly SimulatedFileSystem disk = new();

    [Fact]
    public async Task A_full_disk_stores_nothing_says_so_and_hides_nothing()
    {
        using CliRun cli = await OnDiskAsync();
        await cli.CreateAsync("one");
        disk.FreeBytes = 0;

        CliResult result = await cli.RunAsync("task", "create", "two", "--json");

        Assert.Equal((6, "storage", ""), (result.ExitCode, result.ErrorJson.GetProperty("code").GetString(), result.Output));
        Assert.Single((await cli.SucceedAsync("task", "list", "--quiet")).Lines);
        await cli.SucceedAsync("task", "resume");
        disk.FreeBytes = long.MaxValue;
        await cli.CreateAsync("two");
        Assert.Equal(2, (await cli.SucceedAsync("task", "list", "--quiet")).Lines.Length);
    }

    [Fact]
    public async Task After_a_failed_flush_the_outcome_is_called_unknown_and_a_repetition_creates_it_once()
    {
        using CliRun cli = await OnDiskAsync();
        await cli.CreateAsync("one");
        disk.Inject(Fault.FlushDropsPages());

        CliResult result = await cli.RunAsync("task", "create", "two", "--id", Id, "--json");

        Assert.Equal((6, "durability_unknown"), (result.ExitCode, result.ErrorJson.GetProperty("code").GetString()));
        disk.ClearFaults();
        Assert.Equal(Id, await cli.CreateAsync("two", "--id", Id));
        Assert.Equal(2, (await cli.SucceedAsync("task", "list", "--quiet")).Lines.Length);
    }

    private async Task<CliRun> OnDiskAsync()
    {
        var cli = new CliRun
        {
            Ports = new EmbeddedPorts(disk, new SimulatedClock(), new ManualClock(), new SequentialIds()) { Processes = new ManualProcesses() },
        };
        disk.PlantDirectory("/state");
        cli.Set("DAYBOOK_STORE", "/state");
        await cli.SucceedAsync("init");
        return cli;
    }
}
