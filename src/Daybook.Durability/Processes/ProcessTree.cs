using Daybook.Durability.Posix;

namespace Daybook.Durability.Processes;

/// <summary>
/// A process and what it had started, directly or not, when that was looked at: once it has ended nobody can tell any more which those were.
/// </summary>
public sealed class ProcessTree
{
    private const int TerminateSignal = 15;

    private readonly int root;
    private readonly List<(int Pid, int Parent, long StartTime)> started = [];

    private ProcessTree(int root) => this.root = root;

    /// <summary>Looks at a process that the caller has started and not waited for. What it had started is known on Linux only.</summary>
    public static ProcessTree Of(int root)
    {
        var tree = new ProcessTree(root);
        ILookup<int, (int Pid, int Parent, long StartTime)> children = LocalProcesses.List().ToLookup(static process => process.Parent);
        tree.started.AddRange(children[root]);
        for (int next = 0; next < tree.started.Count; next++)
        {
            tree.started.AddRange(children[tree.started[next].Pid]);
        }

        return tree;
    }

    /// <summary>Asks the process to end, by SIGTERM, so that it can take back what it has begun.</summary>
    /// <returns>False where no process can be asked.</returns>
    public bool AskRootToEnd() => !OperatingSystem.IsWindows() && Libc.Kill(root, TerminateSignal) == 0;

    /// <summary>Ends what the process had started, as far as it still runs, by SIGKILL.</summary>
    public void KillStarted()
    {
        foreach ((int pid, _, long startTime) in started)
        {
            // The number may be another process's by now.
            if (LocalProcesses.StartTimeOf(pid) == startTime)
            {
                _ = Libc.Kill(pid, PosixChildGroup.KillSignal);
            }
        }
    }
}
