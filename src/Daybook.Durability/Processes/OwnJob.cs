using Daybook.Durability.Posix;

namespace Daybook.Durability.Processes;

/// <summary>The process group that this process belongs to, as a shell with job control sees it.</summary>
internal static class OwnJob
{
    private const int Self = 0;
    private const int Init = 1;

    /// <summary>More wrappers around one command than anybody has.</summary>
    private const int AncestorsMaximum = 100;

    /// <summary>Whether stdin, stdout or stderr is the terminal of this session.</summary>
    internal static bool HasTerminal =>
        IsTerminal(StandardDescriptors.Input) || IsTerminal(StandardDescriptors.Output) || IsTerminal(StandardDescriptors.Errors);

    /// <summary>SIGTSTP.</summary>
    private static int TerminalStopSignal => OperatingSystem.IsMacOS() ? 18 : 20;

    /// <summary>Whether a descriptor is the terminal of this session. The system tells the foreground of no other one.</summary>
    internal static bool IsTerminal(int descriptor) => Libc.GetForeground(descriptor) > 0;

    /// <summary>
    /// Whether somebody outside of the group, and within the session, started it: that is the shell, which waits for it and sees it stop. POSIX calls
    /// a group without one orphaned, and the system itself does not let such a group be stopped from the terminal.
    /// </summary>
    internal static bool IsSeenByShell()
    {
        int group = Libc.GetGroup();
        int session = Libc.GetSessionOf(Self);
        int ancestor = Libc.GetParent();
        for (int level = 0; level < AncestorsMaximum && ancestor > Init && Libc.GetSessionOf(ancestor) == session; level++)
        {
            if (Libc.GetGroupOf(ancestor) != group)
            {
                return true;
            }

            // A script or a wrapper of the same job: the shell stands behind it.
            ancestor = LocalProcesses.ParentOf(ancestor) ?? Init;
        }

        return false;
    }

    /// <summary>Stops what else belongs to the job: a script around this process, or what reads its output.</summary>
    internal static void StopOthers()
    {
        int group = Libc.GetGroup();

        // All are found before the first is told: the shell may continue the job as soon as that one stands still, and this process, which stops
        // last, must not come after.
        int[] others = [.. LocalProcesses.List().Select(static process => process.Pid).Where(pid => pid != Environment.ProcessId && Libc.GetGroupOf(pid) == group)];
        foreach (int pid in others)
        {
            _ = Libc.Kill(pid, TerminalStopSignal);
        }
    }
}
