using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>Where the files of memory are.</summary>
internal sealed record MemoryPlaces
{
    /// <summary>The folder of memory in a store, unless the store's file names another.</summary>
    internal const string FolderName = "memory";

    /// <summary>The folder that Daybook's own tree starts with.</summary>
    internal required string Root { get; init; }

    /// <summary>The folder of the log.</summary>
    internal required string Directory { get; init; }

    /// <summary>Locks and the watermark.</summary>
    internal required string LockDirectory { get; init; }

    /// <summary>Bytes that a repair took out.</summary>
    internal required string QuarantineDirectory { get; init; }

    /// <summary>Where <see cref="Amendments"/> and <see cref="ArchiveDirectory"/> are: not among the files of another system.</summary>
    internal required string OwnDirectory { get; init; }

    /// <summary>The store; null for a folder that belongs to none.</summary>
    internal string? Store { get; init; }

    /// <summary>Whether the log is in the folder of another system that the store adopted.</summary>
    internal bool IsAdopted { get; init; }

    /// <summary>Whether git tracks the log, and so merges it.</summary>
    internal bool IsTracked { get; init; }

    internal string Log => Path.Join(Directory, FoundingMemory.FileName);

    internal string Watermark => Path.Join(LockDirectory, "memory.watermark");

    /// <summary>What was said later about records: forgotten, superseded.</summary>
    internal string Amendments => Path.Join(OwnDirectory, "amendments.jsonl");

    internal string AmendmentsWatermark => Path.Join(LockDirectory, "memory.amendments.watermark");

    /// <summary>Sealed segments and their list.</summary>
    internal string ArchiveDirectory => Path.Join(OwnDirectory, "archive");

    internal string SegmentList => Path.Join(ArchiveDirectory, "segments.jsonl");

    internal string SegmentListWatermark => Path.Join(LockDirectory, "memory.segments.watermark");

    /// <summary>By which compaction, purge and repair exclude each other.</summary>
    internal string CompactLock => Path.Join(LockDirectory, "memory.compact.lock");

    /// <summary>The permissions of logs that are created here: what git hands to everybody need not be hidden, and git must be able to read it.</summary>
    internal UnixFileMode LogPermissions => IsTracked ? FilePermissions.SharedFile : FilePermissions.PrivateFile;

    /// <summary>The places that a store's file names.</summary>
    internal static MemoryPlaces InStore(string folder, StoreFile store)
    {
        (string directory, bool isAdopted) = KindPlace.Resolve(folder, store, MemoryRecord.KindName, KindPlace.BootyShape);
        if (isAdopted)
        {
            return InFoundingFolder(directory) with { Store = folder, IsAdopted = true };
        }

        return new MemoryPlaces
        {
            Root = folder,
            Directory = directory,
            OwnDirectory = directory,
            LockDirectory = StoreLayout.LockDirectory(folder),
            QuarantineDirectory = StoreLayout.QuarantineDirectory(folder),
            Store = folder,
            IsTracked = store.Tracks(MemoryRecord.KindName),
        };
    }

    /// <summary>The places beside a memory file that is shared with the founding system.</summary>
    internal static MemoryPlaces InFoundingFolder(string folder)
    {
        string state = Path.Join(folder, StoreLayout.StateFolderName);
        return new MemoryPlaces
        {
            Root = folder,
            Directory = folder,
            OwnDirectory = state,
            LockDirectory = StoreLayout.LockDirectory(state),
            QuarantineDirectory = StoreLayout.QuarantineDirectory(state),
        };
    }

    /// <summary>Opens the log for reading; null if nothing was ever written. A symbolic link in place of the folder inside a store is refused.</summary>
    /// <exception cref="NotFoundException">The adopted folder is gone.</exception>
    internal IFile? OpenForReading(IFileSystem fileSystem)
    {
        _ = Checked(fileSystem);
        FileKind? kind = fileSystem.Stat(Directory)?.Kind;
        if (kind is not (null or FileKind.Directory) && Directory != Root)
        {
            throw new UnsafeFileException(Directory, kind.Value);
        }

        return fileSystem.Stat(Log) is null ? null : fileSystem.Open(Log, OpenMode.Read);
    }

    /// <summary>What stands more than once in the log; looked for only where git merges it, so that nobody else pays for it.</summary>
    internal RepeatedRecords RepeatsIn(IFile log, long length, CancellationToken cancellationToken) =>
        IsTracked ? RepeatedRecords.Find(log, length, cancellationToken) : RepeatedRecords.None;

    /// <summary>
    /// These places, once it is sure that an adopted folder is there: an empty one made in its stead would hide that the records are
    /// elsewhere.
    /// </summary>
    /// <exception cref="NotFoundException">It is gone.</exception>
    internal MemoryPlaces Checked(IFileSystem fileSystem) => !IsAdopted || fileSystem.Stat(Directory) is not null
        ? this
        : throw new NotFoundException($"{Directory}, the adopted folder of memory, is gone")
        {
            Path = Directory,
            Hint = $"bring it back, or correct kinds.memory.path in {Path.Join(Store, StoreFile.FileName)}",
        };
}
