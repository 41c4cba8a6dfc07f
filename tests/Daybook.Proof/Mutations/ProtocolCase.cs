using Daybook.Proof.Crashes;
using Daybook.Testing.Disk;

namespace Daybook.Proof.Mutations;

/// <summary>One protocol with one seed, ready to be explored again and again, each time with another protection gone.</summary>
internal sealed class ProtocolCase
{
    private const int StatesMaximum = 30;

    private readonly CrashStore store = new();
    private readonly CrashProtocol protocol;
    private readonly int seed;

    public ProtocolCase(Func<CrashStore, int, CrashProtocol> create, int seed)
    {
        this.seed = seed;
        protocol = create(store, seed);
    }

    /// <summary>The protections that the protocol and the recovery from it rely on when nothing crashes.</summary>
    public IReadOnlyCollection<Protection> Find()
    {
        SimulatedFileSystem disk = StatesThread.Prepared(store, protocol);
        var found = new HashSet<Protection>();
        disk.Protections = found;
        var ledger = new Ledger(disk);
        protocol.Run(disk, ledger);
        protocol.Recover(disk, ledger);
        return found;
    }

    /// <summary>Whether some crash shows that the protection is gone.</summary>
    public bool Misses(Protection gone, int depth)
    {
        lock (protocol)
        {
            return IsShown(gone, depth);
        }
    }

    private bool IsShown(Protection gone, int depth)
    {
        SimulatedFileSystem disk = StatesThread.Prepared(store, protocol);
        disk.Weakness = gone;
        try
        {
            CrashExplorer.Explore(
                disk, protocol.Run, protocol.Recover, new CrashOptions { Depth = depth, StatesMaximum = StatesMaximum, AgainShare = 0.005, Seed = seed, Known = new KnownStates() });
            return false;
        }
        catch (Exception noticed) when (noticed is CrashFailureException or ProofFailedException)
        {
            return true;
        }
    }
}
