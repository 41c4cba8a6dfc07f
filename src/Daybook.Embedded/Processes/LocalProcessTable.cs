using Daybook.Durability.FileSystem;
using Daybook.Durability.Processes;
using Daybook.Processes;

namespace Daybook.Embedded.Processes;

/// <summary>The processes of the machine this one runs on.</summary>
public sealed class LocalProcessTable : IProcessTable
{
    private readonly Lazy<string> bootId;
    private readonly Lazy<string> pidNamespace = new(static () => LocalProcesses.PidNamespace);

    /// <summary>Every temp file asks, and this process's own does not change while it can ask.</summary>
    private readonly Lazy<long?> ownStartTime = new(static () => LocalProcesses.StartTimeOf(Environment.ProcessId));

    /// <summary>Asks the system, and the disk for the name of the boot.</summary>
    public LocalProcessTable(IFileSystem fileSystem)
    {
        ArgumentNullException.ThrowIfNull(fileSystem);
        bootId = new Lazy<string>(() => fileSystem.BootId);
    }

    /// <inheritdoc/>
    public string HostName { get; } = Environment.MachineName;

    /// <inheritdoc/>
    public string PidNamespace => pidNamespace.Value;

    /// <inheritdoc/>
    public int OwnPid => Environment.ProcessId;

    /// <inheritdoc/>
    public BootTime Now => new(bootId.Value, LocalProcesses.BootElapsed, HostName);

    /// <inheritdoc/>
    public long? StartTimeOf(int pid) => pid == OwnPid ? ownStartTime.Value : LocalProcesses.StartTimeOf(pid);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, int> FindByVariable(string name) => LocalProcesses.FindByVariable(name);
}
