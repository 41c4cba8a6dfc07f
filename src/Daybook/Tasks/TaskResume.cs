namespace Daybook.Tasks;

/// <summary>Where to go on.</summary>
/// <param name="Session">The session to go on with: the open one with work in progress that did something last, else the latest of all.</param>
/// <param name="CurrentTask">What it works on.</param>
/// <param name="Interrupted">The other tasks in progress in nobody's hands.</param>
/// <param name="Ready">What may be begun next, at most <see cref="ReadyMax"/>.</param>
public sealed record TaskResume(
    SessionRecord? Session, TaskRecord? CurrentTask, IReadOnlyList<TaskRecord> Interrupted, IReadOnlyList<TaskRecord> Ready)
{
    /// <summary>How many of the ready tasks are told.</summary>
    public const int ReadyMax = 5;

    /// <summary>What a board amounts to for somebody who comes back.</summary>
    /// <param name="board">The board.</param>
    /// <param name="agent">Whose sessions come first; null for anybody's.</param>
    /// <param name="moment">Decides which leases have ended.</param>
    public static TaskResume Of(TaskBoard board, string? agent, TaskMoment moment)
    {
        ArgumentNullException.ThrowIfNull(board);
        SessionRecord? session = board.Sessions
            .Where(static session => session.EndedAt is null && session.CurrentTaskId is not null)
            .OrderByDescending(session => session.Agent == agent)
            .ThenByDescending(static session => session.Seq)
            .FirstOrDefault() ?? board.LatestSession;
        TaskRecord? current = session?.CurrentTaskId is { } id ? board.Find(id) : null;
        TaskRecord[] interrupted =
        [
            .. board.InProgress
                .Where(task => task.Id != current?.Id && TaskBoard.IsAbandoned(task, moment))
                .Order(TaskOrder.Instance)
                .Take(TaskQuery.LimitMax),
        ];
        TaskRecord[] ready = [.. board.Ready(moment).Where(task => task.Id != current?.Id).Take(ReadyMax)];
        return new TaskResume(session, current?.ToldAt(moment), Told(interrupted), Told(ready));

        TaskRecord[] Told(TaskRecord[] tasks) => Array.ConvertAll(tasks, task => task.ToldAt(moment));
    }
}
