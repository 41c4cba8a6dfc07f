using System.Security.Cryptography;
using System.Text;
using Daybook.Cli.Processes;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Doctor;

/// <summary>A store with something of every kind, and ways to look at all of its files.</summary>
internal static class FilledStore
{
    internal const string Draft = "7f1d2f5e-3f0e-4c39-9b0a-0d0c5ff1a001";

    /// <summary>Puts something of every kind in, twice where lines matter.</summary>
    internal static async Task FillAsync(CliRun cli)
    {
        await cli.SucceedAsync("remember", "the pool was too small");
        await cli.SucceedAsync("remember", "the pool is larger now");
        string task = await cli.CreateAsync("first");
        await cli.CreateAsync("second");
        await cli.SucceedAsync("task", "start", task);
        await cli.SucceedAsync("task", "complete", task);
        await cli.SucceedAsync("run", "start", "--project", "p", "--task", "t", "--agent", "a", "--id", "one");
        await cli.SucceedAsync("op", "start", "--profile", "pedro", "--action", "x");
        Assert.Equal(0, (await cli.RunWithTextAsync("{\"a\":1}", "draft", "save", "--session-id", Draft)).ExitCode);
    }

    /// <summary>Names, modes and contents of everything below a folder, as one sum.</summary>
    internal static string Hash(string folder)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string path in Directory.GetFileSystemEntries(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            sum.AppendData(Encoding.UTF8.GetBytes($"{path} {(OperatingSystem.IsWindows() ? 0 : File.GetUnixFileMode(path))}\n"));
            if (File.Exists(path))
            {
                sum.AppendData(File.ReadAllBytes(path));
            }
        }

        return Convert.ToHexString(sum.GetHashAndReset());
    }

    /// <summary>Copies a folder as <c>cp -r</c> does, one file after the other, whatever happens to them meanwhile.</summary>
    internal static async Task CopyAsync(string from, string to)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "cp is not installed, so nothing is copied.");

        // A file that was renamed meanwhile makes it complain and go on.
        _ = await ChildProcess.RunAsync(new ChildStart(["cp", "-r", from, to], Path.GetTempPath()), TestContext.Current.CancellationToken);
        Assert.True(Directory.Exists(to));
    }
}
