using Daybook.Embedded.Tasks;
using Daybook.Tasks;
using Daybook.Testing.Disk;

namespace Daybook.Proof.Crashes;

/// <summary>A journal that has grown is set aside and begun anew; every event stays readable.</summary>
internal sealed class JournalCompactionProtocol : TaskProtocol
{
    private readonly NewTask task;

    public JournalCompactionProtocol(CrashStore store, int seed)
        : base(store, seed) => task = Task(Id(77, seed));

    public override void Run(SimulatedFileSystem disk, Ledger ledger)
    {
        using (var process = new TaskProcess(Store, disk, ledger))
        {
            process.Create(task);
            process.Change(IdsBefore[0], new TaskChange.Complete(null));
            process.WriteViews(isCheckpointWanted: true);
            process.CompactJournal();
        }

        using var next = new TaskProcess(Store, disk, ledger);
        next.Change(task.Id ?? "", new TaskChange.Start());
    }

    public override void Recover(SimulatedFileSystem disk, Ledger ledger)
    {
        base.Recover(disk, ledger);
        foreach (string id in ledger.Acknowledged.Contains($"create {task.Id}") ? IdsBefore.Append(task.Id ?? "") : IdsBefore)
        {
            var problems = new ProblemList();
            TaskEvent[] events = [.. JournalEvents.Of(disk, Store.Tasks, id, problems)];
            Demand(events.Count(static happened => happened.Action is TaskAction.Created) == 1, $"how {id} began is not there once among {events.Length} events");
        }
    }
}
