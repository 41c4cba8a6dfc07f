using Daybook.Durability.FileSystem;
using Daybook.Embedded.Memory;
using Daybook.Embedded.Operations;
using Daybook.Errors;

namespace Daybook.Embedded;

/// <summary>Creates stores, and says where a new one goes.</summary>
public static class StoreCreator
{
    internal const string GitCleanNote =
        "git clean -fdx deletes what git ignores, and with it this store, and git sparse-checkout may; a store of --location git is out of their reach";

    private const string TrackNote =
        "git add .daybook and commit it, now and after adding: what is not committed goes with git reset --hard, git stash and git clean";

    /// <summary>Makes sure that there is a store, as the other overload does, with nothing adopted and nothing more tracked.</summary>
    public static StoreCreated Create(EmbeddedPorts ports, StoreSearch search, StoreLocationKind kind) =>
        Create(ports, search, new InitOptions { Location = kind });

    /// <summary>
    /// Makes sure that there is a store and that it is as asked for, by any number of processes at once. When it returns the store survives
    /// power loss. What the store's file says beyond that stays.
    /// </summary>
    /// <param name="ports">The outside world.</param>
    /// <param name="search">Where the command stands; a store that the user or the environment names is created there.</param>
    /// <param name="options">Where to create it otherwise, and what it is to be like.</param>
    /// <exception cref="ConflictException">
    /// There is a store in another place than the options name, or memory that git tracks, and a second store would hide it; or the store has
    /// records that would be out of sight once another folder is adopted.
    /// </exception>
    /// <exception cref="InvalidInputException">
    /// The place needs a git repository or a home directory, and there is none; or what is to be tracked cannot be: no such kind, a store
    /// outside of the work tree, adopted memory.
    /// </exception>
    /// <exception cref="StorageException">The disk refused, or a symbolic link stands in the way.</exception>
    public static StoreCreated Create(EmbeddedPorts ports, StoreSearch search, InitOptions options)
    {
        ArgumentNullException.ThrowIfNull(ports);
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(options);
        return KernelErrors.Translate(() =>
        {
            StoreLocation? found = StoreLocator.Find(ports.FileSystem, search);
            bool isNamed = found is { FoundBy: StoreLocation.ByOption or StoreLocation.ByEnvironment };
            GitLayout? git = GitLayout.Discover(ports.FileSystem, search.WorkingDirectory);

            // Without a word about the place, the store that is there is the one that is meant, wherever it is.
            string target = found is not null && (isNamed || options.Location is null)
                ? found.Path
                : Place(search, options.Location ?? StoreLocationKind.Repo, git);
            if (!isNamed)
            {
                RefuseSecond(ports.FileSystem, found?.Path ?? TrackedWithoutStore(ports.FileSystem, git), target, isGit: git is not null);
            }

            string root = RootAround(search, git, found);
            Adoption[] adoptions = options.Adopt
                ?
                [
                    .. Adoption.FindAt(ports.FileSystem, root),
                    .. Adoption.FindInHome(ports.FileSystem, search.Environment("HOME")),
                    .. Adoption.FindDrafts(ports.FileSystem, root, search.Environment),
                ]
                : [];
            return SetUp(ports, target, root, options, adoptions);
        });
    }

    /// <summary>Where a store would be created; nothing is.</summary>
    /// <param name="ports">The outside world.</param>
    /// <param name="search">Where the command stands.</param>
    /// <param name="kind">Which of the places.</param>
    /// <exception cref="InvalidInputException">The place needs a git repository or a home directory, and there is none.</exception>
    public static string PlaceFor(EmbeddedPorts ports, StoreSearch search, StoreLocationKind kind)
    {
        ArgumentNullException.ThrowIfNull(ports);
        ArgumentNullException.ThrowIfNull(search);
        return KernelErrors.Translate(() => Place(search, kind, GitLayout.Discover(ports.FileSystem, search.WorkingDirectory)));
    }

    private static StoreCreated SetUp(EmbeddedPorts ports, string target, string root, InitOptions options, Adoption[] adoptions)
    {
        bool isInWorkTree = IsInWorkTree(ports.FileSystem, target);
        bool isTrackedNow = false;
        (StoreFile file, bool created) = new StoreSetup(ports, target).Run(old =>
        {
            StoreFile wanted = adoptions.Aggregate(old, (file, adoption) => adoption.Into(file, target, root, ports.FileSystem));
            wanted = options.Track.Aggregate(wanted, static (file, kind) => MemoryTracking.Into(file, kind));
            wanted = options.SeparateOperations ? OperationReference.Into(wanted) : wanted;
            isTrackedNow = !ReferenceEquals(wanted.Track, old.Track);
            if (!ReferenceEquals(wanted, old))
            {
                MemoryTracking.Check(wanted, target, isInWorkTree);
            }

            return wanted;
        });
        IReadOnlyList<string> adopted = Adoption.In(file, target);
        string[] notes =
        [
            .. created && isInWorkTree ? [GitCleanNote] : Array.Empty<string>(),
            .. isTrackedNow ? [TrackNote] : Array.Empty<string>(),
            .. options.Adopt && adopted.Count == 0 ? [$"there is nothing to adopt: {root} has neither .booty/state/memory.jsonl nor .auto-dev/tasks/current.json nor kitty-ops, and there is neither ~/.run-agent/runs nor ~/.boternity/boternity.db"] : Array.Empty<string>(),
        ];
        return new StoreCreated(target, created, adopted, notes);
    }

    /// <summary>Where files of other systems are looked for: outside git, beside the store that was found in a folder above.</summary>
    private static string RootAround(StoreSearch search, GitLayout? git, StoreLocation? found) =>
        git?.MainWorkTree ?? git?.WorkTree
        ?? (found is { FoundBy: StoreLocation.ByWorkingDirectory } ? Path.GetDirectoryName(found.Path) : null)
        ?? search.Absolute(".");

    private static void RefuseSecond(IFileSystem fileSystem, string? first, string target, bool isGit)
    {
        if (first is not null && first != target)
        {
            string what = !StoreLocator.IsStore(fileSystem, first) ? "this repository has memory that git tracks"
                : isGit ? "this repository has its store"
                : "there is a store";
            throw new ConflictException($"{what} at {first}; a second one at {target} would hide one of them")
            {
                Path = first,
                Hint = $"use it as it is, or move that folder to {target}",
            };
        }
    }

    /// <summary>In a fresh clone tracked memory is there before its store is.</summary>
    private static string? TrackedWithoutStore(IFileSystem fileSystem, GitLayout? git)
    {
        string? folder = git is null ? null : StorePlaces.InDirectory(git.MainWorkTree ?? git.WorkTree);
        return folder is not null && MemoryTracking.IsSetUp(fileSystem, folder) ? folder : null;
    }

    /// <summary>Whether git sees the folder, tracked or not: it does not look into its own directory.</summary>
    internal static bool IsInWorkTree(IFileSystem fileSystem, string folder) =>
        Path.GetDirectoryName(folder) is { } parent && GitLayout.Discover(fileSystem, parent) is { } git
        && folder.StartsWith(git.WorkTree + Path.DirectorySeparatorChar, StringComparison.Ordinal)
        && !folder.StartsWith(git.CommonDirectory + Path.DirectorySeparatorChar, StringComparison.Ordinal);

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
}
