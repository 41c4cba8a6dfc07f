using Daybook.Durability.Logs;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Logs;

/// <summary>Every crash of every call of the append protocol, and every disk that a power loss may leave then.</summary>
public sealed class LogWriterCrashTests(ITestOutputHelper output)
{
    private static readonly CrashOptions OneCrash = new() { StatesMaximum = 4_000 };
    private static readonly CrashOptions TwoCrashes = new() { Depth = 2, StatesMaximum = 60 };

    [Fact]
    public void First_appends_into_an_empty_directory_survive_one_crash() =>
        Explore(_ => { }, AppendThree, OneCrash);

    [Fact]
    public void First_appends_survive_a_crash_during_the_recovery_from_a_crash() =>
        Explore(_ => { }, AppendThree, TwoCrashes);

    [Fact]
    public void A_batch_survives_one_crash() =>
        Explore(_ => { }, AppendBatch, OneCrash);

    [Fact]
    public void Appends_after_a_torn_tail_survive_one_crash() =>
        Explore(disk => Plant(disk, "{\"torn\":"), AppendThree, OneCrash);

    [Fact]
    public void Two_processes_in_turn_survive_one_crash() =>
        Explore(_ => { }, AppendInTurn, OneCrash);

    [Fact]
    public void A_flush_that_fails_and_drops_its_pages_takes_no_acknowledged_record_with_it() =>
        Explore(_ => { }, (disk, ledger) => AppendAfterFailedFlush(disk, ledger, Fault.FlushDropsPages(nth: 2)), OneCrash);

    [Fact]
    public void A_flush_that_fails_and_reverts_its_pages_takes_no_acknowledged_record_with_it() =>
        Explore(_ => { }, (disk, ledger) => AppendAfterFailedFlush(disk, ledger, Fault.FlushReverts(nth: 2)), OneCrash);

    [Fact]
    public void A_process_killed_in_a_flush_leaves_a_doubt_that_the_next_one_mends() =>
        Explore(_ => { }, AppendAfterKilledFlush, OneCrash);

    [Fact]
    public void A_lone_writer_that_keeps_its_locks_survives_one_crash() =>
        Explore(_ => { }, AppendManyAlone, OneCrash with { StatesMaximum = 200 });

    [Fact]
    public void Another_process_after_a_lone_writer_survives_one_crash() =>
        Explore(_ => { }, AppendAfterALoneWriter, OneCrash with { StatesMaximum = 200 });

    [Fact]
    public void A_flush_that_fails_while_the_locks_are_kept_takes_no_acknowledged_record_with_it() =>
        Explore(_ => { }, AppendAfterAFailureAlone, OneCrash with { StatesMaximum = 200 });

    private void Explore(Action<SimulatedFileSystem> setup, Action<SimulatedFileSystem, Ledger> protocol, CrashOptions options)
    {
        CrashReport report = CrashExplorer.Explore(
            disk =>
            {
                disk.PlantDirectory(SimulatedLog.Root);
                setup(disk);
            },
            protocol,
            Recover,
            options);
        output.WriteLine(report.ToString());
        Assert.True(report.States > 100);
    }

    /// <summary>Reads, appends once more in a new process, and reads again.</summary>
    private static void Recover(SimulatedFileSystem disk, Ledger ledger)
    {
        SimulatedLog.CheckRead(disk, ledger);
        using (LogWriter writer = SimulatedLog.Open(disk))
        {
            SimulatedLog.Append(writer, ledger, $"after-{ledger.Attempted.Count}");
        }

        SimulatedLog.CheckRead(disk, ledger);
    }

    private static void Plant(SimulatedFileSystem disk, string content)
    {
        disk.PlantDirectory("/store/memory");
        disk.PlantFile(SimulatedLog.Path, content);
    }

    private static void AppendThree(SimulatedFileSystem disk, Ledger ledger)
    {
        using LogWriter writer = SimulatedLog.Open(disk);
        SimulatedLog.Append(writer, ledger, "one");
        SimulatedLog.Append(writer, ledger, "two");
        SimulatedLog.Append(writer, ledger, "three");
    }

    private static void AppendBatch(SimulatedFileSystem disk, Ledger ledger)
    {
        using LogWriter writer = SimulatedLog.Open(disk);
        SimulatedLog.Append(writer, ledger, "one", "two", "three");
    }

    private static void AppendInTurn(SimulatedFileSystem disk, Ledger ledger)
    {
        using LogWriter first = SimulatedLog.Open(disk);
        using LogWriter second = SimulatedLog.Open(disk);
        SimulatedLog.Append(first, ledger, "one");
        SimulatedLog.Append(second, ledger, "two");
        SimulatedLog.Append(first, ledger, "three");
    }

    private static void AppendAfterFailedFlush(SimulatedFileSystem disk, Ledger ledger, Fault fault)
    {
        disk.Inject(fault);
        using (LogWriter first = SimulatedLog.Open(disk))
        {
            SimulatedLog.Append(first, ledger, "one");
            SimulatedLog.Append(first, ledger, "two");
        }

        using LogWriter second = SimulatedLog.Open(disk);
        SimulatedLog.Append(second, ledger, "three");
    }

    private static void AppendManyAlone(SimulatedFileSystem disk, Ledger ledger)
    {
        using LogWriter writer = SimulatedLog.Open(disk);
        AppendUntilHolding(writer, ledger);
        SimulatedLog.Append(writer, ledger, "held-one");
        SimulatedLog.Append(writer, ledger, "held-two", "held-three");
    }

    private static void AppendAfterALoneWriter(SimulatedFileSystem disk, Ledger ledger)
    {
        using LogWriter second = SimulatedLog.Open(disk);
        using (LogWriter first = SimulatedLog.Open(disk))
        {
            AppendUntilHolding(first, ledger);
            SimulatedLog.Append(first, ledger, "held-one");
        }

        SimulatedLog.Append(second, ledger, "other");
    }

    private static void AppendAfterAFailureAlone(SimulatedFileSystem disk, Ledger ledger)
    {
        using (LogWriter first = SimulatedLog.Open(disk))
        {
            AppendUntilHolding(first, ledger);
            SimulatedLog.Append(first, ledger, "held-one");
            disk.Inject(Fault.FlushDropsPages());
            SimulatedLog.Append(first, ledger, "unknown");
        }

        using LogWriter second = SimulatedLog.Open(disk);
        SimulatedLog.Append(second, ledger, "other");
    }

    private static void AppendUntilHolding(LogWriter writer, Ledger ledger)
    {
        for (int number = 0; !writer.IsHolding; number++)
        {
            Assert.True(number < 100);
            SimulatedLog.Append(writer, ledger, $"alone-{number}");
        }
    }

    private static void AppendAfterKilledFlush(SimulatedFileSystem disk, Ledger ledger)
    {
        using (LogWriter first = SimulatedLog.Open(disk))
        {
            SimulatedLog.Append(first, ledger, "one");
            disk.Inject(Fault.Fails(Daybook.Durability.FileSystem.FileSystemError.InputOutput, DiskCall.Flush) with { ForGood = true });
            SimulatedLog.Append(first, ledger, "two");
        }

        disk.ClearFaults();
        using LogWriter second = SimulatedLog.Open(disk);
        SimulatedLog.Append(second, ledger, "three");
    }
}
