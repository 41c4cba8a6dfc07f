namespace Daybook.Tasks;

/// <content>What can be worked on now.</content>
public sealed partial class TaskBoard
{
    /// <summary>The pending tasks that wait for nothing, in order; made when it is first asked for.</summary>
    private SortedSet<TaskRecord>? ready;

    /// <summary>
    /// The tasks that anybody may begin now, the most urgent first: pending ones with everything they depend on completed, and those in
    /// progress whose lease has ended.
    /// </summary>
    /// <param name="moment">Decides which leases have ended.</param>
    public IEnumerable<TaskRecord> Ready(TaskMoment moment)
    {
        SortedSet<TaskRecord> waiting = ready ??= new SortedSet<TaskRecord>(open.Values.Where(static task => task.IsReady), TaskOrder.Instance);
        List<TaskRecord> abandoned = [.. inProgress.Values.Where(task => IsAbandoned(task, moment))];
        abandoned.Sort(TaskOrder.Instance);
        return Merged(waiting, abandoned);
    }

    /// <summary>Whether a task is in progress in nobody's hands: its lease has ended, and nothing it depends on was opened again.</summary>
    public static bool IsAbandoned(TaskRecord task, TaskMoment moment)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.Status == TaskState.InProgress
            && task.BlockedBy.Count == 0
            && (task.Claim is null || !TaskLease.IsLive(task.Claim, moment));
    }

    private static IEnumerable<TaskRecord> Merged(SortedSet<TaskRecord> waiting, List<TaskRecord> abandoned)
    {
        int next = 0;
        foreach (TaskRecord task in waiting)
        {
            for (; next < abandoned.Count && TaskOrder.Instance.Compare(abandoned[next], task) < 0; next++)
            {
                yield return abandoned[next];
            }

            yield return task;
        }

        for (; next < abandoned.Count; next++)
        {
            yield return abandoned[next];
        }
    }
}
