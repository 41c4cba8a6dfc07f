using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Errors;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>Where the files of tasks are.</summary>
internal sealed record TaskPlaces
{
    /// <summary>The folder that Daybook's own tree starts with.</summary>
    internal required string Root { get; init; }

    /// <summary>The folder of what the founding plan names: <c>current.json</c>, <c>memory.json</c>, <c>history/</c>.</summary>
    internal required string Directory { get; init; }

    /// <summary>The folder of what is Daybook's own: the journal and what is derived from it.</summary>
    internal required string StateDirectory { get; init; }

    /// <summary>Locks and the watermark.</summary>
    internal required string LockDirectory { get; init; }

    /// <summary>Bytes that were taken out of a file.</summary>
    internal required string QuarantineDirectory { get; init; }

    /// <summary>Whether a store points at this folder of another system.</summary>
    internal bool IsAdopted { get; init; }

    internal string Journal => Path.Join(StateDirectory, "journal.jsonl");

    internal string Archive => Path.Join(StateDirectory, "archive");

    internal string Checkpoint => Path.Join(StateDirectory, "checkpoint.json");

    internal string FinishedIndex => Path.Join(StateDirectory, "finished.index");

    internal string Current => Path.Join(Directory, "current.json");

    internal string CurrentBackup => Path.Join(Directory, "current.json.backup");

    internal string Context => Path.Join(Directory, "memory.json");

    internal string ContextBackup => Path.Join(Directory, "memory.json.backup");

    internal string History => Path.Join(Directory, "history");

    internal string Watermark => Path.Join(LockDirectory, "tasks.watermark");

    /// <summary>Taken by whoever writes one of the files that are not logs.</summary>
    internal string Lock => Path.Join(LockDirectory, "tasks.lock");

    /// <summary>The places of a store's own tasks.</summary>
    internal static TaskPlaces InStore(string folder, StoreFile store)
    {
        (string directory, bool isAdopted) = KindPlace.Resolve(folder, store, TaskRecord.KindName, KindPlace.AutoDevShape);
        if (isAdopted)
        {
            return InFoundingFolder(directory) with { IsAdopted = true };
        }

        return new TaskPlaces
        {
            Root = folder,
            Directory = directory,
            StateDirectory = directory,
            LockDirectory = StoreLayout.LockDirectory(folder),
            QuarantineDirectory = StoreLayout.QuarantineDirectory(folder),
        };
    }

    /// <summary>The places beside the files of the founding plan, which stay where they are.</summary>
    internal static TaskPlaces InFoundingFolder(string folder)
    {
        string state = Path.Join(folder, StoreLayout.StateFolderName);
        return new TaskPlaces
        {
            Root = folder,
            Directory = folder,
            StateDirectory = state,
            LockDirectory = StoreLayout.LockDirectory(state),
            QuarantineDirectory = StoreLayout.QuarantineDirectory(state),
        };
    }

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

    /// <summary>Refuses folders that are none: what a repository brings along must not lead elsewhere.</summary>
    /// <exception cref="NotFoundException">The adopted folder is gone.</exception>
    internal void Check(IFileSystem fileSystem)
    {
        if (IsAdopted && fileSystem.Stat(Directory) is null)
        {
            // An empty one made in its stead would hide that the tasks are elsewhere.
            throw new NotFoundException($"{Directory}, the adopted folder of tasks, is gone")
            {
                Path = Directory,
                Hint = "bring it back, or take kinds.tasks out of daybook.json",
            };
        }

        foreach (string folder in new[] { Directory, StateDirectory })
        {
            if (folder != Root && fileSystem.Stat(folder) is { Kind: not FileKind.Directory } other)
            {
                throw new UnsafeFileException(folder, other.Kind);
            }
        }
    }
}
