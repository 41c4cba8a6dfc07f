namespace Daybook.Proof.Processes;

/// <summary>Somebody whose process may be killed at any time.</summary>
internal interface IVictim
{
    /// <summary>Kills the process if it is at work; one that is only starting is left alone, since its death would prove nothing.</summary>
    /// <returns>Whether it was killed.</returns>
    bool TryKill();
}
