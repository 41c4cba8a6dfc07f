using Daybook.Testing.Disk;

namespace Daybook.Proof.Recorded;

/// <summary>A moment of a recording at which the power fails.</summary>
/// <param name="Recording">The recording.</param>
/// <param name="Disk">What was written by then, and what of it is durable.</param>
/// <param name="Told">What the program had printed by then.</param>
/// <param name="IsAcknowledged">Whether it had said that it was done.</param>
/// <param name="Words">The moment in words.</param>
internal sealed record CrashPlace(Recording Recording, SimulatedFileSystem Disk, string Told, bool IsAcknowledged, string Words)
{
    /// <summary>The states that a power loss may leave there, or some of them.</summary>
    public IEnumerable<CrashedState> States(int statesMax, int seed)
    {
        var states = new CrashStates(Disk, statesMax, seed);
        while (states.MoveNext())
        {
            yield return new CrashedState(this, states.Start(), states.Hash, states.Describe());
        }
    }
}
