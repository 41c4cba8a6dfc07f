using Daybook.Durability.Locks;
using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Runs;

namespace Daybook.Cli.Stores;

/// <summary>The agent of the run in which a command is called.</summary>
internal static class RunAgent
{
    /// <summary>How long <c>run exec</c> has to note which process the agent became, which it does beside what the agent does first.</summary>
    internal static readonly TimeSpan NotingMax = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    /// <summary>Its process, if a living <c>run exec</c> watches over it: what the command begins, that process will do.</summary>
    public static async Task<int?> FindAsync(EmbeddedStore store, string? runId, IMonotonicClock clock, CancellationToken cancellationToken)
    {
        if (runId is null)
        {
            return null;
        }

        try
        {
            TimeSpan until = clock.Elapsed + NotingMax;
            RunView view;
            while ((view = await store.Runs.GetAsync(runId, cancellationToken)) is { State: RunStatus.Running, Run: { SupervisorPid: not null, Pid: 0 } }
                && clock.Elapsed < until)
            {
                clock.Pause(Pause);
            }

            return view is { State: RunStatus.Running, Run: { SupervisorPid: not null, Pid: > 0 } run } ? run.Pid : null;
        }
        catch (DaybookException)
        {
            // A run of elsewhere, or a record that cannot be read: nothing is known of its process.
            return null;
        }
    }
}
