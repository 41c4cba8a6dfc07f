namespace Daybook.Git;

/// <summary>How a command of git's ended.</summary>
/// <param name="ExitCode">Its exit code, 0 for success.</param>
/// <param name="Output">All of its stdout.</param>
/// <param name="Errors">The beginning of its stderr.</param>
public sealed record GitAnswer(int ExitCode, ReadOnlyMemory<byte> Output, string Errors);
