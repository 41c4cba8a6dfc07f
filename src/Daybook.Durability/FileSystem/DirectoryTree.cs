using Daybook.Durability.Errors;

namespace Daybook.Durability.FileSystem;

/// <summary>Directories that survive: each new level is created with its permissions and its name made durable before anything is put in it.</summary>
public static class DirectoryTree
{
    /// <summary>
    /// Makes sure that a directory is there. When it returns, every level that this call created survives power loss; levels
    /// that were there before are taken as they are.
    /// </summary>
    /// <param name="fileSystem">The disk.</param>
    /// <param name="path">The directory.</param>
    /// <param name="permissions">For each level that is created, whatever the umask.</param>
    /// <exception cref="UnsafeFileException">A symbolic link or file stands at the path itself.</exception>
    /// <exception cref="FileSystemException">A level cannot be created or synced.</exception>
    public static void Create(IFileSystem fileSystem, string path, UnixFileMode permissions = FilePermissions.PrivateDirectory)
    {
        ArgumentNullException.ThrowIfNull(fileSystem);
        FileStat? there = fileSystem.Stat(path);
        if (there is { Kind: FileKind.Directory })
        {
            return;
        }

        if (there is { } other)
        {
            throw new UnsafeFileException(path, other.Kind);
        }

        string? parent = Path.GetDirectoryName(path);
        if (parent is not null && fileSystem.Stat(parent) is null)
        {
            Create(fileSystem, parent, permissions);
        }
        else if (Path.GetDirectoryName(parent) is { } above)
        {
            // Whoever created the parent may have been killed before its name was durable, and all below would be lost with it.
            SyncIfAllowed(fileSystem, above);
        }

        try
        {
            fileSystem.CreateDirectory(path, permissions);
        }
        catch (FileSystemException present) when (present.Error == FileSystemError.Exists)
        {
            // Another process was faster; that its parent's entry is durable must not rest on that process's next step.
        }

        if (parent is not null)
        {
            fileSystem.SyncDirectory(parent);
        }
    }

    /// <summary>
    /// Makes the names on the way from a root's parent down to a directory's entries durable, whoever created them. Levels above
    /// the root that may not be opened are left to their owner.
    /// </summary>
    /// <param name="fileSystem">The disk.</param>
    /// <param name="directory">The directory whose entries matter.</param>
    /// <param name="root">The directory at or above it where Daybook's own tree starts.</param>
    /// <exception cref="FileSystemException">A level inside the root cannot be synced.</exception>
    public static void Sync(IFileSystem fileSystem, string directory, string root)
    {
        ArgumentNullException.ThrowIfNull(fileSystem);
        string? outside = Path.GetDirectoryName(root);
        for (string? level = directory; level is not null && level != outside; level = Path.GetDirectoryName(level))
        {
            fileSystem.SyncDirectory(level);
        }

        if (outside is not null)
        {
            SyncIfAllowed(fileSystem, outside);
        }
    }

    /// <summary>
    /// Makes a directory's entries durable, and its own name: whoever created it may have been killed before that was. For a place beside a
    /// tree whose root is not known; a parent that may not be opened is left to its owner.
    /// </summary>
    /// <exception cref="FileSystemException">The directory cannot be synced.</exception>
    public static void SyncPlace(IFileSystem fileSystem, string directory)
    {
        ArgumentNullException.ThrowIfNull(fileSystem);
        fileSystem.SyncDirectory(directory);
        if (Path.GetDirectoryName(directory) is { } parent)
        {
            SyncIfAllowed(fileSystem, parent);
        }
    }

    private static void SyncIfAllowed(IFileSystem fileSystem, string directory)
    {
        try
        {
            fileSystem.SyncDirectory(directory);
        }
        catch (FileSystemException denied) when (denied.Error is FileSystemError.Denied)
        {
        }
    }
}
