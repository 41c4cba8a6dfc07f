using Daybook.Durability.FileSystem;
using Daybook.Embedded.Sqlite;

namespace Daybook.Embedded.Search;

/// <summary>Where the index is: in the store, or among Daybook's own files beside a memory folder that belongs to none.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Owner">Which store the index is of.</param>
internal sealed record SearchPlaces(string Folder, string Owner)
{
    /// <summary>The index.</summary>
    internal string Database { get; } = Path.Join(Folder, "index.db");

    /// <summary>What is committed and not yet carried over into the index.</summary>
    internal string Log => Database + SqliteDatabase.LogSuffix;

    /// <summary>How the files of the index looked when Daybook wrote them last.</summary>
    internal string Seal => Database + ".seal";

    /// <summary>Held together by all who have the index open.</summary>
    internal string UseLock => Path.Join(StoreLayout.LockDirectory(Folder), "index.use.lock");

    /// <summary>Every file of the index.</summary>
    internal IEnumerable<string> Files => [Seal, Database, Log, Database + SqliteDatabase.SharedMemorySuffix];

    /// <summary>Removes the index as far as the disk lets it: whatever it holds comes back from the truth.</summary>
    internal void Remove(IFileSystem fileSystem)
    {
        string[] there = [.. Files.Where(path => fileSystem.Stat(path) is not null)];
        foreach (string path in there)
        {
            fileSystem.Delete(path);
        }

        if (there.Length > 0)
        {
            // It may hold words of what was purged.
            fileSystem.SyncDirectory(Folder);
        }
    }
}
