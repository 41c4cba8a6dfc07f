namespace Daybook.Tasks;

/// <summary>A task to create. Other tasks may be named by any unique prefix of their id.</summary>
public sealed record NewTask
{
    /// <summary>One line, at most <see cref="TaskRules.NameCharactersMax"/> characters.</summary>
    public required string Name { get; init; }

    /// <summary>The rest, at most <see cref="TaskRules.DescriptionBytesMax"/> bytes.</summary>
    public string? Description { get; init; }

    /// <summary>A UUID, kept in lower case; assigned when absent.</summary>
    public string? Id { get; init; }

    /// <summary>0, the most urgent, to 4.</summary>
    public int Priority { get; init; } = TaskRecord.PriorityDefault;

    /// <summary>Words to find it by.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The task of which it is a part.</summary>
    public string? ParentId { get; init; }

    /// <summary>The tasks that have to be completed first.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];
}
