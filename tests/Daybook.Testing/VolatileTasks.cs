using System.Runtime.CompilerServices;
using Daybook.Errors;
using Daybook.Processes;
using Daybook.Tasks;

namespace Daybook.Testing;

/// <summary>
/// Tasks as a list of events. Every question is answered by going through all events from the first; nothing is kept beside them. It shares
/// the rules of what may happen (<see cref="TaskDesk"/>) and what it means (<see cref="TaskBoard"/>) with other engines, and none of the
/// machinery that remembers, forgets and finds.
/// </summary>
public sealed class VolatileTasks(TimeProvider clock, IIdSource ids, IProcessTable processes) : ITaskStore, ISessionStore, IFinishedTasks
{
    private readonly Lock gate = new();
    private readonly List<TaskEvent> events = [];

    private TaskMoment Moment => TaskMoment.Of(clock, processes);

    public Task<TaskRecord> CreateAsync(NewTask task, TaskActor actor, CancellationToken cancellationToken) =>
        WriteAsync<TaskRecord>((desk, board) =>
        {
            TaskEvent? happened = desk.Create(task, actor);
            return (happened, () => board.Find(happened?.TaskId ?? task.Id!)!);
        });

    public Task<TaskRecord> ChangeAsync(string idOrPrefix, TaskChange change, TaskActor actor, CancellationToken cancellationToken) =>
        WriteAsync<TaskRecord>((desk, board) => (desk.Change(idOrPrefix, change, actor), () => new TaskDesk(board, this, ids, Moment).Get(idOrPrefix)));

    public Task<ClaimResult> ClaimAsync(string idOrPrefix, ClaimRequest request, CancellationToken cancellationToken) =>
        WriteAsync<ClaimResult>((desk, board) =>
        {
            TaskEvent? happened = desk.Claim(idOrPrefix, request, out ClaimResult.AlreadyClaimed? holder);
            return (happened, () => holder is null ? Claimed(board, happened) : holder);
        });

    public Task<ClaimResult> ClaimNextAsync(ClaimRequest request, CancellationToken cancellationToken) =>
        WriteAsync<ClaimResult>((desk, board) =>
        {
            TaskEvent? happened = desk.ClaimNext(request);
            return (happened, () => happened is null ? new ClaimResult.NothingReady() : Claimed(board, happened));
        });

    public Task<TaskRecord> GetAsync(string idOrPrefix, CancellationToken cancellationToken) =>
        Task.FromResult(Desk(Board()).Get(idOrPrefix).ToldAt(Moment));

    public Task<TaskRecord> GetAsync(string idOrPrefix, DateTimeOffset at, ProblemList problems, CancellationToken cancellationToken)
    {
        string id = Desk(Board()).Get(idOrPrefix).Id;
        TaskRecord found = Past(id, at) ?? throw new NotFoundException($"there was no task {id} then");
        return Task.FromResult(TaskStateName.IsFinished(found.Status)
            ? found
            : found with { BlockedBy = [.. found.DependsOn.Where(on => Past(on, at)?.Status != TaskState.Completed)] });
    }

    private TaskRecord? Past(string id, DateTimeOffset at)
    {
        TaskEvent[] all = Events();
        int last = Array.FindLastIndex(all, happened => happened.TaskId == id && happened.At <= at);
        var board = new TaskBoard();
        foreach (TaskEvent happened in all[..(last + 1)])
        {
            board.Apply(happened);
        }

        return board.Find(id);
    }

    public async IAsyncEnumerable<TaskEvent> ReadEventsAsync(
        string idOrPrefix, ProblemList problems, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string id = Desk(Board()).Get(idOrPrefix).Id;
        foreach (TaskEvent happened in Events().Where(happened => happened.TaskId == id))
        {
            await Task.CompletedTask;
            yield return happened;
        }
    }

    public Task<Page<TaskRecord>> ListAsync(TaskQuery query, CancellationToken cancellationToken)
    {
        TaskBoard board = Board();
        bool wantsFinished = query.Statuses.Any(TaskStateName.IsFinished);
        IEnumerable<TaskRecord> open = board.Open.Order(TaskOrder.Instance);
        TaskRecord[] found =
        [
            .. open.Concat(LastFirst(board.Finished))
                .Where(task => query.Statuses.Count == 0 ? !TaskStateName.IsFinished(task.Status) : query.Statuses.Contains(task.Status))
                .Where(task => query.Tag is not { } tag || task.Tags.Contains(tag)),
        ];
        Page<TaskRecord> page = PageOf(found, query.Limit, query.Cursor);
        return Task.FromResult(wantsFinished ? page with { Total = null } : page);
    }

    public Task<Page<TaskRecord>> ListReadyAsync(TaskListing listing, CancellationToken cancellationToken)
    {
        TaskMoment now = Moment;
        TaskRecord[] found =
        [
            .. Board().Open
                .Where(task => task.BlockedBy.Count == 0)
                .Where(task => task.Status == TaskState.Pending || task.Claim is not { } claim || !TaskLease.IsLive(claim, now))
                .Order(TaskOrder.Instance),
        ];
        return Task.FromResult(PageOf(found, listing.Limit, listing.Cursor));
    }

    public Task<Page<TaskRecord>> ListBlockedAsync(TaskListing listing, CancellationToken cancellationToken) => Task.FromResult(PageOf(
        [.. Board().Open.Where(task => task.BlockedBy.Count > 0).Order(TaskOrder.Instance)], listing.Limit, listing.Cursor));

    public Task<Page<TaskRecord>> SearchHistoryAsync(TaskHistoryQuery query, CancellationToken cancellationToken)
    {
        var matcher = new TaskMatcher(query);
        TaskRecord[] found = [.. LastFirst(Board().Finished).Where(matcher.Matches)];
        return Task.FromResult(PageOf(found, query.Limit, query.Cursor) with { Total = null });
    }

    public Task<TaskGraph> GetGraphAsync(ProblemList problems, CancellationToken cancellationToken) => Task.FromResult(TaskGraph.Of(Board(), this, Moment));

    public Task<TaskResume> ResumeAsync(string? agent, ProblemList problems, CancellationToken cancellationToken) =>
        Task.FromResult(TaskResume.Of(Board(), agent, Moment));

    public Task<TaskStoreStatus> GetStatusAsync(CancellationToken cancellationToken)
    {
        TaskBoard board = Board();
        return Task.FromResult(new TaskStoreStatus(
            board.Open.Count(task => task.Status == TaskState.Pending),
            board.InProgress.Count,
            board.Open.Count(task => task.BlockedBy.Count > 0),
            Events().Count(happened => happened.Action is TaskAction.Completed or TaskAction.Failed or TaskAction.Cancelled),
            board.Sessions.Count(session => session.EndedAt is null),
            "(memory)",
            0,
            0));
    }

    public Task<SessionRecord> StartAsync(TaskActor actor, CancellationToken cancellationToken) =>
        WriteSessionAsync(desk => desk.StartSession(actor), actor);

    public Task<SessionRecord> EndAsync(TaskActor actor, CancellationToken cancellationToken) =>
        WriteSessionAsync(desk => desk.EndSession(actor), actor);

    public Task<SessionRecord> ChangeScopeAsync(string scope, TaskActor actor, CancellationToken cancellationToken) =>
        WriteSessionAsync(desk => desk.ChangeScope(scope, actor), actor);

    public Task<IReadOnlyList<SessionRecord>> ListAsync(ProblemList problems, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SessionRecord>>([.. Board().Sessions.OrderByDescending(session => session.Seq)]);

    Task<SessionRecord> ISessionStore.GetAsync(string idOrPrefix, CancellationToken cancellationToken)
    {
        SessionRecord[] found =
        [
            .. Board().Sessions.Where(session => session.SessionId == idOrPrefix
                || (idOrPrefix.Length >= RecordId.MinimumPrefixLength && session.SessionId.StartsWith(idOrPrefix, StringComparison.Ordinal))),
        ];
        SessionRecord? exact = found.FirstOrDefault(session => session.SessionId == idOrPrefix) ?? (found.Length == 1 ? found[0] : null);
        return exact is not null ? Task.FromResult(exact)
            : found.Length > 1 ? throw new ConflictException($"several sessions begin with {idOrPrefix}")
            : throw new NotFoundException($"there is no session {idOrPrefix}");
    }

    // Nothing ever leaves this board, so there is no history beside it.
    TaskRecord? IFinishedTasks.Find(string id) => null;

    IReadOnlyList<string> IFinishedTasks.StartingWith(string prefix, int countMax) => [];

    private static ClaimResult.Claimed Claimed(TaskBoard board, TaskEvent? happened)
    {
        TaskRecord task = board.Find(happened!.TaskId!)!;
        return new ClaimResult.Claimed(task, task.Claim!.Token, task.Claim.LeaseExpiresAt);
    }

    private Page<TaskRecord> PageOf(TaskRecord[] found, int limit, string? cursor)
    {
        TaskCursor.CheckLimit(limit);
        int start = cursor is null ? 0 : Array.FindIndex(found, task => task.Id == cursor) + 1;
        if (cursor is not null && start == 0)
        {
            throw TaskCursor.Refused();
        }

        TaskRecord[] page = [.. found.Skip(start).Take(limit).Select(task => task.ToldAt(Moment))];
        return new Page<TaskRecord>(page, found.Length, start + page.Length < found.Length ? page[^1].Id : null, []);
    }

    // By month and then by event, so that a clock that was set back moves nothing beyond its month.
    private static IEnumerable<TaskRecord> LastFirst(IEnumerable<TaskRecord> finished) => finished
        .OrderByDescending(task => (task.CompletedAt.GetValueOrDefault().Year * 12) + task.CompletedAt.GetValueOrDefault().Month)
        .ThenByDescending(task => task.Seq);

    internal TaskEvent[] Events()
    {
        lock (gate)
        {
            return [.. events];
        }
    }

    private TaskBoard Board()
    {
        var board = new TaskBoard();
        foreach (TaskEvent happened in Events())
        {
            board.Apply(happened);
        }

        return board;
    }

    private TaskDesk Desk(TaskBoard board) => new(board, this, ids, Moment);

    private Task<T> WriteAsync<T>(Func<TaskDesk, TaskBoard, (TaskEvent? Happened, Func<T> Answer)> decide)
    {
        lock (gate)
        {
            TaskBoard board = Board();
            (TaskEvent? happened, Func<T> answer) = decide(Desk(board), board);
            if (happened is not null)
            {
                events.Add(happened);
                board.Apply(happened);
            }

            return Task.FromResult(answer());
        }
    }

    private Task<SessionRecord> WriteSessionAsync(Func<TaskDesk, TaskEvent?> decide, TaskActor actor) => WriteAsync<SessionRecord>((desk, board) =>
    {
        TaskEvent? happened = decide(desk);
        return (happened, () => board.FindSession(happened?.SessionId ?? actor.SessionId!)!);
    });
}
