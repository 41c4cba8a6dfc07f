namespace Daybook.Testing.Disk;

/// <summary>
/// Crashes a protocol before and after each of its calls, and recovers from every disk that each crash may leave: once from a kill
/// of the process, where all that was written is readable, and once from each state of a power loss.
/// </summary>
public static class CrashExplorer
{
    /// <summary>Runs the exploration.</summary>
    /// <param name="setup">Prepares the disk; what it does counts as durable.</param>
    /// <param name="protocol">Stores records and tells the ledger. Run again for each crash, so it must make the same calls each time.</param>
    /// <param name="check">Recovers on a surviving disk and asserts what the ledger promises; it may write, and is crashed in turn if the depth says so.</param>
    /// <param name="options">How thoroughly; all states of one crash unless given.</param>
    /// <returns>What was covered.</returns>
    /// <exception cref="CrashFailureException">The check failed on a state.</exception>
    public static CrashReport Explore(
        Action<SimulatedFileSystem> setup,
        Action<SimulatedFileSystem, Ledger> protocol,
        Action<SimulatedFileSystem, Ledger> check,
        CrashOptions? options = null)
    {
        SimulatedFileSystem prepared = new();
        setup(prepared);
        prepared.SyncAll();
        return Explore(prepared, protocol, check, options ?? new CrashOptions());
    }

    /// <summary>Runs the exploration from a disk on which everything is durable, and which stays as it is.</summary>
    /// <inheritdoc cref="Explore(Action{SimulatedFileSystem}, Action{SimulatedFileSystem, Ledger}, Action{SimulatedFileSystem, Ledger}, CrashOptions?)"/>
    public static CrashReport Explore(
        SimulatedFileSystem prepared,
        Action<SimulatedFileSystem, Ledger> protocol,
        Action<SimulatedFileSystem, Ledger> check,
        CrashOptions options) => new Exploration(protocol, check, options).Run(prepared);
}
