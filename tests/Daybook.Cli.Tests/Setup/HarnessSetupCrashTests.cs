using Daybook.Cli.Harnesses;
using Daybook.Cli.Setup;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Embedded;
using Daybook.Testing;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Cli.Tests.Setup;

/// <summary>Setup that is killed, loses power or finds the disk full leaves each file as it was or as it is to be, and can be run again.</summary>
public sealed class HarnessSetupCrashTests
{
    private const string Settings = "/repo/.claude/settings.json";
    private const string Before = "{\n\t\"model\": \"opus\" // mine\n}";

    [Fact]
    public void A_crash_at_any_call_leaves_each_file_whole_and_setup_goes_on_from_there()
    {
        string after = "";
        CrashReport report = CrashExplorer.Explore(
            Plant,
            (disk, ledger) =>
            {
                ledger.Attempt("setup");
                Write(Of(disk, new SequentialIds()));
                ledger.Acknowledge("setup");
                after = disk.ReadText(Settings);
            },
            (disk, ledger) =>
            {
                string found = disk.ReadText(Settings);
                Assert.True(found == Before || found == after || after.Length == 0, found);
                HarnessSetup setup = Of(disk, new RandomIdSource());
                if (ledger.Acknowledged.Count > 0)
                {
                    Assert.All(setup.PlanWriting(), change => Assert.Equal(SetupState.Current, change.State));
                }

                Write(setup);
                Assert.All(setup.PlanWriting(), change => Assert.Equal(SetupState.Current, change.State));
                setup.Apply(setup.PlanRemoving());
                Assert.Equal(Before, disk.ReadText(Settings));
                Assert.False(disk.Exists("/repo/.mcp.json") || disk.Exists("/repo/CLAUDE.md"));
            },
            new CrashOptions { StatesMaximum = 120 });
        Assert.True(report.States > 50, report.ToString());
    }

    [Fact]
    public void A_full_disk_loses_nothing_and_is_no_obstacle_afterwards()
    {
        var disk = new SimulatedFileSystem();
        Plant(disk);
        HarnessSetup setup = Of(disk, new SequentialIds());
        disk.FreeBytes = 0;

        Assert.ThrowsAny<DurabilityException>(() => Write(setup));

        Assert.Equal(Before, disk.ReadText(Settings));
        Assert.Equal(["settings.json"], disk.List("/repo/.claude"));
        disk.FreeBytes = null;
        Write(setup);
        Assert.All(setup.PlanWriting(), change => Assert.Equal(SetupState.Current, change.State));
    }

    [Theory]
    [InlineData("/repo", 1)]
    [InlineData("/repo", 3)]
    [InlineData("/repo/.claude", 1)]
    public void What_the_next_setup_finds_as_it_is_to_be_survives_a_power_loss(string directory, int nth)
    {
        var disk = new SimulatedFileSystem();
        disk.PlantDirectory("/repo", FilePermissions.SharedDirectory);
        disk.Inject(Fault.Fails(FileSystemError.InputOutput, DiskCall.SyncDirectory, nth) with { Path = directory });
        Assert.ThrowsAny<DurabilityException>(() => Write(Of(disk, new RandomIdSource())));
        disk.ClearFaults();

        Write(Of(disk, new RandomIdSource()));

        Assert.All(Of(disk.AfterPowerLoss(), new RandomIdSource()).PlanWriting(), static change => Assert.Equal(SetupState.Current, change.State));
    }

    [Fact]
    public void A_file_that_somebody_changed_meanwhile_is_not_overwritten()
    {
        var disk = new SimulatedFileSystem();
        Plant(disk);
        HarnessSetup setup = Of(disk, new SequentialIds());
        IReadOnlyList<SetupChange> planned = setup.PlanWriting();
        disk.PlantFile(Settings, "{}");

        Assert.Throws<Daybook.Errors.ConflictException>(() => setup.Apply(planned));

        Assert.Equal("{}", disk.ReadText(Settings));
    }

    private static void Plant(SimulatedFileSystem disk)
    {
        disk.PlantDirectory("/repo", FilePermissions.SharedDirectory);
        disk.PlantDirectory("/repo/.claude", FilePermissions.SharedDirectory);
        disk.PlantFile(Settings, Before);
    }

    private static HarnessSetup Of(SimulatedFileSystem disk, IIdSource ids) => new(
        new EmbeddedPorts(disk, new SimulatedClock(), new ManualClock(), ids), ClaudeHarness.Table, "/repo", "/home", new CommandWords("daybook", [], IsOnPath: true));

    private static void Write(HarnessSetup setup) => setup.Apply(setup.PlanWriting());
}
