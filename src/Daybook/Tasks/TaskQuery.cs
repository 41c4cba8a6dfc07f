namespace Daybook.Tasks;

/// <summary>Which tasks to list.</summary>
public sealed record TaskQuery
{
    /// <summary>The fewest on a page.</summary>
    public const int LimitMin = 1;

    /// <summary>The most on a page.</summary>
    public const int LimitMax = 1_000;

    /// <summary>The states to list; none for all that are open.</summary>
    public IReadOnlyList<TaskState> Statuses { get; init; } = [];

    /// <summary>A tag they must have.</summary>
    public string? Tag { get; init; }

    /// <summary>The most tasks on a page.</summary>
    public int Limit { get; init; } = 20;

    /// <summary>Where to go on: the <see cref="Page{T}.NextCursor"/> of the page before.</summary>
    public string? Cursor { get; init; }
}
