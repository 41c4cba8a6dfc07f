using Xunit;

namespace Daybook.Proof.Processes;

/// <summary>Kills one of several processes at random, again and again.</summary>
internal static class Executioner
{
    /// <summary>The pause between kills. It is the experiment itself and no wait for anything.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Lets them work, and kills one every 50 ms until there were so many kills or the work is done.</summary>
    /// <returns>How many were killed.</returns>
    public static Task<int> KillWhileAsync(IReadOnlyList<IVictim> victims, Task work, Random random, int killsMax) =>
        KillWhileAsync(victims, work, random, killsMax, TestTimeout.Default);

    /// <summary>The same, for work that takes longer than a test does as a rule.</summary>
    public static async Task<int> KillWhileAsync(IReadOnlyList<IVictim> victims, Task work, Random random, int killsMax, TimeSpan timeout)
    {
        using var timer = new PeriodicTimer(Pause);
        int kills = 0;
        while (kills < killsMax && !work.IsCompleted && await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken))
        {
            IVictim[] order = [.. victims];
            random.Shuffle(order);
            kills += order.Any(victim => victim.TryKill()) ? 1 : 0;
        }

        await work.WaitAsync(timeout);
        return kills;
    }
}
