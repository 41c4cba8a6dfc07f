using Daybook.Errors;

namespace Daybook.Operations;

/// <summary>Which operations to list.</summary>
public sealed record OperationQuery
{
    /// <summary>The fewest on a page.</summary>
    public const int LimitMin = 1;

    /// <summary>The most on a page.</summary>
    public const int LimitMax = 1_000;

    /// <summary>The profile that they were done as; null for any.</summary>
    public string? ProfileId { get; init; }

    /// <summary>Whether they have ended; null for either.</summary>
    public OperationStatus? Status { get; init; }

    /// <summary>Whether only those are wanted that are closed and not committed.</summary>
    public bool IsPending { get; init; }

    /// <summary>Whether <see cref="OperationView.Commit"/> is wanted of each that is closed, which takes a question to git.</summary>
    public bool IsCommitWanted { get; init; }

    /// <summary>The most operations on a page.</summary>
    public int Limit { get; init; } = 20;

    /// <summary>Where to go on: the <see cref="Page{T}.NextCursor"/> of the page before.</summary>
    public string? Cursor { get; init; }

    /// <summary>Whether every operation is wanted.</summary>
    public bool IsForAll => ProfileId is null && Status is null && !IsPending;

    /// <summary>Refuses a page size out of bounds and a cursor of something else.</summary>
    /// <exception cref="InvalidInputException">The message names what is wrong.</exception>
    public void Validate()
    {
        if (Limit is < LimitMin or > LimitMax)
        {
            throw new InvalidInputException($"limit is {Limit}; it must be from {LimitMin} to {LimitMax}");
        }

        if (Cursor is { } cursor && Ulid.TimeOf(cursor) is null)
        {
            throw new InvalidInputException("the cursor is not one of this listing")
            {
                Hint = "pass next_cursor exactly as the page before gave it, or leave it out to start at the first page",
            };
        }
    }

    /// <summary>Whether an operation is one of those, as far as its log tells.</summary>
    public bool Matches(OperationRecord operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return (ProfileId is null || operation.ProfileId == ProfileId)
            && (Status is null || operation.Status == Status)
            && (!IsPending || operation.Status == OperationStatus.Closed);
    }
}
