using System.Runtime.InteropServices;
using Daybook.Durability.Posix;

namespace Daybook.Durability.Processes;

/// <summary>A child at the head of its process group, as the system knows it.</summary>
internal sealed unsafe class PosixChildGroup : IChildGroup
{
    internal const int KillSignal = 9;

    // WUNTRACED: stopped children are told too.
    private const int Untraced = 2;
    private const int NoSuchProcess = 3;
    private const int SignalSetBytes = 1024;

    internal PosixChildGroup(int pid, int output, int errors)
    {
        Pid = pid;
        Output = output < 0 ? null : new PosixPipeEnd(output);
        Errors = errors < 0 ? null : new PosixPipeEnd(errors);
    }

    internal static int ContinueSignal => OperatingSystem.IsMacOS() ? 19 : 18;

    public int Pid { get; }

    public IPipeEnd? Output { get; }

    public IPipeEnd? Errors { get; }

    /// <summary>SIGTTOU, which a process in the background gets for taking the terminal; the same on both systems.</summary>
    private static int BackgroundSignal => 22;

    public ChildEvent Wait()
    {
        int status;
        int result;
        do
        {
            result = Libc.Wait(Pid, &status, Untraced);
        }
        while (result < 0 && Marshal.GetLastPInvokeError() == Errno.Interrupted);

        // Where somebody else has waited for it, how it ended is not known any more.
        return result < 0 ? new ChildEvent(-1, 0, IsStopped: false)
            : (status & 0xff) == 0x7f ? new ChildEvent(0, (status >> 8) & 0xff, IsStopped: true)
            : (status & 0x7f) != 0 ? new ChildEvent(0, status & 0x7f, IsStopped: false)
            : new ChildEvent((status >> 8) & 0xff, 0, IsStopped: false);
    }

    public void Signal(int signal) => _ = Libc.Kill(-Pid, signal);

    public void Continue() => Signal(ContinueSignal);

    public bool IsGroupAlive() => Libc.Kill(-Pid, 0) == 0 || Marshal.GetLastPInvokeError() != NoSuchProcess;

    public void TakeForeground()
    {
        if (Libc.GetForeground(0) == Libc.GetGroup())
        {
            HandTerminalTo(Pid);
        }

        // It may have tried to read before the terminal was its own, and stopped.
        Continue();
    }

    public void ReturnForeground()
    {
        if (Libc.GetForeground(0) == Pid)
        {
            HandTerminalTo(Libc.GetGroup());
        }
    }

    public void Dispose()
    {
        Output?.Dispose();
        Errors?.Dispose();
    }

    private static void HandTerminalTo(int group)
    {
        byte* blocked = stackalloc byte[SignalSetBytes];
        byte* old = stackalloc byte[SignalSetBytes];
        _ = Libc.EmptySignals(blocked);
        _ = Libc.AddSignal(blocked, BackgroundSignal);
        _ = Libc.MaskSignals(OperatingSystem.IsMacOS() ? 1 : 0, blocked, old);
        _ = Libc.SetForeground(0, group);
        _ = Libc.MaskSignals(OperatingSystem.IsMacOS() ? 3 : 2, old, null);
    }
}
