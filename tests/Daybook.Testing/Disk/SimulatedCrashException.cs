namespace Daybook.Testing.Disk;

/// <summary>
/// The simulated machine stopped at this call. Deliberately no <c>DurabilityException</c>: nothing that handles a disk's errors
/// may handle this, since a dead process handles nothing.
/// </summary>
public sealed class SimulatedCrashException : Exception
{
    public SimulatedCrashException(int call)
        : base($"the simulated machine stopped at call {call}")
    {
    }
}
