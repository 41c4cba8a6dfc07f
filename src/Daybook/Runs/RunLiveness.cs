using Daybook.Processes;

namespace Daybook.Runs;

/// <summary>
/// What this machine knows about the processes of runs, at one moment. A process is the one that a record means only if boot, numbering,
/// number and start time all are the same; of another host nothing is known.
/// </summary>
/// <param name="processes">Who is alive.</param>
public sealed class RunLiveness(IProcessTable processes)
{
    /// <summary>The variable by which every process of a run knows its run.</summary>
    public const string VariableName = "DAYBOOK_RUN";

    // One look through all processes serves a whole listing, and most listings need none.
    private IReadOnlyDictionary<string, int>? byRun;

    /// <summary>How a run stands now.</summary>
    public RunStatus StateOf(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Status != RunStatus.Running)
        {
            return run.Status;
        }

        if (run.HostName != processes.HostName || string.IsNullOrEmpty(run.BootId))
        {
            return RunStatus.Unknown;
        }

        bool isWatched = run.SupervisorPid is not null;
        if ((isWatched ? run.SupervisorPid : run.Pid) is null or 0)
        {
            return RunStatus.Unknown;
        }

        if (run.BootId != processes.Now.BootId)
        {
            // The same machine, started anew: nothing of before runs any more.
            return RunStatus.Interrupted;
        }

        return (isWatched ? run.Supervisor : run.Process) is not { } process || process.PidNamespace != processes.PidNamespace ? RunStatus.Unknown
            : process.IsProvablyGone(processes) ? RunStatus.Interrupted
            : RunStatus.Running;
    }

    /// <summary>A process of an interrupted run that still lives here; null if there is none, or the run is not interrupted.</summary>
    public int? LiveChildOf(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (StateOf(run) != RunStatus.Interrupted || run.HostName != processes.HostName || run.BootId != processes.Now.BootId
            || run.PidNamespace != processes.PidNamespace)
        {
            return null;
        }

        if (run.Process is { } child && !child.IsProvablyGone(processes))
        {
            return run.Pid;
        }

        byRun ??= processes.FindByVariable(VariableName);
        return byRun.TryGetValue(run.RunId, out int found) ? found : null;
    }

    /// <summary>A run as it is shown now.</summary>
    public RunView View(RunRecord run, string path) => new(run, StateOf(run), LiveChildOf(run), path);
}
