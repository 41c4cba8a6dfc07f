namespace Daybook.Tasks;

/// <summary>What waits for what, among the open tasks and the finished ones they still wait for.</summary>
/// <param name="Nodes">The tasks, in the order of work.</param>
/// <param name="Edges">The dependencies, in the same order.</param>
/// <param name="CriticalPath">The ids of the longest chain of open tasks that have to be done one after the other, the first first.</param>
public sealed record TaskGraph(IReadOnlyList<TaskRecord> Nodes, IReadOnlyList<TaskGraphEdge> Edges, IReadOnlyList<string> CriticalPath)
{
    /// <summary>The graph of a board's open tasks.</summary>
    /// <param name="board">The board.</param>
    /// <param name="finished">Where a task is looked up that failed or was cancelled while others wait for it.</param>
    /// <param name="moment">Decides which claims have ended.</param>
    public static TaskGraph Of(TaskBoard board, IFinishedTasks finished, TaskMoment moment)
    {
        ArgumentNullException.ThrowIfNull(board);
        ArgumentNullException.ThrowIfNull(finished);
        TaskRecord[] open = [.. board.Open.Order(TaskOrder.Instance)];
        TaskGraphEdge[] edges = [.. open.SelectMany(static task => task.BlockedBy.Select(on => new TaskGraphEdge(task.Id, on)))];
        IEnumerable<TaskRecord> inTheWay = open
            .SelectMany(static task => task.BlockedBy)
            .Except(open.Select(static task => task.Id), StringComparer.Ordinal)
            .Select(id => board.Find(id) ?? finished.Find(id))
            .OfType<TaskRecord>();
        return new TaskGraph([.. open.Concat(inTheWay).Order(TaskOrder.Instance).Select(task => task.ToldAt(moment))], edges, LongestChain(open));
    }

    /// <summary>
    /// Takes the tasks in an order in which each comes after all that it waits for, and remembers for each the longest chain that ends in
    /// it. Tasks that wait for each other in a circle, which only a damaged journal can hold, are left out.
    /// </summary>
    private static List<string> LongestChain(TaskRecord[] nodes)
    {
        Dictionary<string, TaskRecord> byId = nodes.ToDictionary(static task => task.Id, StringComparer.Ordinal);
        ILookup<string, TaskRecord> waiting = nodes
            .SelectMany(static task => task.BlockedBy.Select(on => (On: on, Task: task)))
            .ToLookup(static edge => edge.On, static edge => edge.Task, StringComparer.Ordinal);
        Dictionary<string, int> unmet = nodes.ToDictionary(
            static task => task.Id, task => task.BlockedBy.Count(byId.ContainsKey), StringComparer.Ordinal);
        var longest = new Dictionary<string, (int Length, string? Before)>(StringComparer.Ordinal);
        var free = new Queue<TaskRecord>(nodes.Where(task => unmet[task.Id] == 0));
        while (free.TryDequeue(out TaskRecord? task))
        {
            string? before = task.BlockedBy.Where(longest.ContainsKey).MaxBy(on => longest[on].Length);
            longest[task.Id] = (before is null ? 1 : longest[before].Length + 1, before);
            foreach (TaskRecord next in waiting[task.Id].Where(next => --unmet[next.Id] == 0))
            {
                free.Enqueue(next);
            }
        }

        var chain = new List<string>();
        string? last = nodes.Where(task => longest.ContainsKey(task.Id)).MaxBy(task => longest[task.Id].Length)?.Id;
        for (; last is not null; last = longest[last].Before)
        {
            chain.Add(last);
        }

        chain.Reverse();
        return chain;
    }
}
