using Daybook.Embedded.Tasks;
using Daybook.Tasks;
using Daybook.Testing.Disk;

namespace Daybook.Proof.Crashes;

/// <summary>What all protocols of tasks share: some tasks before, and the questions afterwards.</summary>
internal abstract class TaskProtocol : CrashProtocol
{
    private readonly NewTask[] before;

    protected TaskProtocol(CrashStore store, int seed)
        : base(store, seed) => before = [.. Enumerable.Range(0, Random.Next(1, 4)).Select(number => Task(Id(number, seed)))];

    protected IReadOnlyList<string> IdsBefore => [.. before.Select(static task => task.Id ?? "")];

    public override void Prepare(SimulatedFileSystem disk)
    {
        using var process = new TaskProcess(Store, disk, new Ledger(disk));
        foreach (NewTask task in before)
        {
            process.Create(task);
        }

        process.Change(before[0].Id ?? "", new TaskChange.Start());
        if (Random.Next(2) == 0)
        {
            process.WriteViews(isCheckpointWanted: Random.Next(2) == 0);
        }
    }

    public override void Recover(SimulatedFileSystem disk, Ledger ledger)
    {
        Check(disk, ledger);
        var next = new NewTask { Id = Id(ledger.Attempted.Count, 1 << 30), Name = "next" };
        Go(disk, ledger, next);
        byte[] journal = BytesOf(disk, Store.Tasks.Journal);
        byte[] current = BytesOf(disk, Store.Tasks.Current);
        byte[] checkpoint = BytesOf(disk, Store.Tasks.Checkpoint);
        Go(disk, ledger, next);
        Demand(BytesOf(disk, Store.Tasks.Journal).AsSpan().SequenceEqual(journal), "the same command again wrote again");
        Demand(BytesOf(disk, Store.Tasks.Current).AsSpan().SequenceEqual(current), "current.json changed though nothing happened");
        Demand(BytesOf(disk, Store.Tasks.Checkpoint).AsSpan().SequenceEqual(checkpoint), "the checkpoint changed though nothing happened");
    }

    /// <summary>An id as tasks have them.</summary>
    protected static string Id(int number, int of) => $"{number:x8}-0000-4000-8000-{of:x12}";

    protected NewTask Task(string id) => new() { Id = id, Name = "task " + Words(20), Description = Random.Next(3) == 0 ? Words(50) : null };

    /// <summary>The board has all that was acknowledged, the history each finished task once, and no line is damaged that a crash cannot have torn.</summary>
    protected void Check(SimulatedFileSystem disk, Ledger ledger)
    {
        var reading = new TaskReading(Store.Ports(disk, ledger.Attempted.Count), Store.Tasks);
        reading.Ask((board, desk, problems) =>
        {
            foreach (string id in IdsBefore)
            {
                _ = desk.Get(id);
            }

            foreach (string done in ledger.Acknowledged)
            {
                Demand(done, desk);
            }

            int torn = ledger.Attempted.Count - ledger.Acknowledged.Count;
            Demand(problems.Count <= torn, $"{problems.Count} problems, and {torn} lines can be damaged: {First(problems)}");
            DemandHistory(disk, ledger, board, problems);
            return true;
        });
    }

    private void DemandHistory(SimulatedFileSystem disk, Ledger ledger, TaskBoard board, ProblemList problems)
    {
        var search = HistorySearch.Begin(disk, Store.Tasks, new TaskHistoryQuery(), board, problems);
        IReadOnlyList<TaskRecord> history = search.Run(CancellationToken.None).Items;
        foreach (string done in ledger.Acknowledged)
        {
            if (done.StartsWith("complete ", StringComparison.Ordinal))
            {
                Demand(history.Count(task => done.EndsWith(task.Id, StringComparison.Ordinal)) == 1, $"{done}: it is not in the history once");
            }
        }
    }

    private static void Demand(string done, TaskDesk desk)
    {
        string[] words = done.Split(' ');
        if (words[0] is not ("create" or "start" or "complete"))
        {
            return;
        }

        TaskState least = words[0] switch { "start" => TaskState.InProgress, "complete" => TaskState.Completed, _ => TaskState.Pending };
        TaskRecord task = desk.Get(words[1]);
        Demand(task.Status >= least, $"{done} was acknowledged, and it is {task.Status}");
    }

    /// <summary>The next process: a command, and the views that it leaves behind.</summary>
    private void Go(SimulatedFileSystem disk, Ledger ledger, NewTask task)
    {
        using var process = new TaskProcess(Store, disk, ledger);
        process.Create(task);
        process.WriteViews(isCheckpointWanted: false);
    }
}
