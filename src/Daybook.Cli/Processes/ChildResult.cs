namespace Daybook.Cli.Processes;

/// <summary>How a process ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to stdout.</param>
/// <param name="Errors">What it wrote to stderr.</param>
internal sealed record ChildResult(int ExitCode, string Output, string Errors);
