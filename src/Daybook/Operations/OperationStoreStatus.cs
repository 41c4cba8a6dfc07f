namespace Daybook.Operations;

/// <summary>What the operations of a store amount to.</summary>
/// <param name="Open">How many have not ended.</param>
/// <param name="Closed">How many have.</param>
/// <param name="PendingCommit">How many of the closed ones are not committed as they stand.</param>
/// <param name="Problems">How many lines and logs are skipped or doubted.</param>
/// <param name="Path">The folder of all.</param>
public sealed record OperationStoreStatus(long Open, long Closed, long PendingCommit, long Problems, string Path);
