using Daybook.Errors;

namespace Daybook.Timeline;

/// <summary>Which events to tell.</summary>
public sealed record TimelineQuery
{
    /// <summary>The fewest on a page.</summary>
    public const int LimitMin = 1;

    /// <summary>The most on a page.</summary>
    public const int LimitMax = 1_000;

    /// <summary>
    /// By how much a clock may have been set back without a query for <see cref="Since"/> missing anything: a log is read so much further
    /// back than it asks.
    /// </summary>
    public static readonly TimeSpan ClockSlack = TimeSpan.FromDays(1);

    /// <summary>Only what happened at this time or later. An event without a time does not pass.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only what happened in this session, by its whole id.</summary>
    public string? SessionId { get; init; }

    /// <summary>Only what happened to this task or during it, by its whole id.</summary>
    public string? TaskId { get; init; }

    /// <summary>Only events of this kind, one of <see cref="RecordKinds.All"/>; null for all.</summary>
    public string? Kind { get; init; }

    /// <summary>The most events on a page.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Where to go on, further back: the <see cref="Page{T}.NextCursor"/> of the page before.</summary>
    public string? Cursor { get; init; }

    /// <summary>Whether events of a kind are wanted at all.</summary>
    public bool Wants(string kind) => Kind is null || Kind == kind;

    /// <summary>Whether an event is one of those.</summary>
    public bool Matches(TimelineItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return Wants(item.Kind)
            && (Since is not { } since || item.At >= since)
            && (SessionId is null || item.SessionId == SessionId)
            && (TaskId is null || item.TaskId == TaskId);
    }

    /// <summary>Refuses a page size out of bounds and a kind that is none.</summary>
    /// <exception cref="InvalidInputException">The message names what is wrong.</exception>
    public void Validate()
    {
        if (Limit is < LimitMin or > LimitMax)
        {
            throw new InvalidInputException($"limit is {Limit}; it must be from {LimitMin} to {LimitMax}");
        }

        if (Kind is { } kind && !RecordKinds.All.Contains(kind, StringComparer.Ordinal))
        {
            throw new InvalidInputException($"\"{kind}\" is no kind of record") { Hint = $"kinds are {string.Join(", ", RecordKinds.All)}" };
        }
    }
}
