namespace Daybook.Embedded.Operations;

/// <summary>One log that a mirror is to take in.</summary>
/// <param name="Path">The log, absolute.</param>
/// <param name="OperationId">The operation's id.</param>
/// <param name="Profile">Who it was done as.</param>
/// <param name="Action">What was done.</param>
internal sealed record MirrorRecord(string Path, string OperationId, string Profile, string Action);
