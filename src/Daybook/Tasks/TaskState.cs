namespace Daybook.Tasks;

/// <summary>
/// Where a task stands. Called a state and not a status because every C# file already knows another <c>TaskStatus</c>; on the wire the
/// field is <c>status</c>.
/// </summary>
public enum TaskState
{
    /// <summary><c>pending</c>: to do.</summary>
    Pending,

    /// <summary><c>in_progress</c>: somebody works on it, under a lease.</summary>
    InProgress,

    /// <summary><c>completed</c>: done.</summary>
    Completed,

    /// <summary><c>failed</c>: tried and not done.</summary>
    Failed,

    /// <summary><c>cancelled</c>: not wanted any more.</summary>
    Cancelled,
}
