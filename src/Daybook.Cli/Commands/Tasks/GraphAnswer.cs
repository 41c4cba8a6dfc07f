using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary>What <c>task graph</c> answers.</summary>
/// <param name="Nodes">The tasks, in the order of work.</param>
/// <param name="Edges">What waits for what.</param>
/// <param name="CriticalPath">The ids of the longest chain of open tasks.</param>
/// <param name="Problems">What was skipped or is doubted; absent when there is nothing.</param>
internal sealed record GraphAnswer(
    IReadOnlyList<TaskRecord> Nodes, IReadOnlyList<TaskGraphEdge> Edges, IReadOnlyList<string> CriticalPath, IReadOnlyList<Problem>? Problems)
{
    /// <summary>The wire form of a graph.</summary>
    public static GraphAnswer Of(TaskGraph graph, ProblemList problems) =>
        new(graph.Nodes, graph.Edges, graph.CriticalPath, problems.Count > 0 ? problems.Items : null);
}
