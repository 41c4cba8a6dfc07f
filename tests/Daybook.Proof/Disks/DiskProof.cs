using System.Globalization;
using Daybook.Proof.Commands;
using Xunit.Sdk;

namespace Daybook.Proof.Disks;

/// <summary>Real file systems that are full, out of names or read-only, under a store with some of everything.</summary>
internal sealed class DiskProof : IProof
{
    private const int StepBytes = 97;
    private const int BytesMax = 64 << 10;
    private const int NamesMax = 24;

    /// <summary>Each about as small as it can be made.</summary>
    private static readonly (string Name, string Type, int Megabytes, string[] Options)[] InFiles =
    [
        ("ext4", "ext4", 8, ["-q", "-m", "0", "-b", "4096"]),
        ("ext4 of small blocks", "ext4", 8, ["-q", "-m", "0", "-b", "1024"]),
        ("xfs", "xfs", 300, ["-q"]),
        ("btrfs", "btrfs", 128, ["-q"]),
    ];

    public string Name => "disks";

    public string Claim => "On a disk that is full, out of names or read-only, everything is read, nothing acknowledged is lost, nothing is left behind, and all goes on when it can.";

    public string Unit => "disks that were full";

    public long Wanted => 200;

    public TimeSpan Limit => TimeSpan.FromSeconds(20);

    public TimeSpan Takes => TimeSpan.FromSeconds(12);

    public async Task<ProofReport> RunAsync(ProofBudget budget)
    {
        using SeededStore seeded = await SeededStore.CreateAsync();
        var lines = new List<string>();
        await using SmallDisk space = await SmallDisk.InMemoryAsync("tmpfs", "size=2m,mode=0755");
        await using SmallDisk names = await SmallDisk.InMemoryAsync("tmpfs out of names", "size=4m,nr_inodes=200,mode=0755");
        var disks = new List<(SmallDisk Disk, int Count)> { (space, 0), (names, 0) };
        foreach ((string name, string type, int megabytes, string[] options) in InFiles)
        {
            try
            {
                disks.Add((await SmallDisk.InFileAsync(name, type, megabytes, options), 0));
            }
            catch (SkipException skipped)
            {
                lines.Add(skipped.Message.Replace("$XunitDynamicSkip$", "", StringComparison.Ordinal));
            }
        }

        try
        {
            await new DiskFill(space, seeded).ForbidAsync();
            long fills = await FillAsync(disks, seeded, budget);
            lines.AddRange(disks.Select(static one => string.Create(CultureInfo.InvariantCulture, $"{one.Disk.Name} {one.Count}")));
            return new ProofReport(fills, lines);
        }
        finally
        {
            foreach ((SmallDisk disk, _) in disks.Skip(2))
            {
                await disk.DisposeAsync();
            }
        }
    }

    /// <summary>Most fills are of the first disk, which is the fastest; every fifth is of one of the others.</summary>
    private static async Task<long> FillAsync(List<(SmallDisk Disk, int Count)> disks, SeededStore seeded, ProofBudget budget)
    {
        var random = new Random(budget.Seed);
        int[] left = [.. Enumerable.Range(0, BytesMax / StepBytes).Select(static step => step * StepBytes)];
        random.Shuffle(left);
        long fills = 0;
        for (; !budget.IsSpent(fills); fills++)
        {
            int number = fills % 5 == 4 ? 1 + (int)(fills / 5 % (disks.Count - 1)) : 0;
            var fill = new DiskFill(disks[number].Disk, seeded);
            await (number == 1 ? fill.LeaveNamesAsync((int)(fills / 5 % NamesMax)) : fill.LeaveAsync(left[fills % left.Length], isHasty: false));
            disks[number] = (disks[number].Disk, disks[number].Count + 1);
        }

        return fills;
    }
}
