using System.Text.Json;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>
/// What is known of tasks that no journal stands behind: because it is gone, or because another program wrote their <c>current.json</c>.
/// The checkpoint has all open tasks, <c>current.json</c> or its backup what was worked on later, and the history what was finished.
/// </summary>
internal sealed class JournalRemains
{
    private readonly EmbeddedPorts ports;
    private readonly TaskPlaces places;
    private readonly Checkpoint? checkpoint;
    private readonly FoundingTasks? shown;
    private readonly FinishedTasks history;
    private readonly bool isViewOurs;

    private JournalRemains(EmbeddedPorts ports, TaskPlaces places)
    {
        CurrentFile current = CurrentFile.Read(ports.FileSystem, places.Current);
        CurrentFile backup = CurrentFile.Read(ports.FileSystem, places.CurrentBackup);
        CurrentFile read = current.Document is null ? backup : current;
        this.ports = ports;
        this.places = places;
        checkpoint = Checkpoint.Read(ports.FileSystem, places.Checkpoint);
        shown = read.Document is { } document ? new FoundingTasks(document, ports.Time.GetUtcNow()) : null;
        history = new FinishedTasks(ports.FileSystem, places);
        isViewOurs = current.IsIntact || backup.IsIntact;
        Path = current.Document is null ? places.CurrentBackup : places.Current;
    }

    /// <summary>Which of the two files that show the tasks was read.</summary>
    internal string Path { get; }

    /// <summary>The project's context as it is shown; null where nothing shows it.</summary>
    internal JsonElement? Context => shown?.Context;

    /// <summary>Reads what there is; writes nothing.</summary>
    /// <exception cref="Daybook.Errors.NewerFormatException">A newer version wrote some of it.</exception>
    internal static JournalRemains Read(EmbeddedPorts ports, TaskPlaces places) => new(ports, places);

    /// <summary>What a journal begins with now.</summary>
    internal KeptBoard Board()
    {
        KeptBoard known = checkpoint is null
            ? new KeptBoard(0, new BoardSummary(), [])
            : new KeptBoard(checkpoint.Seq, checkpoint.Summary, checkpoint.Tasks);
        known = known with
        {
            // A number that a finished task has in the history is given to no other event: the task would be taken for it.
            Seq = Math.Max(Math.Max(known.Seq, shown?.Seq ?? 0), history.LastSeq()),
            Summary = known.Summary with
            {
                Token = Math.Max(known.Summary.Token, shown?.Token ?? 0),
                JournalLostAt = known.Summary.JournalLostAt ?? (IsLost() ? ports.Time.GetUtcNow() : null),
            },
        };
        return AddShown(AddFinished(known));
    }

    /// <summary>
    /// Whether something is here that only a journal can have left. What another system wrote is none of that: it begins a journal when tasks
    /// are first written.
    /// </summary>
    private bool IsLost() =>
        ports.FileSystem.Stat(places.Checkpoint) is not null
        || JournalArchive.Files(ports.FileSystem, places).Any()
        || isViewOurs
        || (places.OwnDirectory == places.Directory && HistoryMonth.All(ports.FileSystem, places.History).Count > 0);

    /// <summary>Tasks that were finished after the checkpoint are finished.</summary>
    private KeptBoard AddFinished(KeptBoard known)
    {
        if (known.Tasks.Count == 0)
        {
            return known;
        }

        Dictionary<string, TaskRecord> finished = history.Find(known.Tasks.Select(static task => task.Id).ToHashSet(StringComparer.Ordinal));
        return known with
        {
            Tasks = [.. known.Tasks.Select(task => finished.GetValueOrDefault(task.Id) is { } done && done.Seq > task.Seq ? done : task)],
        };
    }

    private KeptBoard AddShown(KeptBoard known)
    {
        if (shown is null || (checkpoint is not null && shown.Seq <= checkpoint.Seq))
        {
            return known;
        }

        ILookup<bool, TaskRecord> rows = shown.Tasks().ToLookup(task => TaskStateName.IsFinished(task.Status) && history.Find(task.Id) is not null);
        BoardSummary summary = shown.Summary();
        Dictionary<string, TaskRecord> later = rows[false].ToDictionary(static task => task.Id, StringComparer.Ordinal);
        TaskRecord[] tasks = [.. known.Tasks.Select(task => later.Remove(task.Id, out TaskRecord? row) ? Later(task, row) : task)];
        return known with
        {
            Summary = known.Summary with
            {
                Sessions =
                [
                    .. summary.Sessions.Concat(known.Summary.Sessions)
                        .GroupBy(static session => session.SessionId, StringComparer.Ordinal)
                        .Select(static same => same.MaxBy(static session => session.Seq)).OfType<SessionRecord>(),
                ],
                Completed = [.. rows[true].Reverse().Select(static done => new CompletedTask(done.Id, done.Name, done.CompletedAt ?? default, done.DurationSeconds))],
                Extra = summary.Extra,
            },

            // Open tasks first: what is finished behind them ends their waiting.
            Tasks = [.. tasks.Concat(later.Values.Where(row => IsKnownHereAlone(row))).OrderBy(static task => TaskStateName.IsFinished(task.Status))],
        };
    }

    /// <summary>
    /// A task that the history has as finished was finished after it was shown, which <c>current.json</c> was not there to tell; unless it was
    /// started again since.
    /// </summary>
    private bool IsKnownHereAlone(TaskRecord row) =>
        history.Find(row.Id) is not { } finished || (checkpoint is null && row.StartedAt > finished.CompletedAt);

    /// <summary>A task of the checkpoint as it was shown later, with what is not shown of it as it was. An event of its own has no number left.</summary>
    private static TaskRecord Later(TaskRecord task, TaskRecord row) => TaskStateName.IsFinished(task.Status) ? task : task with
    {
        Name = row.Name,
        Status = row.Status,
        StartedAt = row.StartedAt,
        CompletedAt = row.CompletedAt,
        DurationSeconds = row.DurationSeconds,
        Context = TaskStateName.IsFinished(row.Status) ? task.Context : row.Context,
        SessionId = row.SessionId ?? task.SessionId,
        Claim = row.Status == TaskState.InProgress ? task.Claim : null,
        Seq = 0,
    };
}
