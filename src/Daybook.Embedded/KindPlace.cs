namespace Daybook.Embedded;

/// <summary>Where the records of one kind live.</summary>
/// <param name="Path">A folder, relative to the store.</param>
internal sealed record KindPlace(string Path);
