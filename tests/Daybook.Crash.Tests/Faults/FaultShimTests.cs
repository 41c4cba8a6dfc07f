using System.Diagnostics;
using Daybook.Proof.Faults;
using Xunit;

namespace Daybook.Crash.Tests.Faults;

/// <summary>The shim itself, on programs that every Linux has; <c>sync --data</c> calls fdatasync once per file.</summary>
public sealed class FaultShimTests : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("daybook-shim-");

    private string Watched => Path.Combine(root.FullName, "watched");

    private string Log => Path.Combine(root.FullName, "calls.log");

    public void Dispose() => root.Delete(recursive: true);

    [Fact]
    public async Task The_nth_call_fails_once()
    {
        (int exitCode, string words) = await SyncThree(new Fault("fdatasync", 2, "EIO"));
        Assert.Equal(1, exitCode);
        Assert.Contains("b': Input/output error", words, StringComparison.Ordinal);
        Assert.Equal(["passed", "EIO", "passed"], Outcomes("fdatasync"));
    }

    [Fact]
    public async Task From_the_nth_call_on_all_fail()
    {
        await SyncThree(new Fault("fdatasync", 2, "ENOSPC", IsForGood: true));
        Assert.Equal(["passed", "ENOSPC", "ENOSPC"], Outcomes("fdatasync"));
    }

    [Fact]
    public async Task Without_faults_calls_are_only_noted()
    {
        (int exitCode, _) = await SyncThree();
        Assert.Equal(0, exitCode);
        IEnumerable<FaultCall> flushes = FaultShim.ReadLog(Log).Where(call => call.Function == "fdatasync");
        Assert.Equal(["a", "b", "c"], flushes.Select(call => Path.GetFileName(call.Path)));
    }

    [Fact]
    public async Task Files_elsewhere_are_untouched()
    {
        FaultShim shim = FaultShim.Get();
        Directory.CreateDirectory(Watched);
        string elsewhere = Path.Combine(root.FullName, "watched-not");
        await File.WriteAllTextAsync(elsewhere, "", TestContext.Current.CancellationToken);
        (int exitCode, _) = await Run(shim, [new Fault("fdatasync", 1, "EIO", IsForGood: true)], "sync", "--data", elsewhere);
        Assert.Equal(0, exitCode);
        Assert.Empty(FaultShim.ReadLog(Log));
    }

    [Fact]
    public async Task A_short_write_does_half()
    {
        FaultShim shim = FaultShim.Get();
        Directory.CreateDirectory(Watched);
        string target = Path.Combine(Watched, "a");
        await Run(shim, [new Fault("write", 1, Fault.HalfDone)], "sh", "-c", $"printf 12345678 > {target}");
        Assert.Equal(["short"], Outcomes("write").Take(1));
        Assert.StartsWith("1234", await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fdatsync", "EIO")]
    [InlineData("fdatasync", "EWRONG")]
    [InlineData("fsync", Fault.HalfDone)]
    public async Task A_rule_that_means_nothing_ends_the_process(string function, string error)
    {
        (int exitCode, string words) = await SyncThree(new Fault(function, 1, error));
        Assert.Equal(99, exitCode);
        Assert.Contains(function, words, StringComparison.Ordinal);
    }

    private string[] Outcomes(string function) =>
        [.. FaultShim.ReadLog(Log).Where(call => call.Function == function).Select(call => call.Outcome)];

    private async Task<(int ExitCode, string Words)> SyncThree(params Fault[] faults)
    {
        FaultShim shim = FaultShim.Get();
        Directory.CreateDirectory(Watched);
        string[] files = [.. "abc".Select(name => Path.Combine(Watched, name.ToString()))];
        foreach (string file in files)
        {
            await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        }

        return await Run(shim, faults, "sync", ["--data", .. files]);
    }

    private async Task<(int ExitCode, string Words)> Run(FaultShim shim, Fault[] faults, string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C";
        shim.Arm(start, Watched, Log, faults);
        using Process process = Process.Start(start) ?? throw new InvalidOperationException(program + " did not start");
        string words = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, words);
    }
}
