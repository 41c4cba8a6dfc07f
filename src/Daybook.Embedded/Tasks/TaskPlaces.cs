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
        return fileSystem.Stat(Journal) is { Length: > 0 } ? fileSystem.Open(Journal, OpenMode.Read) : null;
    }
}
