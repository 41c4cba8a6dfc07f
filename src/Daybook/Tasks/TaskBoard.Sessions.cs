namespace Daybook.Tasks;

/// <content>The sessions: who works, and on what.</content>
public sealed partial class TaskBoard
{
    /// <summary>How many sessions are remembered; of more, those without work in progress leave, the longest silent first.</summary>
    public const int SessionsMax = 256;

    private readonly Dictionary<string, SessionRecord> sessions = new(StringComparer.Ordinal);

    /// <summary>The tasks in progress under a session's own claim, by session.</summary>
    private readonly Dictionary<string, HashSet<string>> held = new(StringComparer.Ordinal);

    /// <summary>The sessions that are remembered, in no order.</summary>
    public IReadOnlyCollection<SessionRecord> Sessions => sessions.Values;

    /// <summary>The session with the latest event, open or not.</summary>
    public SessionRecord? LatestSession => sessions.Values.MaxBy(static session => session.Seq);

    /// <summary>A session by its id.</summary>
    public SessionRecord? FindSession(string id) => sessions.GetValueOrDefault(id);

    /// <summary>The open session in which an agent did something last.</summary>
    public SessionRecord? OpenSessionOf(string agent) =>
        sessions.Values.Where(session => session.EndedAt is null && session.Agent == agent).MaxBy(static session => session.Seq);

    /// <summary>Whether writes of a session renew a lease: whether it holds a claim of its own.</summary>
    public bool HoldsClaim(string sessionId) => held.ContainsKey(sessionId);

    /// <summary>What an event means for the session in which it happened.</summary>
    private void Follow(TaskEvent happened)
    {
        if (happened.SessionId is not { } id || happened.Action is TaskAction.TaskKept)
        {
            return;
        }

        SessionRecord session = sessions.GetValueOrDefault(id) ?? Begin(id, happened);
        sessions[id] = happened.Action switch
        {
            TaskAction.ScopeChanged changed => session with { Scope = changed.Scope, EndedAt = null, Seq = happened.Seq },
            TaskAction.SessionEnded => session with { EndedAt = happened.At, Seq = happened.Seq },
            _ => session with { EndedAt = null, Seq = happened.Seq },
        };
        Renew(id, happened);
    }

    private SessionRecord Begin(string id, TaskEvent happened)
    {
        if (sessions.Count >= SessionsMax)
        {
            SessionRecord? silent = sessions.Values.Where(static session => session.CurrentTaskId is null).MinBy(static session => session.Seq);
            sessions.Remove(silent?.SessionId ?? "");
        }

        return new SessionRecord { SessionId = id, Agent = happened.Agent, StartedAt = happened.At };
    }

    private void Renew(string sessionId, TaskEvent happened)
    {
        if (happened.Boot is null || !held.TryGetValue(sessionId, out HashSet<string>? tasks))
        {
            return;
        }

        foreach (string id in tasks)
        {
            if (open[id] is { Claim: { } claim } task)
            {
                open[id] = inProgress[id] = task with { Claim = TaskLease.Renewed(claim, happened.At, happened.Boot) };
            }
        }
    }

    /// <summary>A task came into a session's hands or left them: which one does the session work on now?</summary>
    private void Move(TaskRecord? before, TaskRecord after)
    {
        bool isBegun = after.Status == TaskState.InProgress && before?.Claim?.Token != after.Claim?.Token;
        if (isBegun && after.SessionId is { } worker && sessions.TryGetValue(worker, out SessionRecord? session))
        {
            sessions[worker] = session with { CurrentTaskId = after.Id };
        }

        bool isLeft = after.Status != TaskState.InProgress || before?.SessionId != after.SessionId;
        if (isLeft && before?.SessionId is { } last && sessions.TryGetValue(last, out SessionRecord? left) && left.CurrentTaskId == after.Id)
        {
            sessions[last] = left with
            {
                CurrentTaskId = inProgress.Values.Where(task => task.SessionId == last).MaxBy(static task => task.StartedAt)?.Id,
            };
        }
    }

    private void Hold(TaskRecord task)
    {
        if (task is not { Status: TaskState.InProgress, SessionId: { } session, Claim.IsSessions: true })
        {
            return;
        }

        if (!held.TryGetValue(session, out HashSet<string>? tasks))
        {
            held[session] = tasks = new HashSet<string>(StringComparer.Ordinal);
        }

        tasks.Add(task.Id);
    }

    private void LetGo(TaskRecord task)
    {
        if (task.SessionId is { } session && held.TryGetValue(session, out HashSet<string>? tasks) && tasks.Remove(task.Id) && tasks.Count == 0)
        {
            held.Remove(session);
        }
    }
}
