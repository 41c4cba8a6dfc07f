namespace Daybook.Drafts;

/// <summary>What the drafts and the builder memory of a store amount to.</summary>
/// <param name="Records">How many drafts there are, readable or not.</param>
/// <param name="Remembered">How many finished sessions builder memory holds.</param>
/// <param name="Problems">How many drafts have times that cannot be read.</param>
/// <param name="Path">The database.</param>
public sealed record DraftStoreStatus(long Records, long Remembered, long Problems, string Path);
