using System.Diagnostics;

namespace Daybook.Benchmarks.Measuring;

/// <summary>Another program, run to its end.</summary>
internal static class ChildRun
{
    /// <summary>Milliseconds from start to exit.</summary>
    internal static async Task<double> TimeAsync(string program, params string[] arguments)
    {
        long began = Stopwatch.GetTimestamp();
        await OutputOfAsync(program, arguments);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    /// <summary>What it printed. A program that fails has not been measured.</summary>
    internal static async Task<string> OutputOfAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process child = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        Task<string> errors = child.StandardError.ReadToEndAsync();
        string output = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        return child.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} exited with {child.ExitCode}: {await errors}");
    }
}
