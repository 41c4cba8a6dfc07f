using System.Diagnostics;
using Daybook.Proof.Processes;
using Xunit;

namespace Daybook.Proof.Faults;

/// <summary>
/// Builds <c>fault_shim.c</c> once per test run and puts it before libc in a child process. Linux with gcc only; a test that asks
/// for it elsewhere is skipped and says why.
/// </summary>
internal sealed class FaultShim
{
    private static readonly Lazy<string> Library = new(Compile);

    private readonly string library;

    private FaultShim(string library) => this.library = library;

    /// <summary>Gives the shim, built.</summary>
    public static FaultShim Get()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The fault shim is preloaded by the dynamic linker of Linux.");
        Assert.SkipUnless(Tool.IsInstalled("gcc"), "The fault shim needs gcc, which is not installed.");
        return new FaultShim(Library.Value);
    }

    /// <summary>Makes a process that is about to start see the faults; the directory must exist.</summary>
    /// <param name="start">The process.</param>
    /// <param name="directory">Only paths and descriptors under it are counted, failed and logged.</param>
    /// <param name="log">Where each such call is noted; outside the directory.</param>
    /// <param name="faults">The rules; none only counts and logs.</param>
    public void Arm(ProcessStartInfo start, string directory, string log, params IReadOnlyList<Fault> faults)
    {
        start.Environment["LD_PRELOAD"] = library;
        start.Environment["DAYBOOK_FAULT"] = string.Join(',', faults);
        start.Environment["DAYBOOK_FAULT_UNDER"] = directory;
        start.Environment["DAYBOOK_FAULT_LOG"] = log;
    }

    /// <summary>The calls noted so far, in their order; none if there was no call.</summary>
    public static IReadOnlyList<FaultCall> ReadLog(string log) =>
        File.Exists(log) ? [.. File.ReadLines(log).Select(FaultCall.Parse)] : [];

    /// <summary>Built under a name of its own and then renamed, since another test run may do the same at this moment.</summary>
    private static string Compile()
    {
        string source = Path.Combine(AppContext.BaseDirectory, "Faults", "fault_shim.c");
        string built = Path.Combine(AppContext.BaseDirectory, "fault_shim.so");
        string draft = $"{built}.{Environment.ProcessId}";
        ProcessStartInfo gcc = new("gcc", ["-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-o", draft, source, "-ldl"])
        {
            RedirectStandardError = true,
        };
        using Process compiler = Process.Start(gcc) ?? throw new InvalidOperationException("gcc did not start");
        string complaints = compiler.StandardError.ReadToEnd();
        compiler.WaitForExit();
        Assert.True(compiler.ExitCode == 0, "fault_shim.c does not build: " + complaints);
        File.Move(draft, built, overwrite: true);
        return built;
    }
}
