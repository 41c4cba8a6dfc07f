using Xunit;

namespace Daybook.Crash.Tests.Processes;

/// <summary>Kills one of several writers at random, again and again.</summary>
internal static class Executioner
{
    /// <summary>The pause between kills. It is the experiment itself and no wait for anything.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Lets the writers work, and kills one every 50 ms until there were so many kills or the work is done.</summary>
    /// <returns>How many were killed.</returns>
    public static async Task<int> KillWhileAsync(IReadOnlyList<StubbornWriter> writers, Task work, Random random, int killsMax)
    {
        using var timer = new PeriodicTimer(Pause);
        int kills = 0;
        while (kills < killsMax && !work.IsCompleted && await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken))
        {
            StubbornWriter[] order = [.. writers];
            random.Shuffle(order);
            kills += order.Any(writer => writer.TryKill()) ? 1 : 0;
        }

        await work.WaitAsync(TestTimeout.Default);
        return kills;
    }
}
