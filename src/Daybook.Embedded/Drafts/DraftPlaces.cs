using Daybook.Drafts;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Embedded.Sqlite;
using Daybook.Errors;

namespace Daybook.Embedded.Drafts;

/// <summary>Where drafts and builder memory are.</summary>
internal sealed record DraftPlaces : KindFolders
{
    private DraftPlaces(KindFolders folders, DraftShape shape)
        : base(folders) => Shape = shape;

    /// <summary>How the database is written.</summary>
    internal DraftShape Shape { get; }

    /// <summary>The database.</summary>
    internal string Database => Path.Join(Directory, Shape.FileName);

    /// <summary>What is committed and not yet carried over into the database.</summary>
    internal string Log => Database + SqliteDatabase.LogSuffix;

    /// <summary>What connections share.</summary>
    internal string SharedMemory => Database + SqliteDatabase.SharedMemorySuffix;

    /// <summary>A fresh database that a repair has finished and that is about to take the place of the old one.</summary>
    internal string Mended => Database + ".mended";

    /// <summary>Held by whoever makes the database or changes its schema.</summary>
    internal string SchemaLock => Path.Join(LockDirectory, "drafts.lock");

    /// <summary>Held together by all who have the database open.</summary>
    internal string UseLock => Path.Join(LockDirectory, "drafts.use.lock");

    /// <summary>What to do about a database that is damaged. One that other tables share is never replaced.</summary>
    internal string DamageHint => IsAdopted
        ? "mend it with SQLite's own .recover; it holds tables of another system too, so it is not replaced here"
        : "daybook doctor drafts --fix keeps the file and takes every readable row into a fresh one; where there is none it says what is left to do";

    /// <summary>What is said where an adopted database is gone: an empty answer, or an empty one made in its stead, would hide that.</summary>
    internal NotFoundException DatabaseGone => new($"{Database}, the adopted database of drafts, is gone") { Path = Database, Hint = GoneHint };

    /// <summary>The places of a store's drafts.</summary>
    internal static DraftPlaces InStore(string store, StoreFile file)
    {
        KindFolders folders = InStore(store, file, Draft.KindName, KindPlace.BoternityShape);
        return new DraftPlaces(folders, folders.IsAdopted ? DraftShape.Boternity : DraftShape.Own);
    }

    /// <summary>The places of drafts without a store around them.</summary>
    internal static DraftPlaces InFolder(string folder) => new(Beside(folder, Draft.KindName), DraftShape.Own);

    /// <summary>Whether a repair was cut off after its fresh database was finished: that one holds the drafts, and the old files are still in the way.</summary>
    internal bool IsSwitchPending(IFileSystem fileSystem) => fileSystem.Stat(Mended) is not null;

    /// <summary>Whether there is a database. SQLite follows links, so whatever is no plain file is refused before SQLite sees it.</summary>
    /// <exception cref="UnsafeFileException">A link or a device stands at one of its names.</exception>
    internal bool IsThere(IFileSystem fileSystem)
    {
        foreach (string path in new[] { Log, SharedMemory, Mended })
        {
            RequireRegular(fileSystem, path);
        }

        return RequireRegular(fileSystem, Database);
    }

    private static bool RequireRegular(IFileSystem fileSystem, string path) => fileSystem.Stat(path) switch
    {
        null => false,
        { Kind: FileKind.Regular } => true,
        { } other => throw new UnsafeFileException(path, other.Kind),
    };
}
