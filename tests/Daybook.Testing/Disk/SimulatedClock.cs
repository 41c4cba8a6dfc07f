using Daybook.Durability.Locks;

namespace Daybook.Testing.Disk;

/// <summary>A clock that moves only when someone waits, and then at once: no test sleeps.</summary>
public sealed class SimulatedClock : IMonotonicClock
{
    private readonly Lock gate = new();
    private readonly Queue<Action> duringPauses = [];
    private TimeSpan elapsed;

    /// <inheritdoc/>
    public TimeSpan Elapsed
    {
        get
        {
            lock (gate)
            {
                return elapsed;
            }
        }
    }

    /// <summary>How often someone waited.</summary>
    public int Pauses { get; private set; }

    /// <summary>Lets time pass without anyone waiting.</summary>
    public void Advance(TimeSpan duration)
    {
        lock (gate)
        {
            elapsed += duration;
        }
    }

    /// <summary>Queues something to happen while someone waits: each pause takes one from the queue.</summary>
    public void DuringNextPause(Action action)
    {
        lock (gate)
        {
            duringPauses.Enqueue(action);
        }
    }

    /// <summary>Advances time by this much, never sleeps, and runs the next queued action.</summary>
    public void Pause(TimeSpan duration)
    {
        Action? action;
        lock (gate)
        {
            elapsed += duration;
            Pauses++;
            _ = duringPauses.TryDequeue(out action);
        }

        action?.Invoke();
    }
}
