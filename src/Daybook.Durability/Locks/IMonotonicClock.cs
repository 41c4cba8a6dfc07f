namespace Daybook.Durability.Locks;

/// <summary>Time that never steps, and the only way to wait: bounded waits for locks are measured and slept through it.</summary>
public interface IMonotonicClock
{
    /// <summary>Time since some fixed moment of this boot.</summary>
    TimeSpan Elapsed { get; }

    /// <summary>Waits on the calling thread. Short waits (tens of microseconds) are as exact as the system allows.</summary>
    void Pause(TimeSpan duration);
}
