using System.Runtime.InteropServices;
using Daybook.Durability.Processes;

namespace Daybook.Cli.Processes;

/// <summary>
/// Passes the signals that this process gets on to the child's group, so that whoever ends, hangs up or stops this process means the child.
/// What comes before the child is there is kept for it.
/// </summary>
internal sealed class SignalRelay : IDisposable
{
    /// <summary>
    /// HUP, INT, QUIT, TERM; ALRM, VTALRM, PROF, WINCH; USR1, USR2; and what only one of the systems has: INFO, or IO and PWR. Not CONT: whoever
    /// stopped with the child continues it. Passed on from here it could come late, and undo the next stop.
    /// </summary>
    private static readonly int[] Relayed =
        [1, 2, 3, 15, 14, 26, 27, 28, .. OperatingSystem.IsMacOS() ? [30, 31, 29] : (int[])[10, 12, 29, 30], TerminalStopSignal];

    private static int TerminalStopSignal => OperatingSystem.IsMacOS() ? 18 : 20;

    private readonly List<PosixSignalRegistration> registrations = [];
    private readonly List<int> early = [];
    private readonly Lock gate = new();
    private IChildGroup? child;
    private bool isStopped;

    /// <summary>Takes the signals over.</summary>
    public SignalRelay()
    {
        foreach (int number in Relayed)
        {
            Register(number);
        }
    }

    /// <summary>Names the child, and sends it what came before.</summary>
    public void Attach(IChildGroup group)
    {
        lock (gate)
        {
            child = group;
            early.ForEach(group.Signal);
            early.Clear();
        }
    }

    /// <summary>
    /// Tells that the child has stopped and nobody will continue it. From now on it is continued with whatever is to end it, as a shell does with
    /// stopped jobs that it ends: a stopped process takes no other signal.
    /// </summary>
    public void NoteStopped()
    {
        lock (gate)
        {
            isStopped = true;
        }
    }

    /// <summary>Ends the relay: the child is gone, and its number may soon be another's.</summary>
    public void Detach()
    {
        lock (gate)
        {
            child = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => registrations.ForEach(static registration => registration.Dispose());

    private void Register(int number) => registrations.Add(PosixSignalRegistration.Create((PosixSignal)number, context =>
    {
        context.Cancel = true;
        lock (gate)
        {
            if (child is { } group)
            {
                group.Signal(number);
                if (isStopped && number != TerminalStopSignal)
                {
                    group.Continue();
                }
            }
            else
            {
                early.Add(number);
            }
        }
    }));
}
