using System.Globalization;
using Daybook.Testing.Disk;

namespace Daybook.Proof.Crashes;

/// <summary>
/// Crashes every write protocol of every kind on a simulated disk, the recoveries from those crashes, and the recoveries from those: two
/// threads, each with seeds of its own, and always the protocol that is furthest behind its share.
/// </summary>
internal sealed class StatesProof : IProof
{
    private const int Threads = 2;

    /// <summary>The least part of all states that each protocol has.</summary>
    public const double LeastShare = 0.03;

    /// <summary>In a sample that is smaller than this, one round of one protocol weighs too much for shares to say anything.</summary>
    private const long SharesCountFrom = 1_000_000;

    public string Name => "states";

    public string Claim => "whatever a crash leaves, and a crash in the recovery from it, and one in the recovery from that: nothing acknowledged is lost, everything whole is read, and to recover twice changes nothing";

    public string Unit => "distinct crash states";

    public long Wanted => 10_000_000;

    public TimeSpan Limit => TimeSpan.FromSeconds(90);

    public TimeSpan Takes => TimeSpan.FromSeconds(155);

    public async Task<ProofReport> RunAsync(ProofBudget budget)
    {
        StatesThread[] threads = [.. Enumerable.Range(0, Threads).Select(number => new StatesThread(number, Threads, budget.Seed))];
        await ExploreAsync(threads, budget);
        return Report(threads);
    }

    /// <summary>Explores until there are enough states that differ: what two threads met counts once, is known only while they rest, and is made up for.</summary>
    /// <returns>How many they are.</returns>
    internal static async Task<long> ExploreAsync(StatesThread[] threads, ProofBudget budget)
    {
        long distinct = 0;
        while (!budget.IsSpent(distinct))
        {
            await ExploreAsync(threads, budget, distinct);
            distinct = CrashKinds.All.Sum(kind => Distinct(threads, kind));
        }

        return distinct;
    }

    private static Task ExploreAsync(StatesThread[] threads, ProofBudget budget, long counted) =>
        Task.WhenAll(threads.Select(thread => Task.Factory.StartNew(
            () =>
            {
                while (!budget.IsSpent(Interlocked.Read(ref counted)))
                {
                    Interlocked.Add(ref counted, thread.Explore());
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

    private static long Distinct(StatesThread[] threads, CrashKind kind)
    {
        KnownStates first = threads[0].Counts[kind.Name].Known;
        return first.Distinct + threads.Skip(1).Sum(thread => (long)thread.Counts[kind.Name].Known.CountUnknownTo(first));
    }

    private static ProofReport Report(StatesThread[] threads)
    {
        List<string> lines = [];
        long all = 0;
        foreach (CrashKind kind in CrashKinds.All)
        {
            StatesCount[] counts = [.. threads.Select(thread => thread.Counts[kind.Name])];
            long distinct = Distinct(threads, kind);
            all += distinct;
            double rate = distinct / counts.Sum(static count => count.Seconds);
            string depths = string.Join(" + ", Enumerable.Range(0, CrashKinds.Depth).Select(depth => counts.Sum(count => count.ByDepth[depth]).ToString("N0", CultureInfo.InvariantCulture)));
            lines.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{kind.Name}: {distinct:N0} distinct states ({depths} after one, two and three crashes), {counts.Sum(static count => count.Crashes):N0} crashes, {counts.Sum(static count => count.Rounds):N0} seeds, {rate:N0}/s a thread"));
        }

        foreach (CrashKind kind in CrashKinds.All)
        {
            double share = threads.Sum(thread => (double)thread.Counts[kind.Name].Known.Distinct) / all;
            if (all >= SharesCountFrom && share < LeastShare)
            {
                throw new ProofFailedException(string.Create(CultureInfo.InvariantCulture, $"{kind.Name} has {share:P1} of the states, less than {LeastShare:P0}\n  {string.Join("\n  ", lines)}"));
            }
        }

        return new ProofReport(all, lines);
    }
}
