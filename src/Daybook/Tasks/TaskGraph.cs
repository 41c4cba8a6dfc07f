namespace Daybook.Tasks;

/// <summary>What waits for what, among the open tasks and the finished ones they still wait for.</summary>
/// <param name="Nodes">The tasks, in the order of work.</param>
/// <param name="Edges">The dependencies, in the same order.</param>
/// <param name="CriticalPath">The ids of the longest chain of open tasks that have to be done one after the other, the first first.</param>
public sealed record TaskGraph(IReadOnlyList<TaskRecord> Nodes, IReadOnlyList<TaskGraphEdge> Edges, IReadOnlyList<string> CriticalPath)
{
    /// <summary>The graph of a board's open tasks.</summary>
    public static TaskGraph Of(TaskBoard board)
    {
        ArgumentNullException.ThrowIfNull(board);
        TaskRecord[] nodes = [.. board.Open.Order(TaskOrder.Instance)];
        TaskGraphEdge[] edges = [.. nodes.SelectMany(static task => task.BlockedBy.Select(on => new TaskGraphEdge(task.Id, on)))];
        return new TaskGraph(nodes, edges, LongestChain(nodes));
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
