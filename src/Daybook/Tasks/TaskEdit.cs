namespace Daybook.Tasks;

/// <summary>What to change about a task; what is absent stays.</summary>
public sealed record TaskEdit
{
    /// <summary>The new name.</summary>
    public string? Name { get; init; }

    /// <summary>The new description; empty text removes it.</summary>
    public string? Description { get; init; }

    /// <summary>The new priority, 0 to 4.</summary>
    public int? Priority { get; init; }

    /// <summary>The new parent; empty text makes it a task of its own.</summary>
    public string? ParentId { get; init; }

    /// <summary>Tags to add.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Tags to remove.</summary>
    public IReadOnlyList<string> Untags { get; init; } = [];

    /// <summary>The record with these changes made.</summary>
    internal TaskRecord ApplyTo(TaskRecord task) => task with
    {
        Name = Name ?? task.Name,
        Description = Description is null ? task.Description : Description.Length == 0 ? null : Description,
        Priority = Priority ?? task.Priority,
        ParentId = ParentId is null ? task.ParentId : ParentId.Length == 0 ? null : ParentId,
        Tags = Tags.Count + Untags.Count == 0
            ? task.Tags
            : [.. task.Tags.Union(Tags, StringComparer.Ordinal).Except(Untags, StringComparer.Ordinal)],
    };
}
