namespace Daybook.Benchmarks.Retrieval;

/// <summary>How well questions were answered, on average over them; each is a share from 0 to 1.</summary>
/// <param name="RecallAt5">Of the records that answer a question, how many are among the first five.</param>
/// <param name="RecallAt10">The same among the first ten.</param>
/// <param name="ReciprocalRank">One divided by the place of the first record that answers; 0 beyond <see cref="Depth"/>.</param>
internal readonly record struct RankingQuality(double RecallAt5, double RecallAt10, double ReciprocalRank)
{
    /// <summary>How far down the answers are looked at.</summary>
    internal const int Depth = 100;

    internal static RankingQuality Of(JudgedQuestion question, IReadOnlyList<string> ranked)
    {
        int first = ranked.Take(Depth).ToList().FindIndex(question.Relevant.Contains);
        return new RankingQuality(Recall(question, ranked, 5), Recall(question, ranked, 10), first < 0 ? 0 : 1.0 / (first + 1));
    }

    internal static RankingQuality Average(IReadOnlyCollection<RankingQuality> all) => new(
        all.Average(quality => quality.RecallAt5),
        all.Average(quality => quality.RecallAt10),
        all.Average(quality => quality.ReciprocalRank));

    private static double Recall(JudgedQuestion question, IReadOnlyList<string> ranked, int count) =>
        (double)ranked.Take(count).Count(question.Relevant.Contains) / question.Relevant.Count;
}
