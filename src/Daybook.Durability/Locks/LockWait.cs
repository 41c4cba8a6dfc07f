using Daybook.Durability.FileSystem;

namespace Daybook.Durability.Locks;

/// <summary>
/// A bounded wait for an advisory lock: tried at once, then after pauses that grow with the time waited, so that a lock which is
/// held for microseconds is taken in microseconds and one which is held for seconds costs next to nothing. flock itself cannot
/// wait with a bound. Fails closed: an error other than "held by another" is thrown, never taken for a lock.
/// </summary>
internal static class LockWait
{
    /// <summary>The pause as a share of the time waited so far: the lock is taken at most this much later than it could be.</summary>
    private const int PauseShare = 16;

    private static readonly TimeSpan PauseMinimum = TimeSpan.FromMicroseconds(20);
    private static readonly TimeSpan PauseMaximum = TimeSpan.FromMilliseconds(2);

    internal static bool TryLock(IFile file, LockMode mode, TimeSpan wait, IMonotonicClock clock)
    {
        if (file.TryLock(mode))
        {
            return true;
        }

        TimeSpan began = clock.Elapsed;
        for (TimeSpan waited = TimeSpan.Zero; waited < wait; waited = clock.Elapsed - began)
        {
            TimeSpan pause = waited / PauseShare;
            clock.Pause(pause < PauseMinimum ? PauseMinimum : pause > PauseMaximum ? PauseMaximum : pause);
            if (file.TryLock(mode))
            {
                return true;
            }
        }

        return false;
    }
}
