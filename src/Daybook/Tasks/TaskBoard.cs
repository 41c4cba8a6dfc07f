using Daybook.Errors;

namespace Daybook.Tasks;

/// <summary>
/// The tasks and sessions as the events so far have left them, in memory: those that are open, and those that were finished lately and
/// have not been <see cref="Forget">forgotten</see>. For one caller at a time.
/// </summary>
public sealed partial class TaskBoard
{
    /// <summary>How many completed tasks are listed as the latest.</summary>
    public const int CompletedMax = 50;

    /// <summary>The largest number that a journal may begin with; what follows it will not end the numbering.</summary>
    private const long NumberMax = 1L << 53;

    /// <summary>How far an event's number, or its token, may be ahead: lines that were destroyed, or tokens passed over on purpose.</summary>
    private const long StepMax = 1L << 32;

    private readonly Dictionary<string, TaskRecord> open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TaskRecord> finished = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TaskRecord> inProgress = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> dependents = new(StringComparer.Ordinal);
    private readonly List<CompletedTask> completed = [];
    private BoardSummary kept = new();

    /// <summary>The number of the latest event.</summary>
    public long Seq { get; private set; }

    /// <summary>The highest fencing token that was handed out.</summary>
    public long Token { get; private set; }

    /// <summary>The tasks that are pending or in progress, in no order.</summary>
    public IReadOnlyCollection<TaskRecord> Open => open.Values;

    /// <summary>The tasks in progress, in no order.</summary>
    public IReadOnlyCollection<TaskRecord> InProgress => inProgress.Values;

    /// <summary>The tasks that were finished and not forgotten, in no order.</summary>
    public IReadOnlyCollection<TaskRecord> Finished => finished.Values;

    /// <summary>What was completed last, the latest first.</summary>
    public IEnumerable<CompletedTask> Completed => completed.AsEnumerable().Reverse();

    /// <summary>Everything but the tasks.</summary>
    public BoardSummary Summary => kept with { Token = Token, Sessions = [.. sessions.Values], Completed = [.. Completed] };

    /// <summary>A board as it was.</summary>
    /// <param name="summary">Everything but the tasks.</param>
    /// <param name="seq">The number of the latest event at that time.</param>
    /// <param name="tasks">The open tasks.</param>
    public static TaskBoard From(BoardSummary summary, long seq, IReadOnlyCollection<TaskRecord> tasks)
    {
        ArgumentNullException.ThrowIfNull(summary);
        ArgumentNullException.ThrowIfNull(tasks);
        var board = new TaskBoard();
        board.Restart(summary);
        board.Seq = seq;
        board.open.EnsureCapacity(tasks.Count);
        foreach (TaskRecord task in tasks)
        {
            board.Put(null, task);
        }

        return board;
    }

    /// <summary>A task on the board, open or not.</summary>
    public TaskRecord? Find(string id) => open.TryGetValue(id, out TaskRecord? task) || finished.TryGetValue(id, out task) ? task : null;

    /// <summary>Lets something happen.</summary>
    /// <exception cref="ConflictException">It cannot happen to that task in its state; no task changed.</exception>
    public void Apply(TaskEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        CheckNumbers(happened);
        Seq = Math.Max(Seq, happened.Seq);
        switch (happened.Action)
        {
            case TaskAction.Snapshot snapshot:
                Restart(snapshot.Summary);
                return;
            case TaskAction.SessionKept kept:
                sessions[kept.Session.SessionId] = kept.Session;
                return;
            case TaskAction.Unknown:
                return;
            case TaskAction.SessionStarted or TaskAction.ScopeChanged or TaskAction.SessionEnded:
                break;
            default:
                ApplyToTask(happened);
                return;
        }

        Follow(happened);
    }

    /// <summary>
    /// Refuses what would end the numbering, or hide what is there: a number far beyond those that were given out, and a snapshot behind
    /// other lines. No program of ours writes them; somebody who changes a journal by hand, or joins two, may.
    /// </summary>
    private void CheckNumbers(TaskEvent happened)
    {
        bool isSnapshot = happened.Action is TaskAction.Snapshot;
        if (isSnapshot && open.Count + finished.Count + sessions.Count > 0)
        {
            throw new ConflictException($"snapshot {happened.Seq} stands behind other events");
        }

        long token = happened.Action switch
        {
            TaskAction.Snapshot snapshot => snapshot.Summary.Token,
            TaskAction.Started started => started.Claim.Token,
            TaskAction.Claimed claimed => claimed.Claim.Token,
            TaskAction.Created created => created.Task.Claim?.Token ?? 0,
            TaskAction.TaskKept kept => kept.Task.Claim?.Token ?? 0,
            _ => 0,
        };
        long most = isSnapshot ? NumberMax : StepMax;
        if (happened.Seq < 0 || token < 0 || happened.Seq - (isSnapshot ? 0 : Seq) > most || token - (isSnapshot ? 0 : Token) > most)
        {
            throw new ConflictException($"event {happened.Seq} has a number that was never given out");
        }

        // It was handed out, whatever becomes of the event.
        Token = isSnapshot ? Token : Math.Max(Token, token);
    }

    /// <summary>Counts an event that cannot be read: if it handed out a token, that token is not handed out again.</summary>
    public void Skip()
    {
        Seq++;
        Token++;
    }

    /// <summary>Forgets the finished tasks whose last event is not later than a number; they are in the history by now.</summary>
    public void Forget(long seq)
    {
        foreach (string id in finished.Values.Where(task => task.Seq <= seq).Select(static task => task.Id).ToArray())
        {
            finished.Remove(id);
        }
    }

    private void Restart(BoardSummary summary)
    {
        open.Clear();
        finished.Clear();
        inProgress.Clear();
        held.Clear();
        dependents.Clear();
        ready?.Clear();
        completed.Clear();
        completed.AddRange(summary.Completed.Take(CompletedMax).Reverse());
        sessions.Clear();
        foreach (SessionRecord session in summary.Sessions)
        {
            sessions[session.SessionId] = session;
        }

        Token = summary.Token;
        kept = new BoardSummary { JournalLostAt = summary.JournalLostAt, Extra = summary.Extra };
    }

    private void ApplyToTask(TaskEvent happened)
    {
        string id = happened.TaskId ?? throw new ConflictException($"event {happened.Seq} names no task");
        Follow(happened);
        TaskRecord? before = open.GetValueOrDefault(id) ?? (happened.Action as TaskAction.Reopened)?.Task ?? finished.GetValueOrDefault(id);
        TaskRecord after = TaskLifecycle.Apply(before, happened);
        if (after.Id != id)
        {
            throw new ConflictException($"event {happened.Seq} of task {id} holds another task, {after.Id}") { Id = id };
        }

        Put(before, after);
        if (happened.Action is not TaskAction.TaskKept)
        {
            Move(before, after);
        }

        Token = Math.Max(Token, after.Claim?.Token ?? 0);
        bool wasCompleted = before?.Status == TaskState.Completed;
        if (after.Status == TaskState.Completed)
        {
            Complete(after);
        }
        else if (wasCompleted)
        {
            completed.RemoveAll(done => done.Id == id);
            Block(id);
        }
        else if (happened.Action is TaskAction.Created)
        {
            // Of tasks of another store the one that waits may come before the one that it waits for.
            Block(id);
        }
    }

    private void Complete(TaskRecord task)
    {
        completed.RemoveAll(done => done.Id == task.Id);
        completed.Add(new CompletedTask(task.Id, task.Name, task.CompletedAt ?? default, task.DurationSeconds));
        if (completed.Count > CompletedMax)
        {
            completed.RemoveAt(0);
        }

        foreach (TaskRecord waiting in DependentsOf(task.Id))
        {
            Put(waiting, waiting with { BlockedBy = [.. waiting.BlockedBy.Where(id => id != task.Id)] });
        }
    }

    private void Block(string id)
    {
        foreach (TaskRecord waiting in DependentsOf(id))
        {
            Put(waiting, waiting with { BlockedBy = [.. waiting.BlockedBy.Append(id).Distinct(StringComparer.Ordinal)] });
        }
    }

    private TaskRecord[] DependentsOf(string id) =>
        dependents.TryGetValue(id, out HashSet<string>? waiting) ? [.. waiting.Select(other => open[other])] : [];

    /// <summary>Puts a task in the place where its state belongs, and keeps the indexes true.</summary>
    private void Put(TaskRecord? before, TaskRecord after)
    {
        if (before is not null)
        {
            LetGo(before);
            ready?.Remove(before);
            if (!ReferenceEquals(before.DependsOn, after.DependsOn) || TaskStateName.IsFinished(after.Status))
            {
                Unlink(before);
            }
        }

        inProgress.Remove(after.Id);
        if (TaskStateName.IsFinished(after.Status))
        {
            open.Remove(after.Id);
            finished[after.Id] = after;
            return;
        }

        finished.Remove(after.Id);
        open[after.Id] = after;
        Hold(after);
        if (after.Status == TaskState.InProgress)
        {
            inProgress[after.Id] = after;
        }
        else if (after.IsReady)
        {
            ready?.Add(after);
        }

        foreach (string on in after.DependsOn)
        {
            if (!dependents.TryGetValue(on, out HashSet<string>? waiting))
            {
                dependents[on] = waiting = new HashSet<string>(StringComparer.Ordinal);
            }

            waiting.Add(after.Id);
        }
    }

    private void Unlink(TaskRecord task)
    {
        foreach (string on in task.DependsOn)
        {
            if (dependents.TryGetValue(on, out HashSet<string>? waiting) && waiting.Remove(task.Id) && waiting.Count == 0)
            {
                dependents.Remove(on);
            }
        }
    }
}
