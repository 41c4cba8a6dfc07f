using Daybook.Processes;

namespace Daybook.Testing;

/// <summary>A machine whose boot, clock and processes a test moves by hand.</summary>
public sealed class ManualProcesses : IProcessTable
{
    private readonly Dictionary<int, long> running = [];
    private readonly Dictionary<(string Name, string Value), int> variables = [];
    private long lastStart;

    public string HostName { get; set; } = "host";

    public string PidNamespace { get; set; } = "pid:[1]";

    public string BootId { get; set; } = "boot-1";

    public TimeSpan Elapsed { get; set; } = TimeSpan.FromHours(1);

    public int OwnPid { get; set; } = 4711;

    public BootTime Now => new(BootId, Elapsed, HostName);

    /// <summary>What happens in the moment before a process is looked for.</summary>
    public Action<int>? Looking { get; set; }

    public long? StartTimeOf(int pid)
    {
        Looking?.Invoke(pid);
        return running.TryGetValue(pid, out long started) ? started : null;
    }

    public IReadOnlyDictionary<string, int> FindByVariable(string name) =>
        variables.Where(pair => pair.Key.Name == name && running.ContainsKey(pair.Value)).ToDictionary(pair => pair.Key.Value, pair => pair.Value);

    /// <summary>Gives a process a variable of its environment.</summary>
    public void SetVariable(int pid, string name, string value) => variables[(name, value)] = pid;

    /// <summary>Lets a process run, with a number that may have been used before.</summary>
    public void Start(int pid) => running[pid] = ++lastStart;

    /// <summary>Lets a process end.</summary>
    public void End(int pid) => running.Remove(pid);

    /// <summary>Restarts the machine: all processes end, and the clock of the boot begins anew.</summary>
    public void Restart(string bootId)
    {
        running.Clear();
        BootId = bootId;
        Elapsed = TimeSpan.Zero;
    }
}
