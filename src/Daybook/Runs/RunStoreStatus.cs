namespace Daybook.Runs;

/// <summary>What the runs of a store amount to.</summary>
/// <param name="Records">How many folders of runs there are, by their names; none is looked into, so one without a record, or with one that cannot be read, counts too.</param>
/// <param name="Projects">How many projects they belong to.</param>
/// <param name="Problems">How many folders on the way to them cannot be looked into. What is wrong with single records is not counted, since that
/// takes opening every file: <see cref="IRunStore.ListAsync"/> and doctor tell it.</param>
/// <param name="Path">The folder of all.</param>
public sealed record RunStoreStatus(long Records, long Projects, long Problems, string Path);
