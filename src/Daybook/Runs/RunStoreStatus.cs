namespace Daybook.Runs;

/// <summary>What the runs of a store amount to.</summary>
/// <param name="Records">How many runs there are, readable or not.</param>
/// <param name="Projects">How many projects they belong to.</param>
/// <param name="Problems">How many folders on the way to them cannot be looked into.</param>
/// <param name="Path">The folder of all.</param>
public sealed record RunStoreStatus(long Records, long Projects, long Problems, string Path);
