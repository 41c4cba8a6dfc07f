using Daybook.Durability.Logs;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Logs;

/// <summary>The watermark is a view: whatever its file says, no acknowledged record may be lost for it.</summary>
public sealed class WatermarkCrashTests(ITestOutputHelper output)
{
    private static readonly CrashOptions Options = new() { StatesMaximum = 300 };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Garbage_in_place_of_the_watermark_loses_nothing(int seed)
    {
        byte[] garbage = new byte[256];
        new Random(seed).NextBytes(garbage);
        Explore(disk => disk.PlantFile(SimulatedLog.Options.WatermarkPath, garbage));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(5000)]
    public void A_watermark_file_of_another_length_loses_nothing(int length) =>
        Explore(disk => disk.PlantFile(SimulatedLog.Options.WatermarkPath, new byte[length]));

    [Fact]
    public void Every_older_content_of_the_watermark_that_comes_back_loses_nothing()
    {
        foreach (byte[] older in Contents())
        {
            Explore(disk => disk.PlantFile(SimulatedLog.Options.WatermarkPath, older));
        }
    }

    /// <summary>
    /// Between two appends of one boot the watermark is replaced. What it says of an older length or an unflushed generation is
    /// believed only where it is true of this file.
    /// </summary>
    private void Explore(Action<SimulatedFileSystem> replace)
    {
        CrashReport report = CrashExplorer.Explore(
            disk => disk.PlantDirectory(SimulatedLog.Root),
            (disk, ledger) =>
            {
                Append(disk, ledger, "one");
                replace(disk);
                Append(disk, ledger, "two");
                Append(disk, ledger, "three");
            },
            static (disk, ledger) =>
            {
                SimulatedLog.CheckRead(disk, ledger);
                Append(disk, ledger, $"after-{ledger.Attempted.Count}");
                SimulatedLog.CheckRead(disk.AfterPowerLoss(), ledger);
            },
            Options);
        output.WriteLine(report.ToString());
    }

    private static void Append(SimulatedFileSystem disk, Ledger ledger, string record)
    {
        using LogWriter writer = SimulatedLog.Open(disk);
        SimulatedLog.Append(writer, ledger, record);
    }

    /// <summary>What the watermark held after each of a few appends, one of them with a failed flush, on a disk like the explored one.</summary>
    private static List<byte[]> Contents()
    {
        SimulatedFileSystem disk = new();
        disk.PlantDirectory(SimulatedLog.Root);
        disk.SyncAll();
        disk = disk.AfterPowerLoss();
        var ledger = new Ledger(disk);
        var contents = new List<byte[]>();
        foreach (string record in new[] { "one", "fails", "two" })
        {
            if (record == "fails")
            {
                disk.Inject(Fault.FlushDropsPages());
            }

            Append(disk, ledger, record);
            contents.Add(disk.ReadBytes(SimulatedLog.Options.WatermarkPath));
        }

        return contents;
    }
}
