using Daybook.Durability.FileSystem;

namespace Daybook.Durability.Locks;

/// <summary>
/// A bounded wait for an advisory lock: tried at once, then after pauses that double from tens of microseconds to milliseconds.
/// flock itself cannot wait with a bound. Fails closed: an error other than "held by another" is thrown, never taken for a lock.
/// </summary>
internal static class LockWait
{
    private static readonly TimeSpan PauseMinimum = TimeSpan.FromMicroseconds(20);
    private static readonly TimeSpan PauseMaximum = TimeSpan.FromMilliseconds(2);

    internal static bool TryLock(IFile file, LockMode mode, TimeSpan wait, IMonotonicClock clock)
    {
        if (file.TryLock(mode))
        {
            return true;
        }

        TimeSpan deadline = clock.Elapsed + wait;
        for (TimeSpan pause = PauseMinimum; clock.Elapsed < deadline; pause = pause < PauseMaximum ? pause * 2 : PauseMaximum)
        {
            clock.Pause(pause);
            if (file.TryLock(mode))
            {
                return true;
            }
        }

        return false;
    }
}
