namespace Daybook.Tasks;

/// <summary>The words for the states on the wire and on the command line.</summary>
public static class TaskStateName
{
    private static readonly string[] Words = ["pending", "in_progress", "completed", "failed", "cancelled"];

    /// <summary>All words, in the order of <see cref="TaskState"/>.</summary>
    public static IReadOnlyList<string> All => Words;

    /// <summary>The word for a state.</summary>
    public static string Of(TaskState state) => Words[(int)state];

    /// <summary>The state a word means, exactly as it is written; null for any other word.</summary>
    public static TaskState? Parse(string word)
    {
        int index = Array.IndexOf(Words, word);
        return index < 0 ? null : (TaskState)index;
    }

    /// <summary>Whether a task in this state has left the work to be done: completed, failed or cancelled.</summary>
    public static bool IsFinished(TaskState state) => state is not (TaskState.Pending or TaskState.InProgress);
}
