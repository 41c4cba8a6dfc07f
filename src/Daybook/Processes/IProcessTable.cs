namespace Daybook.Processes;

/// <summary>
/// What this machine knows about its processes and its boot. A port, so that tests can let processes end, clocks step and machines
/// restart. It answers from what the system says now and keeps nothing.
/// </summary>
public interface IProcessTable
{
    /// <summary>This machine's name, as other machines and containers see it.</summary>
    string HostName { get; }

    /// <summary>
    /// Names the numbering in which a process id means something; in another one, such as another container's, the same number is another
    /// process. Empty where that is not known.
    /// </summary>
    string PidNamespace { get; }

    /// <summary>The number of the calling process.</summary>
    int OwnPid { get; }

    /// <summary>The time of this boot: it never steps, and it runs on while the machine sleeps.</summary>
    BootTime Now { get; }

    /// <summary>
    /// When a process of this namespace started, in the system's own unit; together with the number it names the process for good, since
    /// numbers are used again.
    /// </summary>
    /// <returns>Null if no such process runs; one that has ended and only waits for its parent does not run.</returns>
    long? StartTimeOf(int pid);

    /// <summary>
    /// The processes that were started with a variable in their environment, by its value; of several with one value, the one with the lowest
    /// number. Those of other users, which the system does not let this process look into, are missing; so is everything where the system
    /// does not tell at all.
    /// </summary>
    IReadOnlyDictionary<string, int> FindByVariable(string name);
}
