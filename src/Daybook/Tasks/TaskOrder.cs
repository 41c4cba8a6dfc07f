namespace Daybook.Tasks;

/// <summary>The order of work: the most urgent first, of those the oldest, then by id.</summary>
public sealed class TaskOrder : IComparer<TaskRecord>
{
    private TaskOrder()
    {
    }

    /// <summary>The only one.</summary>
    public static TaskOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(TaskRecord? x, TaskRecord? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        }

        int order = x.Priority.CompareTo(y.Priority);
        order = order == 0 ? x.CreatedAt.CompareTo(y.CreatedAt) : order;
        return order == 0 ? string.CompareOrdinal(x.Id, y.Id) : order;
    }
}
