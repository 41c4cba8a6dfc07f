namespace Daybook.Backup;

/// <summary>An archive of a store: what a backup made, or a restore brought back.</summary>
/// <param name="Path">The archive after a backup, the store after a restore.</param>
/// <param name="Records">How many records of each kind are in it, by <see cref="RecordKinds">name</see>.</param>
/// <param name="Verified">Whether every byte of the archive was read and compared with its sums.</param>
public sealed record StoreArchive(string Path, IReadOnlyDictionary<string, long> Records, bool Verified)
{
    /// <summary>Where the store stands that a restore moved aside; null where there was none.</summary>
    public string? Replaced { get; init; }

    /// <summary>What the user should know: folders of other systems, files that were passed over.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
