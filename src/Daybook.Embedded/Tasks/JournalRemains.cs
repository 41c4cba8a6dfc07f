using System.Text.Json;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>
/// What is known of tasks beside a journal: of one that is gone or was cut, or where another program wrote their <c>current.json</c>. The
/// checkpoint has all open tasks, <c>current.json</c> or its backup what was worked on later, and the history what was finished.
/// </summary>
internal sealed class JournalRemains
{
    private readonly EmbeddedPorts ports;
    private readonly TaskPlaces places;
    private readonly Checkpoint? checkpoint;
    private readonly FoundingTasks? shown;
    private readonly FinishedTasks history;
    private readonly bool isViewOurs;
    private readonly bool isShownOurs;

    private JournalRemains(EmbeddedPorts ports, TaskPlaces places, Func<CurrentFile, bool> counts)
    {
        CurrentFile current = CurrentFile.Read(ports.FileSystem, places.Current);
        CurrentFile backup = CurrentFile.Read(ports.FileSystem, places.CurrentBackup);
        CurrentFile read = counts(current) ? current : backup;
        this.ports = ports;
        this.places = places;
        checkpoint = Checkpoint.Read(ports.FileSystem, places.Checkpoint);
        shown = counts(read) && read.Document is { } document ? new FoundingTasks(document, ports.Time.GetUtcNow()) : null;
        history = new FinishedTasks(ports.FileSystem, places);
        isViewOurs = current.IsIntact || backup.IsIntact;
        isShownOurs = read.IsIntact;
        Path = read == current ? places.Current : places.CurrentBackup;
    }

    /// <summary>Which of the two files that show the tasks was read.</summary>
    internal string Path { get; }

    /// <summary>The project's context as it is shown; null where nothing shows it.</summary>
    internal JsonElement? Context => shown?.Context;

    private long Seq => Math.Max(checkpoint?.Seq ?? 0, shown?.Seq ?? 0);

    private long Token => Math.Max(checkpoint?.Summary.Token ?? 0, shown?.Token ?? 0);

    /// <summary>Reads what there is without a journal, whoever wrote it; writes nothing.</summary>
    /// <exception cref="Daybook.Errors.NewerFormatException">A newer version wrote some of it.</exception>
    internal static JournalRemains Read(EmbeddedPorts ports, TaskPlaces places) => new(ports, places, static file => file.Document is not null);

    /// <summary>Reads what there is beside a journal: what something else wrote does not count. Writes nothing.</summary>
    /// <exception cref="Daybook.Errors.NewerFormatException">A newer version wrote some of it.</exception>
    internal static JournalRemains Beside(EmbeddedPorts ports, TaskPlaces places) => new(ports, places, static file => file.IsIntact);

    /// <summary>What a journal begins with now.</summary>
    internal KeptBoard Board()
    {
        KeptBoard known = checkpoint is null
            ? new KeptBoard(0, new BoardSummary(), [])
            : new KeptBoard(checkpoint.Seq, checkpoint.Summary, checkpoint.Tasks);
        known = known with
        {
            Summary = known.Summary with { JournalLostAt = known.Summary.JournalLostAt ?? (IsLost() ? ports.Time.GetUtcNow() : null) },
        };
        known = AddFinished(Numbered(known));
        return checkpoint is null || shown?.Seq > checkpoint.Seq ? AddShown(known, isLater: true, static _ => true) : known;
    }

    /// <summary>What a journal is continued with that was cut, or that has damaged lines.</summary>
    /// <param name="journal">What its lines say.</param>
    internal KeptBoard Beyond(TaskReplay journal)
    {
        KeptBoard known = KeptBoard.Of(journal.Board);
        bool isLater = shown?.Seq > journal.LastSeq;
        if (checkpoint is not null && (journal.JournalId.Length == 0 || checkpoint.JournalId == journal.JournalId || checkpoint.Seq > known.Seq))
        {
            known = AddCheckpoint(known, checkpoint);
        }

        known = AddFinished(Numbered(known));

        // What is finished and neither here nor in the history is in the journals, which say more of it.
        return isLater || journal.MayLackEvents || journal.LacksEvents
            ? AddShown(known, isLater, static row => !TaskStateName.IsFinished(row.Status))
            : known;
    }

    private static KeptBoard AddCheckpoint(KeptBoard kept, Checkpoint checkpoint) => kept with
    {
        Summary = kept.Summary with { Sessions = Latest(checkpoint.Summary.Sessions, kept.Summary.Sessions) },
        Tasks =
        [
            .. kept.Tasks.Concat(checkpoint.Tasks)
                .GroupBy(static task => task.Id, StringComparer.Ordinal)
                .Select(static same => same.MaxBy(static task => task.Seq)).OfType<TaskRecord>(),
        ],
    };

    private static IReadOnlyList<SessionRecord> Latest(IEnumerable<SessionRecord> some, IEnumerable<SessionRecord> others) =>
    [
        .. some.Concat(others)
            .GroupBy(static session => session.SessionId, StringComparer.Ordinal)
            .Select(static same => same.MaxBy(static session => session.Seq)).OfType<SessionRecord>(),
    ];

    /// <summary>
    /// Goes on behind every number that was given out. One that a finished task has in the history is given to no other event: the task would be
    /// taken for it.
    /// </summary>
    private KeptBoard Numbered(KeptBoard known) => known with
    {
        Seq = Math.Max(Math.Max(known.Seq, Seq), history.LastSeq()),
        Summary = known.Summary with { Token = Math.Max(known.Summary.Token, Token) },
    };

    /// <summary>
    /// Whether something is here that only a journal can have left. What another system wrote is none of that: it begins a journal when tasks
    /// are first written.
    /// </summary>
    private bool IsLost() =>
        ports.FileSystem.Stat(places.Checkpoint) is not null
        || JournalArchive.Files(ports.FileSystem, places).Any()
        || isViewOurs
        || (!places.IsShared && HistoryMonth.All(ports.FileSystem, places.History).Count > 0);

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

    /// <summary>Adds what is shown of tasks that is later than what is known of them.</summary>
    /// <param name="known">What is known.</param>
    /// <param name="isLater">Whether what is shown is later than all that is known.</param>
    /// <param name="isWanted">Whether to take a task that is shown, and known neither here nor to the history.</param>
    private KeptBoard AddShown(KeptBoard known, bool isLater, Func<TaskRecord, bool> isWanted)
    {
        if (shown is null)
        {
            return known;
        }

        IReadOnlyList<TaskRecord> rows = shown.Tasks();
        BoardSummary summary = shown.Summary();
        Dictionary<string, TaskRecord> later = rows
            .Where(task => !TaskStateName.IsFinished(task.Status) || history.Find(task.Id) is null)
            .ToDictionary(static task => task.Id, StringComparer.Ordinal);
        TaskRecord[] tasks = [.. known.Tasks.Select(task => later.Remove(task.Id, out TaskRecord? row) && IsShownLater(task, row) ? Later(task, row) : task)];
        return new KeptBoard(
            known.Seq,
            known.Summary with
            {
                Sessions = Latest(summary.Sessions, known.Summary.Sessions),
                Completed = isLater ? [.. rows.Where(static task => task.Status == TaskState.Completed).Reverse().Select(Listed)] : known.Summary.Completed,
                Extra = isLater ? summary.Extra : known.Summary.Extra,
            },

            // Open tasks first: what is finished behind them ends their waiting.
            [
                .. tasks.Concat(later.Values.Select(row => ShownAlone(row, isWanted)).OfType<TaskRecord>())
                    .OrderBy(static task => TaskStateName.IsFinished(task.Status)),
            ]);
    }

    /// <summary>Whether a task was shown after all that is known of it happened. A finished one is told better by what finished it.</summary>
    private bool IsShownLater(TaskRecord task, TaskRecord row) =>
        task.Seq <= shown?.Seq && !(TaskStateName.IsFinished(task.Status) && TaskStateName.IsFinished(row.Status));

    private static CompletedTask Listed(TaskRecord done) => new(done.Id, done.Name, done.CompletedAt ?? default, done.DurationSeconds);

    /// <summary>
    /// A task that is shown and not known. One that the history has as finished was finished after it was shown, which <c>current.json</c> was not
    /// there to tell; unless it was opened again before.
    /// </summary>
    private TaskRecord? ShownAlone(TaskRecord row, Func<TaskRecord, bool> isWanted)
    {
        if (history.Find(row.Id) is not { } finished)
        {
            return isWanted(row) ? row : null;
        }

        bool isOpenAgain = !TaskStateName.IsFinished(row.Status) && (isShownOurs ? finished.Seq <= shown?.Seq : row.StartedAt > finished.CompletedAt);
        return isOpenAgain ? Later(finished, row) : null;
    }

    /// <summary>A task as it was shown later, with what is not shown of it as it was. An event of its own has no number left.</summary>
    private static TaskRecord Later(TaskRecord task, TaskRecord row) => task with
    {
        Name = row.Name,
        Status = row.Status,
        StartedAt = row.StartedAt,
        CompletedAt = row.CompletedAt,
        DurationSeconds = row.DurationSeconds,
        FailureReason = null,
        Context = TaskStateName.IsFinished(row.Status) ? task.Context : row.Context,
        SessionId = row.SessionId ?? task.SessionId,
        Claim = row.Status == TaskState.InProgress ? task.Claim : null,
        Reopened = TaskStateName.IsFinished(task.Status) ? Math.Min(task.Reopened, int.MaxValue - 1) + 1 : task.Reopened,
        Seq = 0,
    };
}
