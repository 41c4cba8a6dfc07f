using Daybook.Durability.FileSystem;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>
/// Begins a damaged journal anew with what its readers see, and with what only the history and the views still know. The old journal goes
/// to the quarantine as it is, and into the archive as far as it can be read, so that the events in it stay in reach.
/// </summary>
internal sealed class JournalRepair(EmbeddedPorts ports, TaskPlaces places, JournalRotation rotation)
{
    private readonly LineFileRepair lines = new(ports, places);

    /// <summary>Repairs the journal, under the lock of the tasks. When it returns, what it did survives power loss.</summary>
    /// <param name="lost">Tasks that the history has as finished by events that the journal lost.</param>
    internal void Run(IReadOnlyList<TaskRecord> lost)
    {
        rotation.Run(
            known: 0,
            _ => Quarantine.PathFor(ports, places, places.Journal),
            (name, log, length) =>
            {
                Archive(name, log, length);
                TaskBoard board = TaskReplay.Load(ports.FileSystem, places, log, length, isFinal: true, new ProblemList()).Board;
                return Complete(KeptBoard.Of(board), lost);
            });
    }

    private void Archive(string name, IFile log, long length)
    {
        DirectoryTree.Create(ports.FileSystem, places.Archive);
        lines.Replace(
            JournalArchive.PathOf(places, name),
            isPacked: false,
            output => lines.CopyPlain(log, length, TaskLineCheck.OfJournal, (line, _) => output.Add(line)));
    }

    private KeptBoard Complete(KeptBoard kept, IReadOnlyList<TaskRecord> lost)
    {
        Checkpoint? checkpoint = Checkpoint.Read(ports.FileSystem, places.Checkpoint);
        CurrentFile current = CurrentFile.Read(ports.FileSystem, places.Current);
        FoundingTasks? view = current is { IsIntact: true, Document: { } document } ? new FoundingTasks(document, ports.Time.GetUtcNow()) : null;
        ILookup<string, TaskRecord> finished = lost.ToLookup(static task => task.Id, StringComparer.Ordinal);
        TaskRecord[] tasks = [.. kept.Tasks.Select(task => finished[task.Id].Append(task).MaxBy(static either => either.Seq) ?? task)];
        var known = tasks.Select(static task => task.Id).ToHashSet(StringComparer.Ordinal);
        var history = new FinishedTasks(ports.FileSystem, places);

        // Open tasks first: what is finished behind them ends their waiting.
        return new KeptBoard(
            Math.Max(kept.Seq, Math.Max(checkpoint?.Seq ?? 0, view?.Seq ?? 0)),
            kept.Summary with
            {
                Token = Math.Max(kept.Summary.Token, Math.Max(checkpoint?.Summary.Token ?? 0, view?.Token ?? 0)),
                JournalLostAt = null,
            },
            [
                .. tasks.Concat(view?.Tasks().Where(IsLost) ?? []).OrderBy(static task => TaskStateName.IsFinished(task.Status)),
            ]);

        bool IsLost(TaskRecord task) => !TaskStateName.IsFinished(task.Status) && !known.Contains(task.Id) && history.Find(task.Id) is null;
    }
}
