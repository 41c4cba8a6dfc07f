using Daybook.Processes;

namespace Daybook.Tasks;

/// <summary>The moment of a question or a decision, by every clock that counts.</summary>
/// <param name="Now">The time of day, UTC.</param>
/// <param name="Boot">The time of this boot.</param>
/// <param name="Processes">Who is alive.</param>
public readonly record struct TaskMoment(DateTimeOffset Now, BootTime Boot, IProcessTable Processes)
{
    /// <summary>This moment.</summary>
    public static TaskMoment Of(TimeProvider time, IProcessTable processes)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(processes);
        return new TaskMoment(time.GetUtcNow(), processes.Now, processes);
    }
}
