using System.Globalization;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;

namespace Daybook.Testing.Disk;

/// <summary>What every call passes through: counting, tracing, injected faults, the crash.</summary>
public sealed partial class SimulatedFileSystem
{
    private readonly Lock gate = new();
    private readonly int[] callsByKind = new int[DiskCallName.Kinds];

    private FaultPlan? faults;
    private List<string>? trace;
    private CrashPointRecorder? recorder;
    private DiskCall currentCall;
    private string currentPath = "";
    private int crashCall = int.MaxValue;
    private CrashMoment crashMoment;

    /// <summary>The calls made so far.</summary>
    public int Calls { get; private set; }

    /// <summary>The calls so far that changed what is readable or what is durable.</summary>
    public int Changes { get; private set; }

    /// <summary>Whether the machine has stopped; every call then throws <see cref="SimulatedCrashException"/>.</summary>
    public bool Crashed { get; private set; }

    /// <summary>The calls since <see cref="StartTrace"/>, one a line: number, name, path, arguments, and how it ended if not well.</summary>
    public string Trace
    {
        get
        {
            lock (gate)
            {
                return trace is null ? "" : string.Join('\n', trace);
            }
        }
    }

    /// <summary>The calls of one kind so far; of any kind for <c>null</c>.</summary>
    public int CallsOf(DiskCall? kind) => kind is { } one ? callsByKind[(int)one] : Calls;

    /// <summary>Begins to note every call as text.</summary>
    public void StartTrace() => trace = [];

    /// <summary>Makes a later call go wrong; the first injected of several that hit a call wins.</summary>
    public void Inject(Fault fault)
    {
        lock (gate)
        {
            (faults ??= new FaultPlan()).Add(fault);
        }
    }

    /// <summary>Forgets all injected faults.</summary>
    public void ClearFaults() => faults = null;

    /// <summary>Stops the machine at a call, counted from 1 since the machine started.</summary>
    public void CrashAt(int call, CrashMoment moment)
    {
        crashCall = call;
        crashMoment = moment;
    }

    /// <summary>Stops the machine now.</summary>
    public void Crash()
    {
        lock (gate)
        {
            Crashed = true;
        }
    }

    internal void Record(CrashPointRecorder observer) => recorder = observer;

    /// <summary>Begins a call. Returns the fault that hits it if that is not simply an error.</summary>
    private Fault? Enter(DiskCall call, string path, string? argument = null)
    {
        DemandRunning();
        Calls++;
        callsByKind[(int)call]++;
        currentCall = call;
        currentPath = path;
        recorder?.Before(Calls, call, path, Changes);
        trace?.Add(string.Create(CultureInfo.InvariantCulture, $"{Calls} {DiskCallName.Of(call)} {path}{(argument is null ? "" : " ")}{argument}"));
        if (Calls > crashCall || (Calls == crashCall && crashMoment == CrashMoment.Before))
        {
            Crashed = true;
            throw new SimulatedCrashException(Calls);
        }

        Fault? fault = faults?.Match(call, path);
        return fault is { Kind: FaultKind.Error } ? throw Failure(fault.Error, fault.Number) : fault;
    }

    /// <summary>Ends a call that took effect.</summary>
    private void Leave()
    {
        recorder?.After(Calls, currentCall, currentPath, Changes);
        if (Calls == crashCall)
        {
            Crashed = true;
            throw new SimulatedCrashException(Calls);
        }
    }

    private void DemandRunning()
    {
        if (Crashed)
        {
            throw new SimulatedCrashException(Calls);
        }
    }

    /// <summary>The error that the current call ends with.</summary>
    private FileSystemException Failure(FileSystemError error, int number = 0)
    {
        int code = number != 0 ? number : ErrorNumber.Of(error);
        string name = ErrorNumber.Name(code);
        Note($" ! {name}");
        return new FileSystemException(error, DiskCallName.Of(currentCall), currentPath, code, $"{name} (simulated)");
    }

    /// <summary>Adds to the line of the current call.</summary>
    private void Note(string words)
    {
        if (trace is { Count: > 0 })
        {
            trace[^1] += words;
        }
    }
}
