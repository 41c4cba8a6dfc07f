using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Errors;

namespace Daybook.Embedded;

/// <summary>Creates stores.</summary>
public static class StoreCreator
{
    private const string GitCleanNote =
        "git clean -fdx deletes what git ignores, and with it this store; a store of --location git is out of its reach";

    /// <summary>
    /// Makes sure that there is a store, by any number of processes at once. When it returns the store survives power loss.
    /// </summary>
    /// <param name="ports">The outside world.</param>
    /// <param name="search">Where the command stands; a store that the user or the environment names is created there.</param>
    /// <param name="kind">Where to create it otherwise.</param>
    /// <exception cref="ConflictException">The repository has a store in another place; a second one would hide the first.</exception>
    /// <exception cref="InvalidInputException">The place needs a git repository or a home directory, and there is none.</exception>
    /// <exception cref="StorageException">The disk refused, or a symbolic link stands in the way.</exception>
    public static StoreCreated Create(EmbeddedPorts ports, StoreSearch search, StoreLocationKind kind)
    {
        ArgumentNullException.ThrowIfNull(ports);
        ArgumentNullException.ThrowIfNull(search);
        return KernelErrors.Translate(() =>
        {
            StoreLocation? found = StoreLocator.Find(ports.FileSystem, search);
            bool isNamed = found is { FoundBy: StoreLocation.ByOption or StoreLocation.ByEnvironment };
            GitLayout? git = GitLayout.Discover(ports.FileSystem, search.WorkingDirectory);
            string target = isNamed && found is not null ? found.Path : Place(search, kind, git);
            if (!isNamed && found is not null && found.Path != target)
            {
                throw new ConflictException($"this repository has its store at {found.Path}; a second one at {target} would hide one of them")
                {
                    Path = found.Path,
                    Hint = $"use it as it is, or move that folder to {target}",
                };
            }

            bool created = CreateAt(ports, target);
            bool isCleanable = git is not null && target.StartsWith(git.WorkTree + Path.DirectorySeparatorChar, StringComparison.Ordinal)
                && !target.StartsWith(git.CommonDirectory + Path.DirectorySeparatorChar, StringComparison.Ordinal);
            return new StoreCreated(target, created, [], created && isCleanable ? [GitCleanNote] : []);
        });
    }

    private static string Place(StoreSearch search, StoreLocationKind kind, GitLayout? git)
    {
        if (git is null)
        {
            return kind == StoreLocationKind.Repo
                ? StorePlaces.InDirectory(search.Absolute("."))
                : throw new InvalidInputException("--location git and home are for git repositories, and this is none")
                {
                    Path = search.WorkingDirectory,
                    Hint = "run git init first, or leave --location out",
                };
        }

        return kind switch
        {
            StoreLocationKind.Git => StorePlaces.InGit(git),
            StoreLocationKind.Home => StorePlaces.InStateHome(git, search)
                ?? throw new InvalidInputException("neither XDG_STATE_HOME nor HOME is set") { Hint = "set one of them, or choose --location git" },
            _ => InWorkTree(git),
        };
    }

    /// <summary>The main work tree's, so that linked ones share it; git's own directory where no main work tree exists.</summary>
    private static string InWorkTree(GitLayout git)
    {
        bool isLinked = git.CommonDirectory != Path.Join(git.WorkTree, ".git");
        bool isSubmodule = git.MainWorkTree is null && git.CommonDirectory.Contains($"{Path.DirectorySeparatorChar}.git{Path.DirectorySeparatorChar}modules{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
        return !isLinked || isSubmodule ? StorePlaces.InDirectory(git.WorkTree)
            : git.MainWorkTree is { } main ? StorePlaces.InDirectory(main)
            : StorePlaces.InGit(git);
    }

    private static bool CreateAt(EmbeddedPorts ports, string folder)
    {
        if (StoreLocator.IsStore(ports.FileSystem, folder))
        {
            _ = StoreFile.Read(ports.FileSystem, folder);

            // Whoever created it may have been killed before its name was durable.
            DirectoryTree.Sync(ports.FileSystem, folder, folder);
            return false;
        }

        DirectoryTree.Create(ports.FileSystem, folder);
        DirectoryTree.Create(ports.FileSystem, StoreLayout.LockDirectory(folder));
        using FileLock guard = FileLock.Acquire(
            ports.FileSystem, StoreLayout.StoreLock(folder), EmbeddedOptions.DefaultLockWait, ports.Clock, "daybook init");
        if (StoreLocator.IsStore(ports.FileSystem, folder))
        {
            DirectoryTree.Sync(ports.FileSystem, folder, folder);
            return false;
        }

        var atomic = new AtomicFile(ports.FileSystem, ports.UniqueName);
        atomic.Write(Path.Join(folder, StoreIgnoreFile.FileName), StoreIgnoreFile.Encode());
        var content = new StoreFile
        {
            Format = StoreFile.FormatSupported,
            StoreId = ports.Ids.NewId().ToString(),
            CreatedAt = ports.Time.GetUtcNow(),
            Kinds = { [Daybook.Memory.MemoryRecord.KindName] = new KindPlace("memory") },
        };

        // Last, since this file makes the folder a store: whoever sees it may take everything before it for durable.
        DirectoryTree.Sync(ports.FileSystem, folder, folder);
        atomic.Write(Path.Join(folder, StoreFile.FileName), content.Encode());
        return true;
    }
}
