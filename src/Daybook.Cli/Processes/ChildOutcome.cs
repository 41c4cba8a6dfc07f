namespace Daybook.Cli.Processes;

/// <summary>How a supervised child ended.</summary>
/// <param name="ExitCode">Its exit code; 128 and the signal's number after a signal.</param>
/// <param name="Signal">The signal that ended it; 0 if none did.</param>
/// <param name="IsTimedOut">Whether it was ended because its time was over.</param>
internal readonly record struct ChildOutcome(int ExitCode, int Signal, bool IsTimedOut);
