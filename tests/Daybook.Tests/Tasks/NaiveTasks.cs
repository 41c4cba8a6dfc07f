using Daybook.Tasks;

namespace Daybook.Tests.Tasks;

/// <summary>
/// The rules of tasks once more, written down as plainly as they can be said and sharing nothing with the board: a list of tasks, each with
/// what a person would note about it.
/// </summary>
internal sealed class NaiveTasks
{
    private readonly List<NaiveTask> tasks = [];
    private long token;

    internal IEnumerable<NaiveTask> All => tasks;

    internal bool Create(int id, int priority, DateTimeOffset at, int? dependsOn)
    {
        if (tasks.Any(task => task.Id == id) || (dependsOn is { } on && tasks.All(task => task.Id != on)))
        {
            return false;
        }

        tasks.Add(new NaiveTask { Id = id, Priority = priority, CreatedAt = at, DependsOn = dependsOn is { } given ? [given] : [] });
        return true;
    }

    internal int? Ready(TimeSpan now) => tasks
        .Where(task => task.Status == TaskState.Pending || (task.Status == TaskState.InProgress && task.LeaseEnds <= now))
        .Where(task => task.DependsOn.All(on => Find(on).Status == TaskState.Completed))
        .OrderBy(task => task.Priority).ThenBy(task => task.CreatedAt).ThenBy(task => task.Id)
        .Select(task => (int?)task.Id)
        .FirstOrDefault();

    internal bool Claim(int id, TimeSpan now, TimeSpan lease)
    {
        NaiveTask task = Find(id);
        bool mayBegin = task.Status == TaskState.Pending || (task.Status == TaskState.InProgress && task.LeaseEnds <= now);
        if (!mayBegin || !task.DependsOn.All(on => Find(on).Status == TaskState.Completed))
        {
            return false;
        }

        (task.Status, task.Token, task.LeaseEnds) = (TaskState.InProgress, ++token, now + lease);
        return true;
    }

    /// <summary>A write by somebody with a token or without: allowed, and then made by the caller?</summary>
    internal bool Change(int id, string verb, long? given, TimeSpan now, int? on)
    {
        NaiveTask task = Find(id);
        bool isOpen = task.Status is TaskState.Pending or TaskState.InProgress;
        if (task.Token is { } current && given != current && (given is not null || now < task.LeaseEnds))
        {
            return false;
        }

        if (isOpen && task.Token is null && given is not null)
        {
            return false;
        }

        switch (verb)
        {
            case "complete" or "fail" when task.Status == TaskState.InProgress:
                (task.Status, task.Token) = (verb == "fail" ? TaskState.Failed : TaskState.Completed, null);
                return true;
            case "cancel" when isOpen:
                (task.Status, task.Token) = (TaskState.Cancelled, null);
                return true;
            case "release" when task.Status == TaskState.InProgress:
                (task.Status, task.Token) = (TaskState.Pending, null);
                return true;
            case "reopen" when !isOpen:
                if (task.DependsOn.Where(other => Find(other).Status != TaskState.Completed).Any(other => Reaches(other, id)))
                {
                    return false;
                }

                task.Status = TaskState.Pending;
                return true;
            case "depend" when isOpen && on is { } other && other != id && tasks.Exists(known => known.Id == other):
                if (!task.DependsOn.Contains(other) && Reaches(other, id))
                {
                    return false;
                }

                task.DependsOn.Add(other);
                return true;
            default:
                return false;
        }
    }

    private bool Reaches(int from, int to) =>
        from == to || (Find(from).Status is TaskState.Pending or TaskState.InProgress && Find(from).DependsOn.Any(on => Reaches(on, to)));

    private NaiveTask Find(int id) => tasks.First(task => task.Id == id);

    internal sealed class NaiveTask
    {
        internal required int Id { get; init; }

        internal required int Priority { get; init; }

        internal required DateTimeOffset CreatedAt { get; init; }

        internal required HashSet<int> DependsOn { get; init; }

        internal TaskState Status { get; set; }

        internal long? Token { get; set; }

        internal TimeSpan LeaseEnds { get; set; }
    }
}
