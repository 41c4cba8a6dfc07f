using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Runs;

namespace Daybook.Cli.Stores;

/// <summary>The agent of the run in which a command is called.</summary>
internal static class RunAgent
{
    /// <summary>Its process, if a living <c>run exec</c> watches over it: what the command begins, that process will do.</summary>
    public static async Task<int?> FindAsync(EmbeddedStore store, string? runId, CancellationToken cancellationToken)
    {
        if (runId is null)
        {
            return null;
        }

        try
        {
            RunView view = await store.Runs.GetAsync(runId, cancellationToken);
            return view is { State: RunStatus.Running, Run: { SupervisorPid: not null, Pid: > 0 } run } ? run.Pid : null;
        }
        catch (DaybookException)
        {
            // A run of elsewhere, or a record that cannot be read: nothing is known of its process.
            return null;
        }
    }
}
