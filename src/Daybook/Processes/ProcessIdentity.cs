namespace Daybook.Processes;

/// <summary>Names one process among all that ever ran on any machine.</summary>
/// <param name="Pid">Its number.</param>
/// <param name="StartTime">When it started, in the system's unit.</param>
/// <param name="BootId">The boot in which it ran.</param>
/// <param name="PidNamespace">The numbering in which <paramref name="Pid"/> counts.</param>
public sealed record ProcessIdentity(int Pid, long StartTime, string BootId, string PidNamespace)
{
    /// <summary>Names a process that runs now; null if there is none with this number.</summary>
    public static ProcessIdentity? Of(int pid, IProcessTable processes)
    {
        ArgumentNullException.ThrowIfNull(processes);
        return processes.StartTimeOf(pid) is { } started
            ? new ProcessIdentity(pid, started, processes.Now.BootId, processes.PidNamespace)
            : null;
    }

    /// <summary>
    /// Whether the process has certainly ended. False where this machine cannot know: in another boot, which may be another machine's, and
    /// in another numbering.
    /// </summary>
    public bool IsProvablyGone(IProcessTable processes)
    {
        ArgumentNullException.ThrowIfNull(processes);
        return BootId == processes.Now.BootId
            && PidNamespace == processes.PidNamespace
            && PidNamespace.Length > 0
            && processes.StartTimeOf(Pid) != StartTime;
    }
}
