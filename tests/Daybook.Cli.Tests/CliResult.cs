using System.Text.Json;

namespace Daybook.Cli.Tests;

/// <summary>How a command ended and what it said.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Error)
{
    public JsonElement Json => JsonElement.Parse(Output);

    public JsonElement ErrorJson => JsonElement.Parse(Error).GetProperty("error");

    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>All of it, for a snapshot.</summary>
    public string Everything => $"{Output}--- stderr\n{Error}--- exit {ExitCode}\n";
}
