using Daybook.Tasks;
using Daybook.Testing.Disk;

namespace Daybook.Proof.Crashes;

/// <summary>A session ends, and the board is written as one file to begin from.</summary>
internal sealed class CheckpointProtocol : TaskProtocol
{
    private readonly NewTask task;

    public CheckpointProtocol(CrashStore store, int seed)
        : base(store, seed) => task = Task(Id(77, seed));

    public override void Run(SimulatedFileSystem disk, Ledger ledger)
    {
        using (var process = new TaskProcess(Store, disk, ledger))
        {
            process.Create(task);
            process.EndSession();
            process.WriteViews(isCheckpointWanted: true);
        }

        using var next = new TaskProcess(Store, disk, ledger);
        next.Change(task.Id ?? "", new TaskChange.Start());
        next.WriteViews(isCheckpointWanted: true);
    }
}
