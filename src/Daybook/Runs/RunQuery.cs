using Daybook.Errors;

namespace Daybook.Runs;

/// <summary>Which runs to list.</summary>
public sealed record RunQuery
{
    /// <summary>The fewest on a page.</summary>
    public const int LimitMin = 1;

    /// <summary>The most on a page.</summary>
    public const int LimitMax = 1_000;

    /// <summary>The project they belong to; null for any.</summary>
    public string? ProjectId { get; init; }

    /// <summary>The task they work on; null for any.</summary>
    public string? TaskId { get; init; }

    /// <summary>How they stand now; null for any.</summary>
    public RunStatus? State { get; init; }

    /// <summary>The most runs on a page.</summary>
    public int Limit { get; init; } = 20;

    /// <summary>Where to go on: the <see cref="Page{T}.NextCursor"/> of the page before.</summary>
    public string? Cursor { get; init; }

    /// <summary>Refuses a page size out of bounds and ids that are none.</summary>
    /// <exception cref="InvalidInputException">The message names what is wrong.</exception>
    public void Validate()
    {
        if (Limit is < LimitMin or > LimitMax)
        {
            throw new InvalidInputException($"limit is {Limit}; it must be from {LimitMin} to {LimitMax}");
        }

        if (ProjectId is { } project)
        {
            RunRules.CheckId(project, "the project id");
        }

        if (TaskId is { } task)
        {
            RunRules.CheckId(task, "the task id");
        }
    }
}
