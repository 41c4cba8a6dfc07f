using Daybook.Testing.Disk;

namespace Daybook.Proof.Recorded;

/// <summary>A disk as a power loss left it.</summary>
/// <param name="Place">Where the power failed.</param>
/// <param name="Disk">The disk, started anew.</param>
/// <param name="Hash">What tells it from every other.</param>
/// <param name="Words">What was kept and lost.</param>
internal sealed record CrashedState(CrashPlace Place, SimulatedFileSystem Disk, ulong Hash, string Words)
{
    /// <summary>What makes it a case of its own: also what had been told by then.</summary>
    public (string Command, ulong Disk, string Told, bool IsAcknowledged) Key => (Place.Recording.Sound.Command.Name, Hash, Place.Told, Place.IsAcknowledged);
}
