using Daybook.Durability.Errors;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Errors;

namespace Daybook.Embedded.Backup;

/// <summary>The place that a restored store goes to.</summary>
internal static class RestorePlace
{
    private const int RulesBytesMaximum = 1 << 20;

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

    /// <summary>
    /// Keeps a store that was moved aside from git, which its own rules let see logs of operations and, where it is tracked, memory: under another
    /// name those would be committed a second time. The rules stay, for whoever brings the store back; the last one wins.
    /// </summary>
    /// <returns>Why that did not succeed, for people; null where it did. The restore has.</returns>
    internal static string? KeepFromGit(EmbeddedPorts ports, string aside)
    {
        string path = Path.Join(aside, StoreIgnoreFile.FileName);
        try
        {
            byte[] rules = ports.FileSystem.Stat(path) is null ? [] : ports.FileSystem.ReadAll(path, RulesBytesMaximum) ?? [];
            byte[] newline = rules is [] or [.., (byte)'\n'] ? [] : [(byte)'\n'];
            new AtomicFile(ports.FileSystem, ports.NewTempName).Write(path, [.. rules, .. newline, .. StoreIgnoreFile.Aside.Encode()]);
            return null;
        }
        catch (DurabilityException failure)
        {
            return $"git may see {aside}, do not add it: {failure.Message}";
        }
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
