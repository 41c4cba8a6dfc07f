namespace Daybook.Durability.Processes;

/// <summary>What happened to a child.</summary>
/// <param name="ExitCode">Its exit code, if it ended by itself.</param>
/// <param name="Signal">The signal that ended or stopped it; 0 if none did.</param>
/// <param name="IsStopped">Whether it can go on.</param>
public sealed record ChildEvent(int ExitCode, int Signal, bool IsStopped);
