using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Errors;

namespace Daybook.Embedded;

/// <summary>Finds the store that a command means. Reads only.</summary>
public static class StoreLocator
{
    /// <summary>
    /// The store, by the first rule that names one: the user's word; <c>DAYBOOK_STORE</c>; the nearest <c>.daybook/daybook.json</c> upward,
    /// inside git not past the work tree's root, outside not past <c>$HOME</c> or into a folder of another owner; git's common directory;
    /// the main work tree; the user's state directory. So agents in parallel work trees of one repository share one.
    /// </summary>
    /// <returns>The location, or null if no rule finds one. Of what the user or the environment names only a file is refused; it may not be there yet.</returns>
    /// <exception cref="InvalidInputException">The user or the environment names a file.</exception>
    /// <exception cref="StorageException">A <c>.daybook</c> on the way is a symbolic link, or the disk refused.</exception>
    public static StoreLocation? Find(IFileSystem fileSystem, StoreSearch search)
    {
        ArgumentNullException.ThrowIfNull(fileSystem);
        ArgumentNullException.ThrowIfNull(search);
        if (search.StoreOption is { } option)
        {
            return Named(fileSystem, search.Absolute(option), StoreLocation.ByOption);
        }

        if (search.Variable("DAYBOOK_STORE") is { } named)
        {
            return Named(fileSystem, search.Absolute(named), StoreLocation.ByEnvironment);
        }

        return KernelErrors.Translate(() => Search(fileSystem, search));
    }

    /// <summary>The root of the git work tree around a directory, or null outside git.</summary>
    public static string? WorkTreeRoot(IFileSystem fileSystem, string workingDirectory) =>
        KernelErrors.Translate(() => GitLayout.Discover(fileSystem, workingDirectory)?.WorkTree);

    /// <summary>
    /// The root of the work tree that a command stands in, if a store is one of its repository's: operations are kept there. Null for a store
    /// elsewhere, which keeps them itself.
    /// </summary>
    /// <param name="fileSystem">The disk.</param>
    /// <param name="search">Where the command stands.</param>
    /// <param name="store">The store's folder.</param>
    public static string? WorkTreeOf(IFileSystem fileSystem, StoreSearch search, string store)
    {
        ArgumentNullException.ThrowIfNull(fileSystem);
        ArgumentNullException.ThrowIfNull(search);
        return KernelErrors.Translate(() =>
        {
            GitLayout? git = GitLayout.Discover(fileSystem, search.Absolute("."));
            string?[] roots = git is null ? [] : [git.WorkTree, git.MainWorkTree, git.CommonDirectory];
            bool isOfRepository = git is not null
                && (store == StorePlaces.InStateHome(git, search)
                    || roots.OfType<string>().Any(root => store.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)));
            return isOfRepository ? git?.WorkTree : null;
        });
    }

    /// <summary>
    /// The roots of the work trees in which operations of a store may be kept: those of the repository that a command stands in, if the store is
    /// its, and of the one around the store.
    /// </summary>
    /// <param name="fileSystem">The disk.</param>
    /// <param name="search">Where the command stands.</param>
    /// <param name="store">The store's folder.</param>
    /// <exception cref="NotFoundException">One is on a disk that is not there now.</exception>
    public static IReadOnlyList<string> WorkTreesOf(IFileSystem fileSystem, StoreSearch search, string store)
    {
        string? standing = WorkTreeOf(fileSystem, search, store);
        return KernelErrors.Translate<IReadOnlyList<string>>(() =>
        [
            .. new[] { standing, store }.OfType<string>()
                .Select(folder => GitLayout.Discover(fileSystem, folder)).OfType<GitLayout>()
                .SelectMany(git => git.WorkTrees(fileSystem))
                .Distinct(StringComparer.Ordinal),
        ]);
    }

    /// <summary>Whether a folder is a store. A symbolic link in its place is refused: what a repository brings along must not lead elsewhere.</summary>
    internal static bool IsStore(IFileSystem fileSystem, string folder)
    {
        FileStat? there = fileSystem.Stat(folder);
        if (there is { Kind: FileKind.SymbolicLink or FileKind.Fifo or FileKind.Other } other)
        {
            throw new UnsafeFileException(folder, other.Kind);
        }

        return there is { Kind: FileKind.Directory } && fileSystem.Stat(Path.Join(folder, StoreFile.FileName)) is not null;
    }

    private static StoreLocation Named(IFileSystem fileSystem, string path, string foundBy) => !KernelErrors.Translate(() => IsFile(fileSystem, path))
        ? new StoreLocation(path, foundBy)
        : throw new InvalidInputException($"{path} is a file, or leads through one, and a store is a folder")
        {
            Path = path,
            Hint = $"give --store or DAYBOOK_STORE the folder that has {StoreFile.FileName} in it",
        };

    /// <summary>Whether a path is that of a file, or leads through one.</summary>
    private static bool IsFile(IFileSystem fileSystem, string path)
    {
        try
        {
            return fileSystem.Stat(path) is { Kind: FileKind.Regular };
        }
        catch (FileSystemException through) when (through.Error == FileSystemError.WrongKind)
        {
            return true;
        }
    }

    private static StoreLocation? Search(IFileSystem fileSystem, StoreSearch search)
    {
        string start = search.Absolute(".");
        GitLayout? git = GitLayout.Discover(fileSystem, start);
        if (SearchUpward(fileSystem, search, start, git) is { } near)
        {
            return new StoreLocation(near, StoreLocation.ByWorkingDirectory);
        }

        if (git is null)
        {
            return null;
        }

        if (IsStore(fileSystem, StorePlaces.InGit(git)))
        {
            return new StoreLocation(StorePlaces.InGit(git), StoreLocation.ByGitCommonDirectory);
        }

        if (git.MainWorkTree is { } main && IsStore(fileSystem, StorePlaces.InDirectory(main)))
        {
            return new StoreLocation(StorePlaces.InDirectory(main), StoreLocation.ByMainWorkTree);
        }

        return StorePlaces.InStateHome(git, search) is { } home && IsStore(fileSystem, home)
            ? new StoreLocation(home, StoreLocation.ByStateHome)
            : null;
    }

    private static string? SearchUpward(IFileSystem fileSystem, StoreSearch search, string start, GitLayout? git)
    {
        string? last = git?.WorkTree ?? search.Variable("HOME");
        uint? owner = fileSystem.Stat(start)?.User;
        for (string? level = start; level is not null; level = Path.GetDirectoryName(level))
        {
            // Outside git nothing vouches for a folder above but its owner: a store that a stranger put in /tmp is not ours.
            if (git is null && fileSystem.Stat(level)?.User != owner)
            {
                return null;
            }

            string folder = StorePlaces.InDirectory(level);
            if (IsStore(fileSystem, folder) && (git is not null || fileSystem.Stat(folder)?.User == owner))
            {
                return folder;
            }

            if (level == last)
            {
                return null;
            }
        }

        return null;
    }
}
