namespace Daybook.Git;

/// <summary>Files that differ from the last commit.</summary>
/// <param name="Paths">Their paths from the work tree's root, with <c>/</c>, in git's order.</param>
/// <param name="IsComplete">False where there are more than are told, or git did not answer in time.</param>
public sealed record UncommittedFiles(IReadOnlyList<string> Paths, bool IsComplete)
{
    /// <summary>None.</summary>
    public static readonly UncommittedFiles None = new([], IsComplete: true);
}
