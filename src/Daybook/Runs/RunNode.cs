namespace Daybook.Runs;

/// <summary>A run in the tree of runs.</summary>
/// <param name="Run">The run; of a chain of restarts, the newest.</param>
/// <param name="Children">The runs that it started, newest first.</param>
/// <param name="Previous">The runs that it is a restart of, newest first.</param>
public sealed record RunNode(RunView Run, IReadOnlyList<RunNode> Children, IReadOnlyList<RunNode> Previous);
