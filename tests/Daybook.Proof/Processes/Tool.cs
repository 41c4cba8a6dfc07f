using System.Diagnostics;
using Xunit;

namespace Daybook.Proof.Processes;

/// <summary>Programs of the system that prepare or judge a test.</summary>
internal static class Tool
{
    /// <summary>Whether a program is installed.</summary>
    public static bool IsInstalled(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Runs a program to its end.</summary>
    public static async Task<DaybookAnswer> RunAsync(string program, params IReadOnlyList<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        await using var process = new DaybookProcess(start);
        return await process.EndAsync(TestTimeout.Default);
    }

    /// <summary>Runs a program that must succeed; where this machine does not allow it the test is skipped and says so.</summary>
    public static async Task RunOrSkipAsync(string program, params IReadOnlyList<string> arguments)
    {
        Assert.SkipUnless(IsInstalled(program), $"{program} is not installed");
        DaybookAnswer answer = await RunAsync(program, arguments);
        Assert.SkipUnless(answer.ExitCode == 0, $"forbidden here: {program} {string.Join(' ', arguments)}: {answer.Words.Trim()}");
    }
}
