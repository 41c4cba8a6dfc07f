namespace Daybook.Tasks;

/// <summary>One task waits for another.</summary>
/// <param name="TaskId">The task that waits.</param>
/// <param name="DependsOn">The task it waits for.</param>
public readonly record struct TaskGraphEdge(string TaskId, string DependsOn);
