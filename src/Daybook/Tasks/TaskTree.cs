namespace Daybook.Tasks;

/// <summary>A task and its parts.</summary>
/// <param name="Task">The task.</param>
/// <param name="Children">Its open parts with theirs, in the order of work.</param>
public sealed record TaskTree(TaskRecord Task, IReadOnlyList<TaskTree> Children)
{
    /// <summary>
    /// The most levels below one root. What is deeper stands as a root of its own, so that every reader of JSON can read a tree, and so
    /// that parents in a circle, which only a damaged journal can hold, end.
    /// </summary>
    public const int LevelsMax = 24;

    /// <summary>
    /// The trees of open tasks, each task in one of them, in the order of work. A task whose parent is finished is a root.
    /// </summary>
    public static IReadOnlyList<TaskTree> Of(IReadOnlyList<TaskRecord> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        TaskRecord[] ordered = [.. open.Order(TaskOrder.Instance)];
        HashSet<string> ids = [.. ordered.Select(static task => task.Id)];
        ILookup<string, TaskRecord> parts = ordered
            .Where(static task => task.ParentId is not null)
            .ToLookup(static task => task.ParentId ?? "", StringComparer.Ordinal);
        var left = new HashSet<string>(ids, StringComparer.Ordinal);
        var roots = new List<TaskTree>();

        // First from the tasks that are no part, then from what these did not reach.
        foreach (TaskRecord task in ordered.Where(task => task.ParentId is not { } parent || !ids.Contains(parent)).Concat(ordered))
        {
            if (left.Remove(task.Id))
            {
                roots.Add(Grow(task, parts, left, levels: 1));
            }
        }

        return [.. roots.OrderBy(static tree => tree.Task, TaskOrder.Instance)];
    }

    private static TaskTree Grow(TaskRecord task, ILookup<string, TaskRecord> parts, HashSet<string> left, int levels)
    {
        var children = new List<TaskTree>();
        if (levels < LevelsMax)
        {
            foreach (TaskRecord part in parts[task.Id].Where(part => left.Remove(part.Id)))
            {
                children.Add(Grow(part, parts, left, levels + 1));
            }
        }

        return new TaskTree(task, children);
    }
}
