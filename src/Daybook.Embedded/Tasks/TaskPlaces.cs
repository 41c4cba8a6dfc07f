using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>Where the files of tasks are.</summary>
internal sealed record TaskPlaces : KindFolders
{
    private TaskPlaces(KindFolders folders)
        : base(folders)
    {
    }

    /// <summary>Whether <c>current.json</c> and the history are another system's too, or come with git: what they say need not be from here.</summary>
    internal bool IsShared => OwnDirectory != Directory;

    internal string Journal => Path.Join(OwnDirectory, "journal.jsonl");

    internal string Archive => Path.Join(OwnDirectory, "archive");

    internal string Checkpoint => Path.Join(OwnDirectory, "checkpoint.json");

    internal string FinishedIndex => Path.Join(OwnDirectory, "finished.index");

    internal string Current => Path.Join(Directory, "current.json");

    internal string CurrentBackup => Path.Join(Directory, "current.json.backup");

    internal string Context => Path.Join(Directory, "memory.json");

    internal string ContextBackup => Path.Join(Directory, "memory.json.backup");

    internal string History => Path.Join(Directory, "history");

    internal string Watermark => Path.Join(LockDirectory, "tasks.watermark");

    /// <summary>Taken by whoever writes one of the files that are not logs.</summary>
    internal string Lock => Path.Join(LockDirectory, "tasks.lock");

    /// <summary>The places of a store's own tasks.</summary>
    internal static TaskPlaces InStore(string store, StoreFile file) =>
        new(InStore(store, file, TaskRecord.KindName, KindPlace.AutoDevShape));

    /// <summary>The places beside the files of the founding plan, which stay where they are.</summary>
    internal static TaskPlaces InFoundingFolder(string folder) => new(Beside(folder, TaskRecord.KindName));

    /// <summary>How every part of the engine opens the journal for writing.</summary>
    internal AppendLogOptions LogOptions(EmbeddedOptions options) => new()
    {
        Path = Journal,
        WatermarkPath = Watermark,
        Root = Root,
        LockWait = options.LockWait,
        HolderLabel = options.HolderLabel,
    };

    /// <summary>Opens the journal for reading; null if none was begun. A symbolic link in place of a folder inside the store is refused.</summary>
    internal IFile? OpenJournal(IFileSystem fileSystem)
    {
        Check(fileSystem);
        return HasJournal(fileSystem) ? fileSystem.Open(Journal, OpenMode.Read) : null;
    }

    /// <summary>Whether a journal was begun. What is no plain file has no length that says so, and to take it for none would be to begin another.</summary>
    /// <exception cref="UnsafeFileException">Something else stands in its place.</exception>
    internal bool HasJournal(IFileSystem fileSystem) => CheckFile(fileSystem, Journal) is { Length: > 0 };

    /// <summary>Refuses a view that is no plain file. Readers pass over such a one; a repair could not put it aside.</summary>
    /// <exception cref="UnsafeFileException">Something else stands in its place.</exception>
    internal void CheckViews(IFileSystem fileSystem)
    {
        CheckFile(fileSystem, Checkpoint);
        CheckFile(fileSystem, FinishedIndex);
    }

    private static FileStat? CheckFile(IFileSystem fileSystem, string path) => fileSystem.Stat(path) switch
    {
        null => null,
        { Kind: FileKind.Regular } plain => plain,
        { } other => throw new UnsafeFileException(path, other.Kind),
    };
}
