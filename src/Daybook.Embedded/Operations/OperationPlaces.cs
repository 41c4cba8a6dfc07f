using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Operations;

namespace Daybook.Embedded.Operations;

/// <summary>Where the logs of operations are: in the work tree that the caller stands in, since its branch is to hold them.</summary>
internal sealed record OperationPlaces : KindFolders
{
    /// <summary>How the names of logs end.</summary>
    internal const string LogSuffix = ".jsonl";

    private OperationPlaces(KindFolders folders, string workTree)
        : base(folders) => WorkTree = workTree;

    /// <summary>The ref that gets the commits; null for the branch.</summary>
    internal string? Reference { get; private init; }

    /// <summary>The folder from which paths are told: the work tree around the logs.</summary>
    internal string WorkTree { get; }

    /// <summary>A view of which operations there are, in the shape of the founding system.</summary>
    internal string IndexFile => Path.Join(Directory, "ops-index.jsonl");

    /// <summary>The starts and ends of the actions of missions.</summary>
    internal string LifecycleFile => Path.Join(Directory, "lifecycle.jsonl");

    /// <summary>What could not be told to others.</summary>
    internal string PropagationErrorsFile => Path.Join(Directory, "propagation-errors.jsonl");

    /// <summary>How times are written there.</summary>
    internal Func<DateTimeOffset, string> TimeText => IsAdopted ? OperationTime.Founding : OperationTime.Own;

    /// <summary>The logs are for git to track, so others may read them.</summary>
    internal static UnixFileMode LogPermissions => FilePermissions.SharedFile;

    /// <summary>The places of the operations that belong to a store.</summary>
    /// <param name="store">The store's folder.</param>
    /// <param name="file">What its file says.</param>
    /// <param name="workTree">The work tree that the caller stands in; null for the one around the store.</param>
    internal static OperationPlaces InStore(string store, StoreFile file, string? workTree)
    {
        string home = workTree is null ? store : StorePlaces.InDirectory(workTree);
        if (home == store)
        {
            return new OperationPlaces(InStore(store, file, OperationRecord.KindName, KindPlace.SpecKittyShape), TreeAround(store))
            {
                Reference = file.OperationsReference,
            };
        }

        // The same place in this work tree as in the store's own.
        KindPlace place = file.Kinds.GetValueOrDefault(OperationRecord.KindName) ?? new KindPlace(OperationRecord.KindName);
        KindFolders folders = InStore(home, file, OperationRecord.KindName, KindPlace.SpecKittyShape);
        bool isFixed = folders.IsAdopted && Path.IsPathFullyQualified(place.Path);
        return new OperationPlaces(folders with { Store = store }, isFixed ? TreeAround(folders.Directory) : TreeAround(home))
        {
            Reference = file.OperationsReference,
        };
    }

    /// <summary>The places in a work tree without a store: what a fresh clone brings along.</summary>
    internal static OperationPlaces InWorkTree(string workTree)
    {
        string home = StorePlaces.InDirectory(workTree);
        var folders = new KindFolders(
            OperationRecord.KindName,
            Path.Join(home, OperationRecord.KindName),
            Path.Join(home, OperationRecord.KindName),
            home,
            StoreLayout.LockDirectory(home),
            StoreLayout.QuarantineDirectory(home));
        return new OperationPlaces(folders, workTree);
    }

    /// <summary>The log of an operation. Its id must have been checked.</summary>
    internal string LogOf(string id) => Path.Join(Directory, id + LogSuffix);

    /// <summary>
    /// Refuses, beside what <see cref="KindFolders.Check"/> refuses, a link in place of a folder at the top that nobody chose: in a linked work
    /// tree and a fresh clone the repository brings it along.
    /// </summary>
    /// <exception cref="NotFoundException">The adopted folder is gone.</exception>
    /// <exception cref="UnsafeFileException">A folder is something else.</exception>
    internal void CheckAll(IFileSystem fileSystem)
    {
        Check(fileSystem);
        string top = IsAdopted ? Directory : Root;
        if (top != Store && fileSystem.Stat(top) is { Kind: not FileKind.Directory } other)
        {
            throw new UnsafeFileException(top, other.Kind);
        }
    }

    /// <summary>A path as it is told: from the root of the work tree, if it lies in there.</summary>
    internal string Told(string path) => ArtifactReference.Resolve(path, WorkTree, WorkTree);

    private static string TreeAround(string folder) => Path.GetDirectoryName(folder) ?? folder;
}
