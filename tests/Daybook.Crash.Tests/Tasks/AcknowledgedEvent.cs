namespace Daybook.Crash.Tests.Tasks;

/// <summary>An event of which its agent was told.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="Seq">The event's number.</param>
/// <param name="TaskId">The task.</param>
/// <param name="Token">The token of the task's claim then; 0 for none.</param>
internal sealed record AcknowledgedEvent(string Agent, int ProcessId, long Seq, string TaskId, long Token);
