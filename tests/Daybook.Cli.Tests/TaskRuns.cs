using Xunit;

namespace Daybook.Cli.Tests;

/// <summary>What tests of tasks do again and again.</summary>
internal static class TaskRuns
{
    /// <summary>Creates a task and answers its id.</summary>
    public static async Task<string> CreateAsync(this CliRun cli, string name, params string[] options)
    {
        CliResult result = await cli.RunAsync(["task", "create", name, "--quiet", .. options]);
        Assert.True(result.ExitCode == 0, result.Everything);
        return result.Output.Trim();
    }

    /// <summary>Runs a command that must succeed.</summary>
    public static async Task<CliResult> SucceedAsync(this CliRun cli, params string[] arguments)
    {
        CliResult result = await cli.RunAsync(arguments);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', arguments)}: {result.Everything}");
        return result;
    }

    /// <summary>Claims a task and answers its token.</summary>
    public static async Task<string> ClaimAsync(this CliRun cli, string id, params string[] options) =>
        (await cli.SucceedAsync(["task", "claim", id, "--json", .. options])).Json.GetProperty("token").GetRawText();

    /// <summary>Runs a command that must fail, and checks that it wrote nothing at all.</summary>
    public static async Task<CliResult> RefusedAsync(this CliRun cli, int exitCode, params string[] arguments)
    {
        string before = Files(cli.WorkingDirectory);
        CliResult result = await cli.RunAsync(arguments);
        Assert.True(result.ExitCode == exitCode, $"{string.Join(' ', arguments)}: {result.Everything}");
        Assert.Equal("", result.Output);
        Assert.Equal(before, Files(cli.WorkingDirectory));
        return result;
    }

    // Locks, and the notes of who holds them, are no content.
    private static string Files(string folder) => string.Join('\n', Directory
        .GetFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/.daybook/locks/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(file => $"{file} {Convert.ToHexString(File.ReadAllBytes(file))}"));
}
