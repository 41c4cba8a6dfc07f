using Daybook.Durability.Locks;

namespace Daybook.Durability.Errors;

/// <summary>A lock stayed with another process for the whole bounded wait. Nothing was written.</summary>
public sealed class LockTimeoutException : DurabilityException
{
    /// <summary>Names the file, the wait and the holder.</summary>
    public LockTimeoutException(string path, TimeSpan waited, LockHolder? holder)
        : base($"{path} stayed locked for {waited.TotalSeconds:0.#} s by {holder?.ToString() ?? "a process that the system does not name"}", path)
    {
        Waited = waited;
        Holder = holder;
    }

    /// <summary>How long the caller waited.</summary>
    public TimeSpan Waited { get; }

    /// <summary>Who holds the lock, if it is known.</summary>
    public LockHolder? Holder { get; }
}
