namespace Daybook.Durability.Locks;

/// <summary>Who holds a lock, for messages.</summary>
/// <param name="ProcessId">The process.</param>
/// <param name="Label">What it said it was doing, empty if it left no note.</param>
/// <param name="Since">When it took the lock, if it left a note.</param>
public sealed record LockHolder(int ProcessId, string Label, DateTimeOffset? Since)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        string label = Label.Length == 0 ? "" : $" ({Label})";
        string since = Since is { } at ? $" since {at:yyyy-MM-dd'T'HH:mm:ss'Z'}" : "";
        return $"process {ProcessId}{label}{since}";
    }
}
