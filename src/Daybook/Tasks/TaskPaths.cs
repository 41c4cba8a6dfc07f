namespace Daybook.Tasks;

/// <summary>Ways from task to task, to find a circle before it is closed.</summary>
internal static class TaskPaths
{
    /// <summary>
    /// The shortest row of ids from one task to another along what each depends on, both included; null if there is none. Goes through
    /// open tasks only: what a finished one depended on holds nobody up.
    /// </summary>
    internal static IReadOnlyList<string>? AlongDependencies(TaskBoard board, string from, string to) =>
        Shortest(from, to, id => board.Find(id) is { } task && !TaskStateName.IsFinished(task.Status) ? task.DependsOn : []);

    /// <summary>The row of ids from a task up to one of its ancestors; null if it is none of them.</summary>
    internal static IReadOnlyList<string>? AlongParents(Func<string, TaskRecord?> find, string from, string to) =>
        Shortest(from, to, id => find(id)?.ParentId is { } parent ? [parent] : []);

    private static List<string>? Shortest(string from, string to, Func<string, IReadOnlyList<string>> next)
    {
        var cameFrom = new Dictionary<string, string?>(StringComparer.Ordinal) { [from] = null };
        var reached = new Queue<string>([from]);
        while (reached.TryDequeue(out string? id))
        {
            if (id == to)
            {
                return Trace(cameFrom, to);
            }

            foreach (string neighbour in next(id))
            {
                if (cameFrom.TryAdd(neighbour, id))
                {
                    reached.Enqueue(neighbour);
                }
            }
        }

        return null;
    }

    private static List<string> Trace(Dictionary<string, string?> cameFrom, string to)
    {
        var path = new List<string>();
        for (string? id = to; id is not null; id = cameFrom[id])
        {
            path.Add(id);
        }

        path.Reverse();
        return path;
    }
}
