using System.Globalization;

namespace Daybook.Proof.Kills;

/// <summary>SIGKILL at random moments, of four processes that write all kinds of records by the library into one store.</summary>
internal sealed class KillProof : IProof
{
    /// <summary>So many hits a store: it has grown by then, and there is much to lose.</summary>
    private const int HitsEach = 60;

    public string Name => "kills";

    public string Claim => "Of four writers of all kinds that are killed again and again, no acknowledged write is lost, and the store reads and mends.";

    public string Unit => "kills that hit a write";

    public long Wanted => 300;

    public TimeSpan Limit => TimeSpan.FromSeconds(60);

    public TimeSpan Takes => TimeSpan.FromSeconds(30);

    public async Task<ProofReport> RunAsync(ProofBudget budget)
    {
        var rounds = new List<KillRound>();
        for (long hits = 0; !budget.IsSpent(hits); hits += rounds[^1].Hits)
        {
            var round = new KillRound(budget, budget.Seed + (1_000 * rounds.Count), isHasty: false);
            rounds.Add(round);
            await round.RunAsync((int)Math.Min(HitsEach, budget.Wanted - hits));
        }

        (string Kind, bool IsHit)[] kills = [.. rounds.SelectMany(static round => round.Kills)];
        IEnumerable<string> byKind = kills.GroupBy(static kill => kill.Kind).Select(static group => $"{group.Key} {group.Count(static kill => kill.IsHit)}");
        return new ProofReport(kills.Count(static kill => kill.IsHit),
        [
            string.Join(", ", byKind),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{kills.Length} kills in all, {rounds.Count} stores, {rounds.Sum(static round => round.Acknowledged):N0} acknowledged writes"),
        ]);
    }
}
