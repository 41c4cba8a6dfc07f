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

    /// <summary>SIG_BLOCK.</summary>
    private static int BlockSignals => OperatingSystem.IsMacOS() ? 1 : 0;

    /// <summary>SIG_SETMASK.</summary>
    private static int SetSignals => OperatingSystem.IsMacOS() ? 3 : 2;

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

    /// <summary>Stops this process until it is continued, and what else belongs to the job: a script around it, or what reads its output.</summary>
    internal static unsafe void Stop()
    {
        byte* stop = stackalloc byte[Libc.OpaqueBytes];
        byte* mask = stackalloc byte[Libc.OpaqueBytes];
        byte* action = stackalloc byte[Libc.OpaqueBytes];
        _ = Libc.EmptySignals(stop);
        _ = Libc.AddSignal(stop, TerminalStopSignal);
        _ = Libc.MaskSignals(BlockSignals, stop, mask);
        _ = Libc.ExchangeAction(TerminalStopSignal, null, action);
        _ = Libc.SetAction(TerminalStopSignal, Libc.DefaultAction);

        // Ours goes to this thread, where it waits, being blocked, until the others have theirs. The shell may see these stand still and continue the
        // job at once: that takes back a stop which waits, and one that were sent afterwards would stand for ever.
        _ = Libc.Raise(TerminalStopSignal);
        try
        {
            StopOthers();
        }
        finally
        {
            _ = Libc.MaskSignals(SetSignals, mask, null);
            _ = Libc.ExchangeAction(TerminalStopSignal, action, null);
        }
    }

    private static void StopOthers()
    {
        int group = Libc.GetGroup();

        // All are found before the first is told: the shell may continue the job as soon as that one stands still.
        int[] others = [.. LocalProcesses.List().Select(static process => process.Pid).Where(pid => pid != Environment.ProcessId && Libc.GetGroupOf(pid) == group)];
        foreach (int pid in others)
        {
            _ = Libc.Kill(pid, TerminalStopSignal);
        }
    }
}
