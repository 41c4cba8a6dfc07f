using System.Diagnostics;
using Xunit;

namespace Daybook.Embedded.Tests;

/// <summary>The real git, run without the settings of whoever runs the tests.</summary>
internal static class GitCommand
{
    /// <summary>Skips the test, and says so, where there is no git.</summary>
    internal static void SkipUnlessInstalled() => Assert.SkipUnless(IsInstalled(), "git is not installed");

    /// <summary>Runs a command that must succeed.</summary>
    /// <returns>What it printed.</returns>
    internal static string Must(string workingDirectory, params string[] arguments)
    {
        (int exitCode, string output) = Run(workingDirectory, arguments);
        Assert.True(exitCode == 0, $"git {string.Join(' ', arguments)} ended with {exitCode}: {output}");
        return output;
    }

    /// <summary>Runs a command.</summary>
    internal static (int ExitCode, string Output) Run(string workingDirectory, params string[] arguments)
    {
        string[] identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"];
        var start = new ProcessStartInfo("git", [.. identity, .. arguments])
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
        };
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("GIT_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_CONFIG_SYSTEM"] = "/dev/null";
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("git did not start");
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    private static bool IsInstalled()
    {
        try
        {
            return Run(Path.GetTempPath(), "--version").ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
