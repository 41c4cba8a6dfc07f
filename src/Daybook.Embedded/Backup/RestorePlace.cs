using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Errors;

namespace Daybook.Embedded.Backup;

/// <summary>The place that a restored store goes to.</summary>
internal static class RestorePlace
{
    /// <summary>What may stand in a folder that is no store yet: what a clone brings along, and what the first command leaves.</summary>
    private static readonly string[] FromClone =
    [
        StoreIgnoreFile.FileName, StoreAttributesFile.FileName, "memory", "operations", "locks", "quarantine",
    ];

    /// <summary>Whether something is to be moved aside.</summary>
    /// <exception cref="ConflictException">Something stands there that is not to be replaced, or that is not ours.</exception>
    internal static bool IsTaken(IFileSystem fileSystem, string target, bool mayReplace)
    {
        if (fileSystem.Stat(target) is not { } there)
        {
            return false;
        }

        IReadOnlyList<string> names = there.Kind == FileKind.Directory ? fileSystem.List(target) : throw new UnsafeFileException(target, there.Kind);
        if (names.Count == 0)
        {
            return false;
        }

        bool isStore = names.Contains(StoreFile.FileName, StringComparer.Ordinal);
        if (!isStore && names.Except(FromClone, StringComparer.Ordinal).Any())
        {
            throw new ConflictException($"{target} is no store, and has other files in it") { Path = target, Hint = "name another place with --store" };
        }

        return mayReplace
            ? true
            : throw new ConflictException($"{target} {(isStore ? "is a store already" : "has files in it")}")
            {
                Path = target,
                Hint = "--replace moves it aside and puts the restored one in its place; --store names another place",
            };
    }

    /// <summary>
    /// Puts a whole and flushed store to its place. With something there already that is one step of the disk, where the disk has one; else the
    /// place is empty for a moment.
    /// </summary>
    /// <param name="fileSystem">The disk.</param>
    /// <param name="fresh">The restored store.</param>
    /// <param name="target">Its place.</param>
    /// <param name="aside">Where the old store goes; null where nothing, or an empty folder, is there.</param>
    internal static void Swap(IFileSystem fileSystem, string fresh, string target, string? aside)
    {
        string above = Path.GetDirectoryName(target) ?? target;
        if (aside is null)
        {
            if (fileSystem.Stat(target) is not null)
            {
                fileSystem.DeleteDirectory(target);
            }

            fileSystem.Rename(fresh, target);
        }
        else if (Exchange(fileSystem, fresh, target))
        {
            Sync(fileSystem, above, target);
            fileSystem.Rename(fresh, aside);
        }
        else
        {
            MoveTwice(fileSystem, fresh, target, aside);
        }

        Sync(fileSystem, above, target);
    }

    private static bool Exchange(IFileSystem fileSystem, string fresh, string target)
    {
        try
        {
            fileSystem.Exchange(fresh, target);
            return true;
        }
        catch (FileSystemException refused) when (refused.Error == FileSystemError.NotSupported)
        {
            return false;
        }
    }

    private static void MoveTwice(IFileSystem fileSystem, string fresh, string target, string aside)
    {
        fileSystem.Rename(target, aside);
        try
        {
            fileSystem.Rename(fresh, target);
        }
        catch (FileSystemException)
        {
            fileSystem.Rename(aside, target);
            throw;
        }
    }

    private static void Sync(IFileSystem fileSystem, string above, string target)
    {
        try
        {
            fileSystem.SyncDirectory(above);
        }
        catch (FileSystemException failure)
        {
            throw new FlushFailedException(target, failure);
        }
    }
}
