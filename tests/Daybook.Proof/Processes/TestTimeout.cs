namespace Daybook.Proof.Processes;

/// <summary>The bounds of every wait, so that a hang is a failure and not a stuck build.</summary>
internal static class TestTimeout
{
    /// <summary>For anything that ends by itself; generous, since a busy machine is no reason to fail.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(60);

    /// <summary>For a command that must refuse at once: longer than any start on a busy machine, and a bound on a hang.</summary>
    public static readonly TimeSpan Refusal = TimeSpan.FromSeconds(20);
}
