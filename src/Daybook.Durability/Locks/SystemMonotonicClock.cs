using System.Diagnostics;
using Daybook.Durability.Posix;

namespace Daybook.Durability.Locks;

/// <summary>The machine's own monotonic clock and sleep.</summary>
public sealed class SystemMonotonicClock : IMonotonicClock
{
    /// <inheritdoc/>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(0);

    /// <inheritdoc/>
    public unsafe void Pause(TimeSpan duration)
    {
        if (OperatingSystem.IsWindows())
        {
            Thread.Sleep(duration);
            return;
        }

        // Thread.Sleep rounds up to whole milliseconds, which is longer than a flush; nanosleep does not.
        long* request = stackalloc long[2];
        request[0] = (long)duration.TotalSeconds;
        request[1] = duration.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick;
        _ = Libc.Sleep(request, 0);
    }
}
