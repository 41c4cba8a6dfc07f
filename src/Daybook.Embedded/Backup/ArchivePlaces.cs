namespace Daybook.Embedded.Backup;

/// <summary>
/// Where the files of an archive may stand: the store's own rules, and the folders of the kinds. Anything else that came back with them would be a
/// gift of whoever made the archive: locks, an index that says what it likes, the settings of git.
/// </summary>
internal sealed class ArchivePlaces(string store, StoreFile file)
{
    private static readonly string[] Rules = [StoreFile.FileName, StoreIgnoreFile.FileName, StoreAttributesFile.FileName];

    private readonly (string Kind, KindPlace Place)[] kinds =
        [.. RecordKinds.All.Select(kind => (kind, file.Kinds.GetValueOrDefault(kind) ?? new KindPlace(kind)))];

    /// <summary>Whether a file of a store stands there.</summary>
    internal bool Has(ArchivedFile archived) =>
        Rules.Contains(archived.Path, StringComparer.Ordinal) || archived.Folders.Any(folder => Array.Exists(kinds, kind => IsFolderOf(kind.Kind, kind.Place, folder)));

    /// <summary>An absolute path is one on the machine of the backup: how much of it led to the store is not known here.</summary>
    private bool IsFolderOf(string kind, KindPlace place, string folder) =>
        folder == StoreCopy.ElsewherePrefix + kind
        || (Path.IsPathFullyQualified(place.Path)
            ? Portable(place.Absolute(store)).EndsWith("/" + folder, StringComparison.Ordinal)
            : Portable(Path.GetRelativePath(store, place.Absolute(store))) == folder);

    private static string Portable(string path) => path.Replace(Path.DirectorySeparatorChar, '/');
}
