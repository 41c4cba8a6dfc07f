using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Daybook.Durability.Posix;

namespace Daybook.Durability.Processes;

/// <summary>
/// What the system says about processes and its boot, asked each time. On Linux from <c>/proc</c>; elsewhere as far as the base library
/// knows it.
/// </summary>
public static class LocalProcesses
{
    // Of /proc/<pid>/stat, counted behind the name, which stands in parentheses and may hold anything (man 5 proc_pid_stat).
    private const int StateField = 0;
    private const int ParentField = 1;
    private const int StartTimeField = 19;

    /// <summary>Many times what the line can have: 52 numbers and a name of 64 bytes.</summary>
    private const int StatBytesMaximum = 4096;

    /// <summary>The system lets a process have 128 KiB in one variable and commonly 2 MiB in all; what comes later is not looked at.</summary>
    private const int EnvironmentBytesMaximum = 1 << 20;

    /// <summary>EPERM: it runs, and is another user's.</summary>
    private const int NotPermitted = 1;

    /// <summary>The only numbering there is, where the system has no others.</summary>
    private const string WholeMachine = "machine";

    /// <summary>Since the boot began, time asleep included.</summary>
    public static TimeSpan BootElapsed => OperatingSystem.IsWindows() ? TimeSpan.FromMilliseconds(Environment.TickCount64) : ReadClock();

    /// <summary>Names the numbering in which this process has its id; empty if the system does not tell, or tells of another numbering.</summary>
    public static string PidNamespace => !OperatingSystem.IsLinux() ? WholeMachine : IsProcOurs ? PosixSystem.ReadLink("/proc/self/ns/pid") : "";

    /// <summary>
    /// Whether /proc counts processes as the system calls do. One that was mounted outside of this pid namespace has other processes under
    /// the same numbers.
    /// </summary>
    private static bool IsProcOurs =>
        PosixSystem.ReadLink("/proc/self") == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// When a process started, in the system's unit; null if none runs under this id, or it has ended and waits for its parent; 0 if it runs and
    /// the system does not tell since when.
    /// </summary>
    public static long? StartTimeOf(int pid) => !OperatingSystem.IsLinux() ? StartTimeElsewhere(pid) : IsProcOurs ? StartTimeOnLinux(pid) : Exists(pid);

    /// <summary>The processes that were started with a variable, by its value; on Linux only, and only those whose environment may be read.</summary>
    public static IReadOnlyDictionary<string, int> FindByVariable(string name)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        if (!OperatingSystem.IsLinux() || !IsProcOurs)
        {
            return found;
        }

        byte[] sought = Encoding.UTF8.GetBytes(name + "=");
        byte[] buffer = new byte[EnvironmentBytesMaximum];
        foreach (int pid in PosixSystem.ListProcesses())
        {
            ReadOnlySpan<byte> rest = buffer.AsSpan(
                0, PosixSystem.ReadInto(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/environ"), buffer));
            while (!rest.IsEmpty)
            {
                int end = rest.IndexOf((byte)0);
                ReadOnlySpan<byte> variable = end < 0 ? rest : rest[..end];
                if (variable.StartsWith(sought))
                {
                    found.TryAdd(Encoding.UTF8.GetString(variable[sought.Length..]), pid);
                }

                rest = end < 0 ? [] : rest[(end + 1)..];
            }
        }

        return found;
    }

    /// <summary>The processes that run, with the one that started each and when; on Linux only.</summary>
    internal static IEnumerable<(int Pid, int Parent, long StartTime)> List()
    {
        foreach (int pid in OperatingSystem.IsLinux() && IsProcOurs ? PosixSystem.ListProcesses() : [])
        {
            string[] fields = FieldsOf(pid);
            if (StartTimeIn(fields) is { } started && int.TryParse(fields[ParentField], CultureInfo.InvariantCulture, out int parent))
            {
                yield return (pid, parent, started);
            }
        }
    }

    /// <summary>Which process started another; on Linux only.</summary>
    internal static int? ParentOf(int pid) => OperatingSystem.IsLinux() && IsProcOurs
        && FieldsOf(pid) is { Length: > ParentField } fields && int.TryParse(fields[ParentField], CultureInfo.InvariantCulture, out int parent)
        ? parent
        : null;

    private static long? StartTimeOnLinux(int pid) => StartTimeIn(FieldsOf(pid));

    private static string[] FieldsOf(int pid)
    {
        string stat = PosixSystem.ReadText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"), StatBytesMaximum);
        int name = stat.LastIndexOf(')');
        return name < 0 ? [] : stat[(name + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private static long? StartTimeIn(string[] fields)
    {
        bool runs = fields.Length > StartTimeField && fields[StateField] is not ("Z" or "X" or "x");
        return runs && long.TryParse(fields[StartTimeField], CultureInfo.InvariantCulture, out long started) ? started : null;
    }

    private static long? Exists(int pid) => Libc.Kill(pid, 0) == 0 || Marshal.GetLastPInvokeError() == NotPermitted ? 0 : null;

    private static long? StartTimeElsewhere(int pid)
    {
        try
        {
            using Process process = Process.GetProcessById(pid);
            return process.HasExited ? null : process.StartTime.ToUniversalTime().Ticks;
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException)
        {
            return null;
        }
        catch (Win32Exception)
        {
            // It runs, and another user's start time is not told: zero never equals one that was told.
            return 0;
        }
    }

    private static unsafe TimeSpan ReadClock()
    {
        // CLOCK_BOOTTIME; on macOS CLOCK_MONOTONIC, which counts sleep there.
        int clock = OperatingSystem.IsLinux() ? 7 : 6;
        long* time = stackalloc long[2];
        return Libc.ReadClock(clock, time) == 0
            ? new TimeSpan((time[0] * TimeSpan.TicksPerSecond) + (time[1] / TimeSpan.NanosecondsPerTick))
            : throw Errno.Last("clock_gettime", "");
    }
}
