using Daybook.Errors;

namespace Daybook.Drafts;

/// <summary>Which drafts to list.</summary>
public sealed record DraftQuery
{
    /// <summary>The fewest on a page.</summary>
    public const int LimitMin = 1;

    /// <summary>The most on a page: a listing of all drafts is one page for most.</summary>
    public const int LimitMax = 10_000;

    /// <summary>How long ago a draft must have been saved last; null for any.</summary>
    public TimeSpan? OlderThan { get; init; }

    /// <summary>The most drafts on a page.</summary>
    public int Limit { get; init; } = 20;

    /// <summary>Where to go on: the <see cref="Page{T}.NextCursor"/> of the page before.</summary>
    public string? Cursor { get; init; }

    /// <summary>Refuses a page size out of bounds and an age below zero.</summary>
    /// <exception cref="InvalidInputException">The message names what is wrong.</exception>
    public void Validate()
    {
        if (Limit is < LimitMin or > LimitMax)
        {
            throw new InvalidInputException($"limit is {Limit}; it must be from {LimitMin} to {LimitMax}");
        }

        if (OlderThan is { } age)
        {
            DraftRules.CheckAge(age);
        }
    }
}
