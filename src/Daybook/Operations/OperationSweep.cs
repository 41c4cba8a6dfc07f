using Daybook.Errors;

namespace Daybook.Operations;

/// <summary>What a sweep made of one open operation.</summary>
/// <param name="View">As it is now.</param>
/// <param name="Age">How long it had been open; null where its start cannot be read.</param>
/// <param name="Action">One of the constants here.</param>
/// <param name="Fault">Why it could not be closed.</param>
public sealed record OperationSweep(OperationView View, TimeSpan? Age, string Action, DaybookException? Fault)
{
    /// <summary>What went wrong beside the log, each a sentence; what happened is durable all the same.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>It is younger than the threshold, or could not be closed.</summary>
    public const string None = "none";

    /// <summary>The sweep closed it.</summary>
    public const string ClosedAbandoned = "closed_abandoned";

    /// <summary>Somebody else closed it meanwhile.</summary>
    public const string AlreadyClosed = "already_closed";

    /// <summary>The age from which a sweep closes what is open, unless something else is said.</summary>
    public static readonly TimeSpan ThresholdDefault = TimeSpan.FromHours(24);

    /// <summary>How long an operation has been open; null where its start cannot be read.</summary>
    public static TimeSpan? AgeOf(OperationRecord operation, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return now - operation.StartedAt;
    }

    /// <summary>Whether a sweep closes it: it has been open for the threshold, or nobody knows for how long.</summary>
    public static bool IsStale(OperationRecord operation, DateTimeOffset now, TimeSpan threshold) =>
        AgeOf(operation, now) is not { } age || age >= threshold || threshold == TimeSpan.Zero;
}
