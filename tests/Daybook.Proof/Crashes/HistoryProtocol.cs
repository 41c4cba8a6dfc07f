using Daybook.Tasks;
using Daybook.Testing.Disk;

namespace Daybook.Proof.Crashes;

/// <summary>A finished task leaves the board for the history of its month.</summary>
internal sealed class HistoryProtocol(CrashStore store, int seed) : TaskProtocol(store, seed)
{
    public override void Run(SimulatedFileSystem disk, Ledger ledger)
    {
        using var process = new TaskProcess(Store, disk, ledger);
        process.Change(IdsBefore[0], new TaskChange.Complete(null));
        process.WriteViews(isCheckpointWanted: false);
        if (IdsBefore.Count > 1)
        {
            process.Change(IdsBefore[1], new TaskChange.Start());
            process.Change(IdsBefore[1], new TaskChange.Complete("done"));
            process.WriteViews(isCheckpointWanted: IdsBefore.Count > 2);
        }
    }
}
