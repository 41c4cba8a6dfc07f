using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>Where the files of memory are.</summary>
internal sealed record MemoryPlaces : KindFolders
{
    /// <summary>The folder of memory in a store, unless the store's file names another.</summary>
    internal const string FolderName = "memory";

    private MemoryPlaces(KindFolders folders)
        : base(folders)
    {
    }

    /// <summary>Whether git tracks the log, and so merges it.</summary>
    internal bool IsTracked { get; init; }

    /// <summary>Whether operations go to a ref of their own, so that a tracked store's rules do not let git see their logs.</summary>
    internal bool AreOperationsSeparate { get; private init; }

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
    internal static MemoryPlaces InStore(string store, StoreFile file)
    {
        KindFolders folders = InStore(store, file, MemoryRecord.KindName, KindPlace.BootyShape);
        return new MemoryPlaces(folders)
        {
            IsTracked = !folders.IsAdopted && file.Tracks(MemoryRecord.KindName),
            AreOperationsSeparate = file.OperationsReference is not null,
        };
    }

    /// <summary>The places beside a memory file that is shared with the founding system.</summary>
    internal static MemoryPlaces InFoundingFolder(string folder) => new(Beside(folder, MemoryRecord.KindName));

    /// <summary>Opens the log for reading; null if nothing was ever written. A symbolic link in place of the folder inside a store is refused.</summary>
    /// <exception cref="NotFoundException">The adopted folder is gone.</exception>
    internal IFile? OpenForReading(IFileSystem fileSystem)
    {
        Check(fileSystem);
        return fileSystem.Stat(Log) is null ? null : fileSystem.Open(Log, OpenMode.Read);
    }

    /// <summary>What stands more than once in the log; looked for only where git merges it, so that nobody else pays for it.</summary>
    internal RepeatedRecords RepeatsIn(IFile log, long length, CancellationToken cancellationToken) =>
        IsTracked ? RepeatedRecords.Find(log, length, cancellationToken) : RepeatedRecords.None;
}
