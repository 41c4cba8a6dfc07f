using Daybook.Durability.Errors;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Errors;

namespace Daybook.Embedded;

/// <summary>The folders of one kind: in a store, or beside the files of another system that stay where they are.</summary>
/// <param name="Kind">The kind's name.</param>
/// <param name="Directory">The folder of the kind's files.</param>
/// <param name="OwnDirectory">The folder of what is Daybook's own: not among the files of another system.</param>
/// <param name="Root">The folder that Daybook's own tree starts with.</param>
/// <param name="LockDirectory">Locks and watermarks.</param>
/// <param name="QuarantineDirectory">What a repair took out.</param>
internal record KindFolders(string Kind, string Directory, string OwnDirectory, string Root, string LockDirectory, string QuarantineDirectory)
{
    /// <summary>What doctor calls an adopted folder that is gone: only a person can bring it back.</summary>
    internal const string AdoptedGone = "adopted_gone";

    /// <summary>The store; null for a folder that belongs to none.</summary>
    internal string? Store { get; init; }

    /// <summary>Whether this is the folder of another system that the store adopted.</summary>
    internal bool IsAdopted { get; init; }

    /// <summary>How to bring back an adopted folder that is gone.</summary>
    internal string GoneHint => $"bring it back, or correct kinds.{Kind}.path in {Path.Join(Store, StoreFile.FileName)}";

    /// <summary>The folders that a store's file names.</summary>
    /// <param name="store">The store's folder.</param>
    /// <param name="file">What its file says.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="adoptableShape">The shape of another system that this version knows for it.</param>
    /// <exception cref="CorruptStoreException">The file gives another shape, or a folder outside of the store.</exception>
    internal static KindFolders InStore(string store, StoreFile file, string kind, string adoptableShape)
    {
        (string directory, bool isAdopted) = KindPlace.Resolve(store, file, kind, adoptableShape);
        return isAdopted
            ? Beside(directory, kind) with { Store = store, IsAdopted = true }
            : new KindFolders(kind, directory, directory, store, StoreLayout.LockDirectory(store), StoreLayout.QuarantineDirectory(store)) { Store = store };
    }

    /// <summary>The folders beside the files of another system.</summary>
    internal static KindFolders Beside(string directory, string kind)
    {
        string state = Path.Join(directory, StoreLayout.StateFolderName);
        return new KindFolders(kind, directory, state, directory, StoreLayout.LockDirectory(state), StoreLayout.QuarantineDirectory(state));
    }

    /// <summary>What doctor says of an adopted folder that is gone; null where it is there, or the folder is the store's own.</summary>
    internal Finding? FindGone(IFileSystem fileSystem) =>
        IsAdopted && fileSystem.Stat(Directory) is null
            ? new Finding(Kind, AdoptedGone, Finding.Error, Directory, null, $"the folder of the other system, which has the {Kind}, is gone", GoneHint, Fixed: false)
            : null;

    /// <summary>Refuses an adopted folder that is gone: an empty one made in its stead would hide that the records are elsewhere.</summary>
    /// <exception cref="NotFoundException">It is gone.</exception>
    internal void CheckThere(IFileSystem fileSystem)
    {
        if (IsAdopted && fileSystem.Stat(Directory) is null)
        {
            throw new NotFoundException($"{Directory}, the adopted folder of {Kind}, is gone") { Path = Directory, Hint = GoneHint };
        }
    }

    /// <summary>Refuses that too, and anything that is no folder where one must be: what a repository brings along must not lead elsewhere.</summary>
    /// <exception cref="NotFoundException">The adopted folder is gone.</exception>
    /// <exception cref="UnsafeFileException">A folder of the store is something else.</exception>
    internal void Check(IFileSystem fileSystem)
    {
        CheckThere(fileSystem);
        CheckFolder(fileSystem, Directory);
        if (OwnDirectory != Directory)
        {
            CheckFolder(fileSystem, OwnDirectory);
        }

        CheckFolder(fileSystem, LockDirectory);
    }

    /// <summary>
    /// Keeps Daybook's own folder beside another system's files from git, which may track those: a stash or a checkout would take the locks, and
    /// what was acknowledged, back to an older state.
    /// </summary>
    internal void KeepFromGit(EmbeddedPorts ports)
    {
        string rules = Path.Join(OwnDirectory, StoreIgnoreFile.FileName);
        if (IsAdopted && ports.FileSystem.Stat(rules) is null)
        {
            DirectoryTree.Create(ports.FileSystem, OwnDirectory);
            new AtomicFile(ports.FileSystem, ports.NewTempName).Write(rules, StoreIgnoreFile.Everything.Encode());
        }
    }

    /// <summary>Makes the name of a folder of this kind durable, and those of the folders above it. What is in it is not.</summary>
    /// <exception cref="FileSystemException">The disk refused.</exception>
    internal void SyncNames(IFileSystem fileSystem, string folder) =>
        new DurableNames(fileSystem, StoreLayout.DurableNames(LockDirectory)).Sync(folder, Root);

    /// <summary>Refuses a file, a link or a device in place of a folder. The root is the user's own choice.</summary>
    /// <exception cref="UnsafeFileException">It is none.</exception>
    protected void CheckFolder(IFileSystem fileSystem, string folder)
    {
        if (folder != Root && fileSystem.Stat(folder) is { Kind: not FileKind.Directory } other)
        {
            throw new UnsafeFileException(folder, other.Kind);
        }
    }
}
