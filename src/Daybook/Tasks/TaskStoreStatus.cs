namespace Daybook.Tasks;

/// <summary>What the tasks of a store amount to.</summary>
/// <param name="Pending">How many are pending, blocked ones included.</param>
/// <param name="InProgress">How many are in progress.</param>
/// <param name="Blocked">How many of the open ones wait for others.</param>
/// <param name="Finished">How often one was finished, each finishing of a task that was opened again counted: to tell such tasks apart takes a reading of all of the history.</param>
/// <param name="Sessions">How many sessions are open.</param>
/// <param name="Path">The journal.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Problems">How many of the lines that were read cannot be understood or are doubted.</param>
public sealed record TaskStoreStatus(
    long Pending, long InProgress, long Blocked, long Finished, long Sessions, string Path, long Bytes, long Problems);
