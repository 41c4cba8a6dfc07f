using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;

namespace Daybook.Durability.Logs;

/// <summary>
/// The steps by which a new file takes a log's place and the old one keeps another name: new file, link, sync, rename, sync. A crash at
/// any step leaves the old log or the new one, and the old bytes are never gone. Two of one log must exclude each other by a lock.
/// </summary>
internal static class LogReplacement
{
    /// <summary>Replaces the log. When it returns, both names survive power loss.</summary>
    /// <param name="fileSystem">The disk.</param>
    /// <param name="options">Which log.</param>
    /// <param name="asidePath">Where the old file goes, on the same file system: a free name, or one that it has since an attempt that failed.</param>
    /// <param name="write">Writes the new file at the path it is given, flushes it, and leaves the log locked.</param>
    /// <param name="seal">Called once the old file is aside; what it wrote must be durable when it returns, since the rename follows.</param>
    internal static void Run(RetryingFileSystem fileSystem, AppendLogOptions options, string asidePath, Action<string> write, Action seal)
    {
        string asideDirectory = Path.GetDirectoryName(asidePath) ?? options.Root;
        DirectoryTree.Create(fileSystem, asideDirectory);
        string temp = asidePath + AtomicFile.TempSuffix;
        if (fileSystem.Stat(temp) is not null)
        {
            // Left by a process that was killed here; whoever is here now is alone.
            fileSystem.Delete(temp);
        }

        try
        {
            write(temp);
            LinkAside(fileSystem, options.Path, asidePath);
            DirectoryTree.SyncPlace(fileSystem, asideDirectory);
            seal();
            fileSystem.Rename(temp, options.Path);
        }
        catch
        {
            TempFile.Discard(fileSystem, temp);
            throw;
        }

        DirectoryTree.Sync(fileSystem, Path.GetDirectoryName(options.Path) ?? options.Root, options.Root);

        // The new file's first name was there; without this it may come back as a second name of the log.
        fileSystem.SyncDirectory(asideDirectory);
    }

    private static void LinkAside(RetryingFileSystem fileSystem, string path, string asidePath)
    {
        if (fileSystem.Stat(asidePath) is not { } aside || fileSystem.Stat(path) is not { } log || !aside.IsSameFile(log))
        {
            fileSystem.Link(path, asidePath);
        }
    }
}
