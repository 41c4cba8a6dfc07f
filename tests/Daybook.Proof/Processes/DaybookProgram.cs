using System.Diagnostics;

namespace Daybook.Proof.Processes;

/// <summary>
/// The built command line, about to be started in a directory, with an environment that nothing of this machine leaks into.
/// </summary>
internal sealed record DaybookProgram
{
    /// <summary>Names the program that is tested, where that is another than the one which was built with the tests: the published one, say.</summary>
    private const string ProgramVariable = "DAYBOOK_TEST_PROGRAM";

    private static readonly string[] LeakingPrefixes = ["DAYBOOK_", "MEMORY_", "GIT_", "XDG_"];

    /// <summary>The working directory.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The home directory.</summary>
    public required string Home { get; init; }

    /// <summary>Programs that start it, with their arguments: to drop a right, to set a umask.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>What else is done to a start.</summary>
    public Action<ProcessStartInfo> Prepare { get; init; } = _ => { };

    /// <summary>Starts a command.</summary>
    public DaybookProcess Start(params IReadOnlyList<string> arguments)
    {
        string[] words = Words(arguments);
        ProcessStartInfo start = new(words[0], words[1..])
        {
            WorkingDirectory = WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(IsLeaking).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["HOME"] = Home;
        Prepare(start);
        return new DaybookProcess(start);
    }

    /// <summary>The words of a command line that starts a command.</summary>
    public string[] Words(params IReadOnlyList<string> arguments)
    {
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string[] program = Environment.GetEnvironmentVariable(ProgramVariable) is { Length: > 0 } named
            ? [named]
            : [dotnet, Path.Join(AppContext.BaseDirectory, "Daybook.Cli.dll")];
        return [.. Before, .. program, .. arguments];
    }

    /// <summary>Runs a command to its end.</summary>
    public Task<DaybookAnswer> RunAsync(params IReadOnlyList<string> arguments) => RunWithInputAsync("", arguments);

    /// <summary>Runs a command to its end, with this on its stdin.</summary>
    public async Task<DaybookAnswer> RunWithInputAsync(string input, params IReadOnlyList<string> arguments)
    {
        await using DaybookProcess process = Start(arguments);
        await process.SendAsync(input);
        return await process.EndAsync(TestTimeout.Default);
    }

    private static bool IsLeaking(string name) => LeakingPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}
