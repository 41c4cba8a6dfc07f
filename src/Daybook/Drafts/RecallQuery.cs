using Daybook.Errors;

namespace Daybook.Drafts;

/// <summary>Which finished sessions to recall.</summary>
public sealed record RecallQuery
{
    /// <summary>The fewest on a page.</summary>
    public const int LimitMin = 1;

    /// <summary>The most on a page.</summary>
    public const int LimitMax = 1_000;

    /// <summary>What the bots were for, in any spelling that <see cref="Drafts.PurposeCategory"/> reads; null for the most recent of all.</summary>
    public string? Category { get; init; }

    /// <summary>The most entries on a page.</summary>
    public int Limit { get; init; } = 3;

    /// <summary>Where to go on: the <see cref="Page{T}.NextCursor"/> of the page before.</summary>
    public string? Cursor { get; init; }

    /// <summary>Refuses a page size out of bounds and a category that is none.</summary>
    /// <exception cref="InvalidInputException">The message names what is wrong.</exception>
    public void Validate()
    {
        if (Limit is < LimitMin or > LimitMax)
        {
            throw new InvalidInputException($"limit is {Limit}; it must be from {LimitMin} to {LimitMax}");
        }

        if (Category is { } category)
        {
            PurposeCategory.Parse(category);
        }
    }
}
