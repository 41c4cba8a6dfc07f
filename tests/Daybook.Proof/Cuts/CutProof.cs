using System.Globalization;

namespace Daybook.Proof.Cuts;

/// <summary>Power cuts of real file systems while four processes write all kinds of records.</summary>
internal sealed class CutProof : IProof
{
    /// <summary>So many cuts of one file system before the next one is tried.</summary>
    private const int CutsEach = 10;

    private static readonly string[] FileSystems = ["ext4", "xfs", "btrfs"];

    public string Name => "cuts";

    public string Claim => "Whenever the power goes, nothing acknowledged is lost on ext4, xfs and btrfs, and what they recover reads and mends.";

    public string Unit => "power cuts that met a write";

    public long Wanted => 60;

    public TimeSpan Limit => TimeSpan.FromSeconds(60);

    public TimeSpan Takes => TimeSpan.FromSeconds(17);

    public async Task<ProofReport> RunAsync(ProofBudget budget)
    {
        var rounds = new List<(string FileSystem, CutRound Round)>();
        for (long hits = 0; !budget.IsSpent(hits); hits += rounds[^1].Round.Hits)
        {
            string fileSystem = FileSystems[rounds.Count % FileSystems.Length];
            var round = new CutRound(fileSystem, budget.Seed + (1_000 * rounds.Count), isHasty: false);
            rounds.Add((fileSystem, round));
            await round.RunAsync((int)Math.Min(CutsEach, budget.Wanted - hits));
        }

        IEnumerable<string> bySystem = rounds
            .GroupBy(static one => one.FileSystem)
            .Select(static group => $"{group.Key} {group.Sum(static one => one.Round.Hits)}");
        return new ProofReport(rounds.Sum(static one => one.Round.Hits),
        [
            string.Join(", ", bySystem),
            string.Create(CultureInfo.InvariantCulture, $"{rounds.Sum(static one => one.Round.Acknowledged):N0} acknowledged writes"),
        ]);
    }
}
