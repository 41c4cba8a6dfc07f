using Daybook.Durability.Logs;
using Daybook.Embedded;
using Daybook.Embedded.Tasks;
using Daybook.Tasks;
using Daybook.Testing.Disk;

namespace Daybook.Proof.Crashes;

/// <summary>One process that writes tasks: the same entries, log writer and views that the store has, driven on this thread.</summary>
internal sealed class TaskProcess : IDisposable
{
    private static readonly TaskActor Actor = new() { Agent = "proof" };

    private readonly CrashStore store;
    private readonly SimulatedFileSystem disk;
    private readonly Ledger ledger;
    private readonly EmbeddedPorts ports;
    private readonly TaskWriting writing;
    private readonly LogWriter log;

    public TaskProcess(CrashStore store, SimulatedFileSystem disk, Ledger ledger)
    {
        this.store = store;
        this.disk = disk;
        this.ledger = ledger;
        ports = store.Ports(disk, ledger.Attempted.Count);
        writing = new TaskWriting(ports, store.Tasks);
        log = new LogWriter(disk, store.Tasks.LogOptions(store.Options), ports.Clock, ports.Time, store.Metrics);
    }

    public void Create(NewTask task) => Do($"create {task.Id}", desk => desk.Create(task, Actor));

    public void Change(string id, TaskChange change)
    {
        string word = change is TaskChange.Start ? "start" : change is TaskChange.Complete ? "complete" : "edit";
        Do($"{word} {id}", desk => desk.Change(id, change, Actor));
    }

    public void EndSession() => Do("end session", desk => desk.EndSession(Actor));

    /// <summary>Writes what can be made anew from the journal: history, checkpoint, current.json.</summary>
    public void WriteViews(bool isCheckpointWanted)
    {
        var views = new TaskViews(ports, store.Tasks, store.Options, capture =>
        {
            BoardCapture taken = Write<BoardCapture>((_, replay) =>
            {
                BoardCapture captured = capture(replay);
                return (null, () => captured);
            }) ?? throw new ProofFailedException("the board was not captured");
            return Task.FromResult(taken);
        });
        if (isCheckpointWanted)
        {
            views.Touch(isCheckpointWanted: true);
        }

        // Everything in it runs on this thread, since the capture does.
        views.Write();
    }

    /// <summary>Begins the journal anew, whatever its size.</summary>
    public void CompactJournal()
    {
        using var history = new HistoryWriting(ports, store.Tasks);
        using var rotation = new JournalRotation(ports, store.Tasks, store.Options, history);
        new JournalCompaction(ports, store.Tasks, rotation).Run(CheckpointMark.Read(disk, store.Tasks.Checkpoint).Seq);
    }

    public void Dispose()
    {
        log.Dispose();
        writing.Dispose();
    }

    private void Do(string words, Func<TaskDesk, TaskEvent?> decide)
    {
        ledger.Attempt(words);
        Write<string>((desk, _) => (decide(desk), () => words));
        ledger.Acknowledge(words);
    }

    private T? Write<T>(Func<TaskDesk, TaskReplay, (TaskEvent? Happened, Func<T> Answer)> decide)
    {
        var entry = new TaskEntry<T>(writing, decide);
        log.Append([entry]);
        if (entry.NeedsJournal)
        {
            JournalStart.Ensure(ports, store.Tasks, store.Options);
            entry = new TaskEntry<T>(writing, decide);
            log.Append([entry]);
        }

        return entry.Failure is null || disk.Crashed
            ? entry.Answer
            : throw new ProofFailedException($"a task command was refused: {entry.Failure.Message}", entry.Failure);
    }
}
