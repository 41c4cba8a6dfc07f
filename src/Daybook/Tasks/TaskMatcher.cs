namespace Daybook.Tasks;

/// <summary>Decides whether a finished task is one that a query looks for.</summary>
public sealed class TaskMatcher
{
    private readonly TaskHistoryQuery query;

    /// <summary>Takes the query apart once.</summary>
    public TaskMatcher(TaskHistoryQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        this.query = query;
        Words = query.Text?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];
    }

    /// <summary>The words that all have to stand in a task's texts.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Whether all conditions hold.</summary>
    public bool Matches(TaskRecord task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return TaskStateName.IsFinished(task.Status)
            && (query.Statuses.Count == 0 || query.Statuses.Contains(task.Status))
            && (query.Tag is not { } tag || task.Tags.Contains(tag, StringComparer.Ordinal))
            && (query.Since is not { } since || task.CompletedAt >= since)
            && (query.Until is not { } until || task.CompletedAt < until)
            && Words.All(word => Says(task, word));
    }

    private static bool Says(TaskRecord task, string word) =>
        Holds(task.Name, word) || Holds(task.Description, word) || Holds(task.FailureReason, word)
        || task.Context.Decisions.Any(decision => Holds(decision, word));

    private static bool Holds(string? text, string word) => text?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;
}
