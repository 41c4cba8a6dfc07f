using System.Runtime.CompilerServices;
using Daybook.Errors;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>Tasks as a journal of events and the views that are made of it.</summary>
internal sealed class EmbeddedTasks(TaskJournal journal) : ITaskStore
{
    private static readonly ClaimResult Nothing = new ClaimResult.NothingReady();

    /// <inheritdoc/>
    public Task<TaskRecord> CreateAsync(NewTask task, TaskActor actor, CancellationToken cancellationToken)
    {
        TaskRules.Validate(task);
        TaskRules.Validate(actor);
        return journal.WriteAsync<TaskRecord>(
            (desk, board) =>
            {
                TaskEvent? happened = desk.Create(task, actor);
                return (happened, () => desk.Get(happened?.TaskId ?? task.Id ?? ""));
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<TaskRecord> ChangeAsync(string idOrPrefix, TaskChange change, TaskActor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        RecordId.Check(idOrPrefix, "the task's id");
        TaskRules.Validate(actor);
        return journal.WriteAsync<TaskRecord>(
            (desk, board) =>
            {
                TaskEvent? happened = desk.Change(idOrPrefix, change, actor);
                return (happened, () => desk.Get(happened?.TaskId ?? idOrPrefix));
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ClaimResult> ClaimAsync(string idOrPrefix, ClaimRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        RecordId.Check(idOrPrefix, "the task's id");
        return journal.WriteAsync<ClaimResult>(
            (desk, board) =>
            {
                TaskEvent? happened = desk.Claim(idOrPrefix, request, out ClaimResult.AlreadyClaimed? holder);
                return (happened, () => happened is null ? holder ?? Nothing : Claimed(board, happened));
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ClaimResult> ClaimNextAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return journal.WriteAsync<ClaimResult>(
            (desk, board) =>
            {
                TaskEvent? happened = desk.ClaimNext(request);
                return (happened, () => happened is null ? Nothing : Claimed(board, happened));
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<TaskRecord> GetAsync(string idOrPrefix, CancellationToken cancellationToken) =>
        journal.ReadAsync((_, desk, _) => desk.Get(idOrPrefix).ToldAt(journal.Moment), cancellationToken);

    /// <inheritdoc/>
    public async Task<TaskRecord> GetAsync(string idOrPrefix, DateTimeOffset at, ProblemList problems, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(problems);
        string id = (await GetAsync(idOrPrefix, cancellationToken).ConfigureAwait(false)).Id;
        return await KernelErrors.TranslateAsync(() => TaskPast.Of(id, at, wanted => Events(wanted, problems)), cancellationToken).ConfigureAwait(false)
            ?? throw new NotFoundException($"there was no task {id} at {at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}")
            {
                Id = id,
                Hint = $"daybook task history {id} shows what happened to it",
            };
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<TaskEvent> ReadEventsAsync(
        string idOrPrefix, ProblemList problems, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(problems);
        string id = (await GetAsync(idOrPrefix, cancellationToken).ConfigureAwait(false)).Id;
        using IEnumerator<TaskEvent> events = Events(id, problems).GetEnumerator();
        while (KernelErrors.Translate(events.MoveNext))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return events.Current;
        }
    }

    /// <inheritdoc/>
    public async Task<Page<TaskRecord>> ListAsync(TaskQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        TaskCursor.CheckLimit(query.Limit);
        bool wantsFinished = query.Statuses.Any(TaskStateName.IsFinished);
        bool isInHistory = query.Cursor is { } given && given.StartsWith(HistorySearch.CursorPrefix, StringComparison.Ordinal);
        Page<TaskRecord> open = isInHistory
            ? new Page<TaskRecord>([], null, null, [])
            : await journal.ReadAsync(
                (board, _, problems) => PageOf(Open(board, query), query.Limit, query.Cursor, problems), cancellationToken)
                .ConfigureAwait(false);
        if (!wantsFinished)
        {
            return isInHistory ? throw TaskCursor.Refused() : open;
        }

        if (open.NextCursor is not null || open.Items.Count == query.Limit)
        {
            return open with { Total = null, NextCursor = open.NextCursor ?? HistorySearch.FirstCursor };
        }

        Page<TaskRecord> finished = await SearchHistoryAsync(
            new TaskHistoryQuery
            {
                Statuses = [.. query.Statuses.Where(TaskStateName.IsFinished)],
                Tag = query.Tag,
                Limit = query.Limit - open.Items.Count,
                Cursor = isInHistory ? query.Cursor : null,
            },
            cancellationToken).ConfigureAwait(false);
        return finished with { Items = [.. open.Items, .. finished.Items] };
    }

    /// <inheritdoc/>
    public Task<Page<TaskRecord>> ListReadyAsync(TaskListing listing, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(listing);
        return journal.ReadAsync(
            (board, _, problems) => PageOf(board.Ready(journal.Moment), listing.Limit, listing.Cursor, problems), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Page<TaskRecord>> ListBlockedAsync(TaskListing listing, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(listing);
        return journal.ReadAsync(
            (board, _, problems) => PageOf(
                board.Open.Where(static task => task.BlockedBy.Count > 0), listing.Limit, listing.Cursor, problems),
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Page<TaskRecord>> SearchHistoryAsync(TaskHistoryQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        HistorySearch search = await journal.ReadAsync(
            (board, _, problems) => HistorySearch.Begin(journal.FileSystem, journal.Places, query, board, problems), cancellationToken).ConfigureAwait(false);
        return await KernelErrors.TranslateAsync(() => search.Run(cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<TaskGraph> GetGraphAsync(ProblemList problems, CancellationToken cancellationToken) =>
        journal.ReadAsync(board => TaskGraph.Of(board, new FinishedTasks(journal.FileSystem, journal.Places), journal.Moment), problems, cancellationToken);

    /// <inheritdoc/>
    public Task<TaskResume> ResumeAsync(string? agent, ProblemList problems, CancellationToken cancellationToken) =>
        journal.ReadAsync(board => TaskResume.Of(board, agent, journal.Moment), problems, cancellationToken);

    /// <inheritdoc/>
    public Task<TaskStoreStatus> GetStatusAsync(CancellationToken cancellationToken) => journal.ReadAsync(
        (board, _, problems) =>
        {
            var history = new FinishedTasks(journal.FileSystem, journal.Places);
            return new TaskStoreStatus(
                board.Open.Count - board.InProgress.Count,
                board.InProgress.Count,
                board.Open.Count(static task => task.BlockedBy.Count > 0),
                history.Count([.. board.Finished.Select(static task => task.Seq)]),
                board.Sessions.Count(static session => session.EndedAt is null),
                journal.Places.Journal,
                journal.FileSystem.Stat(journal.Places.Journal)?.Length ?? 0,
                problems.Count);
        },
        cancellationToken);

    /// <summary>How many tasks there are, each counted once, however often it was finished. Reads all of the history.</summary>
    internal Task<long> CountAsync(CancellationToken cancellationToken) => journal.ReadAsync(
        (board, _, _) => board.Open.Count + new FinishedTasks(journal.FileSystem, journal.Places).CountOnce(board, cancellationToken), cancellationToken);

    /// <summary>What tasks are called now; those that nobody knows any more are left out.</summary>
    internal Task<Dictionary<string, string>> NamesAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => journal.ReadAsync(
        (board, _, _) =>
        {
            var history = new FinishedTasks(journal.FileSystem, journal.Places);
            var names = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (string id in ids)
            {
                if ((board.Find(id) ?? history.Find(id)) is { } task)
                {
                    names.Add(id, task.Name);
                }
            }

            return names;
        },
        cancellationToken);

    /// <summary>Takes in a task of another store, durable when the task completes.</summary>
    /// <exception cref="ConflictException">Its id is taken, or it would wait for itself.</exception>
    internal Task<TaskRecord> ImportAsync(TaskRecord task, CancellationToken cancellationToken) => journal.WriteAsync<TaskRecord>(
        (desk, _) => (desk.Import(task), () => desk.Get(task.Id)), cancellationToken);

    /// <summary>When the task completes, all that was read before is durable, whoever wrote it.</summary>
    internal Task ConfirmAsync(CancellationToken cancellationToken) => journal.WriteAsync<TaskBoard>(static (_, board) => (null, () => board), cancellationToken);

    /// <summary>A board and a desk on which can be tried what would become of imports; nothing of it is kept.</summary>
    internal Task<(TaskBoard Board, TaskDesk Desk)> RehearseAsync(CancellationToken cancellationToken) => journal.ReadAsync(
        (board, _, _) =>
        {
            TaskBoard copy = TaskBoard.From(board.Summary, board.Seq, [.. board.Open, .. board.Finished]);
            return (copy, journal.DeskOf(copy));
        },
        cancellationToken);

    private static ClaimResult Claimed(TaskBoard board, TaskEvent happened) =>
        board.Find(happened.TaskId ?? "") is { Claim: { } claim } task
            ? new ClaimResult.Claimed(task, claim.Token, claim.LeaseExpiresAt)
            : Nothing;

    private static IEnumerable<TaskRecord> Open(TaskBoard board, TaskQuery query) => board.Open
        .Where(task => query.Statuses.Count == 0 || query.Statuses.Contains(task.Status))
        .Where(task => query.Tag is not { } tag || task.Tags.Contains(tag, StringComparer.Ordinal));

    private Page<TaskRecord> PageOf(IEnumerable<TaskRecord> tasks, int limit, string? cursor, ProblemList problems)
    {
        TaskMoment moment = journal.Moment;
        Page<TaskRecord> page = TaskCursor.PageOf(tasks, limit, cursor, problems);
        return page with { Items = [.. page.Items.Select(task => task.ToldAt(moment))] };
    }

    private IEnumerable<TaskEvent> Events(string id, ProblemList problems) =>
        JournalEvents.Of(journal.FileSystem, journal.Places, id, problems);
}
