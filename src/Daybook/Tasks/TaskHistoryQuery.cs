namespace Daybook.Tasks;

/// <summary>Which finished tasks to find; all conditions must hold.</summary>
public sealed record TaskHistoryQuery
{
    /// <summary>Words, any case, that stand in the name, the description, the reason of a failure or the decisions: all of them.</summary>
    public string? Text { get; init; }

    /// <summary>The states in which they were finished; none for all.</summary>
    public IReadOnlyList<TaskState> Statuses { get; init; } = [];

    /// <summary>A tag they must have.</summary>
    public string? Tag { get; init; }

    /// <summary>Finished at this time or later, UTC.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Finished before this time, UTC.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The most tasks on a page, <see cref="TaskQuery.LimitMin"/> to <see cref="TaskQuery.LimitMax"/>.</summary>
    public int Limit { get; init; } = 20;

    /// <summary>Where to go on: the <see cref="Page{T}.NextCursor"/> of the page before.</summary>
    public string? Cursor { get; init; }
}
